"""What people type is escaped on every page: no code can make it markup."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "*.html": r"\|\s*safe\b|\|\s*safeseq|autoescape\s+off|\|\s*urlize|javascript:"
    r"|<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|\sstyle=|\son[a-z]+=\"",
    "*.py": r"\bmark_safe\b|\bSafeString\(|\bformat_html\(f|\.extra\(|RawSQL|\.raw\(",
    "*.js": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|"
    r"new Function|setTimeout\(\s*[\"'`]|createContextualFragment",
}
FOLDERS = {"*.html": "templates", "*.py": "myeloma_journal", "*.js": "static/js"}
# Where our own words, and none of anybody's, are markup.
ALLOWED = {
    "templates/archive/page/_top.html": "the page brings its style along",
}


def found(kind):
    """The places in the code that could turn text into markup."""
    for path in sorted((ROOT / FOLDERS[kind]).rglob(kind)):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if re.search(FORBIDDEN[kind], line):
                yield f"{path.relative_to(ROOT)}:{number}", line.strip()


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_nothing_makes_text_markup(kind):
    """OUT-1, INP-4: no way past escaping, no inline script or style, no raw SQL."""
    places = [place for place, _text in found(kind)]
    assert [place for place in places if place.partition(":")[0] not in ALLOWED] == []


TITLE = re.compile(r"{% block title %}(.*?){% endblock %}", re.DOTALL)
FORM_PAGE = "_components/form_page.html"
QUOTED = re.compile(r'"[^"]*"')
VALUE = re.compile(r"{% (.*?) as title %}")
CONSTANT = re.compile(r'translate "[^"]*"')
# What everybody may read, and a month.
NOBODYS = {"catalogue"}
DATES = re.compile(r"{{ [\w.]+\|date:[^}]+}}")


def title_of(page):
    """What a template shows as its title; a form page's stands in a value."""
    if f'extends "{FORM_PAGE}"' in page:
        values = VALUE.findall(page)
        is_constant = values and all(map(CONSTANT.fullmatch, values))
        return "" if is_constant else "{{ title }}"
    said = TITLE.search(page)
    return DATES.sub("", said[1]) if said else ""


def titles():
    """What each page is called in the history of the browser."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = str(path.relative_to(ROOT / "templates"))
        if path.parent.name not in NOBODYS and name != FORM_PAGE:
            yield name, title_of(path.read_text())


def test_history_of_a_browser_names_nobody_and_no_symptom():
    """OUT-6: the next one on a shared device reads there what pages are called."""
    tags = ((page, QUOTED.sub("", title)) for page, title in titles())
    telling = [page for page, tag in tags if "{{" in tag or " with " in tag]
    assert telling == []
