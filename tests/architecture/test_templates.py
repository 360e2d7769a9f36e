"""Links in templates lead to pages that exist."""

import re
from pathlib import Path

from django.conf import settings
from django.urls import get_resolver

TEMPLATES = Path(settings.BASE_DIR, "templates")
URL_NAME = re.compile(r"{% url [\"'](\w+:|)([\w-]+)[\"']")


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
