"""What was taken of Bootstrap and of the font is all that a page needs of them."""

import re

import pytest
from fontTools.ttLib import TTFont

from tests.architecture import trimmed


def test_the_trimmed_bootstrap_has_every_class_that_is_used():
    is_so = trimmed.TRIMMED.read_text() == trimmed.bootstrap()

    assert is_so, "once more: .venv/bin/python -m tests.architecture.trimmed"


def test_a_rule_is_kept_for_a_class_that_is_used_and_for_no_other(monkeypatch):
    monkeypatch.setattr(trimmed, "words", lambda: {"btn", "mb-2"})

    kept = trimmed.bootstrap()

    assert ".btn:hover{" in kept
    assert ".mb-2{margin-bottom:.5rem!important}" in kept
    assert "form-control" not in kept


def test_dark_colours_follow_the_device():
    text = trimmed.TRIMMED.read_text()

    assert "data-bs-theme" not in text
    assert "@media(prefers-color-scheme:dark){\n:root{color-scheme:dark;" in text


@pytest.mark.parametrize("weight", trimmed.WEIGHTS)
def test_the_trimmed_font_has_the_letters_that_the_style_sheet_says(weight):
    style = (trimmed.STATIC / "css/app.css").read_text()
    face = re.search(rf"fonts/\S+-{weight}\.woff2.*\s+unicode-range: (.*); }}", style)

    assert face[1] == trimmed.LETTERS
    assert set(TTFont(trimmed.font(weight)).getBestCmap()) == trimmed.letters()
