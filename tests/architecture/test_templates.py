"""Templates include downward only."""

import re
from pathlib import Path

from django.conf import settings

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
INCLUDED = re.compile(r"{% (?:include|extends) [\"'](\w+)/")


def test_no_template_includes_upward():
    upward = [
        f"{path.relative_to(TEMPLATES)} includes {other}"
        for depth, folder in enumerate(ORDER)
        for path in (TEMPLATES / folder).rglob("*.html")
        for other in INCLUDED.findall(path.read_text())
        if other in ORDER[:depth]
    ]

    assert upward == []
