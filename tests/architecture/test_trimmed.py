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


@pytest.fixture(scope="module")
def faces():
    """The letters of each file of the font, as the style sheet says them."""
    style = (trimmed.STATIC / "css/app.css").read_text()
    found = re.findall(r'url\("\.\./(.+?)"\).*\s+unicode-range: (.*); }', style)
    return {name: trimmed.code_points(ranges) for name, ranges in found}


@pytest.mark.parametrize("weight", trimmed.WEIGHTS)
def test_the_trimmed_font_has_the_letters_that_the_style_sheet_says(faces, weight):
    part, whole = trimmed.font(weight), trimmed.whole_font(weight)

    said = faces[str(part.relative_to(trimmed.STATIC))]
    assert said == trimmed.code_points(trimmed.LETTERS)
    assert letters_in(part) == letters_in(whole) & said


@pytest.mark.parametrize("weight", trimmed.WEIGHTS)
def test_the_whole_font_is_asked_for_no_letter_of_the_trimmed_one(faces, weight):
    whole = faces[str(trimmed.whole_font(weight).relative_to(trimmed.STATIC))]

    assert whole & trimmed.code_points(trimmed.LETTERS) == set()
    assert {ord("é"), ord("Œ"), ord("€")} <= whole


def letters_in(font):
    return set(TTFont(font).getBestCmap())
