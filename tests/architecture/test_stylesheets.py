"""Pages load a part of Bootstrap; it has every class that they name."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
WHOLE = STATIC / "vendor/bootstrap-5.3.9/bootstrap.min.css"
# In a template, and in the attributes of a widget.
NAMED = re.compile(r'class(?:="|": ")([^"]*)"')


def classes_named():
    templates, modules = ROOT / "templates", ROOT / "myeloma_journal"
    for path in [*templates.rglob("*.html"), *modules.rglob("*.py")]:
        yield from re.findall(r"[\w-]+", " ".join(NAMED.findall(path.read_text())))


def classes_in(style_sheet):
    return set(re.findall(r"\.([a-z][\w-]*)", style_sheet.read_text()))


def test_the_trimmed_bootstrap_has_every_class_that_is_named():
    trimmed = classes_in(STATIC / "css/bootstrap.css")

    assert set(classes_named()) & classes_in(WHOLE) - trimmed == set()
