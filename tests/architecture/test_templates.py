"""Templates include downward only, and shared ones link to no product page."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

TEMPLATES = Path(settings.BASE_DIR, "templates")
# From the top: a template includes those of its own folder and of folders below.
ORDER = [
    "welcome",
    "archive",
    "packets",
    "trends",
    "journal",
    "questions",
    "treatment",
    "labs",
    "appointments",
    "care_team",
    "care_circle",
    "catalogue",
]
# What the platform renders; templates/site has the slots for links to the product.
SHARED = ["_components", "account", "allauth", "bootstrap5", "forms", "mfa"]
INCLUDED = re.compile(r"{% (?:include|extends) [\"'](\w+)/")
LINKED = re.compile(r"{% url [\"'](\w+):")
URL_NAME = re.compile(r"{% url [\"'](\w+:|)([\w-]+)[\"']")


def test_no_template_includes_upward():
    upward = [
        f"{path.relative_to(TEMPLATES)} includes {other}"
        for depth, folder in enumerate(ORDER)
        for path in (TEMPLATES / folder).rglob("*.html")
        for other in INCLUDED.findall(path.read_text())
        if other in ORDER[:depth]
    ]

    assert upward == []


def test_shared_templates_link_to_no_product_page():
    paths = [
        *TEMPLATES.glob("*.html"),
        *(path for folder in SHARED for path in (TEMPLATES / folder).rglob("*.*")),
    ]
    named = [
        f"{path.relative_to(TEMPLATES)} links to {namespace}:"
        for path in paths
        for namespace in LINKED.findall(path.read_text())
        if namespace != "forms"
    ]

    assert named == []


def test_every_url_name_in_a_template_exists():
    """As {% url ... as %} stays silent about a name that does not exist."""
    namespaces = {
        "": get_resolver(),
        **{name: urls for name, (_, urls) in get_resolver().namespace_dict.items()},
    }
    unknown = [
        f"{path.relative_to(TEMPLATES)} links to {namespace}{name}"
        for path in TEMPLATES.rglob("*.html")
        for namespace, name in URL_NAME.findall(path.read_text())
        if name not in namespaces[namespace.rstrip(":")].reverse_dict
    ]

    assert unknown == []
