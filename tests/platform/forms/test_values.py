import pytest
from django import forms
from django.core.exceptions import ValidationError

from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.values import (
    clean_identifier,
    clean_line,
    clean_text,
    is_blank,
    validate_telephone,
)


class Letter(PageForm):
    title = forms.CharField()
    note = forms.CharField(widget=forms.Textarea)
    tags = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("no\x00 NUL\x07, no bell\x1b", "no NUL, no bell"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("a\ttab", "a\ttab"),
        ("e\u0301", "é"),
        ("👵🏽 👩‍👩‍👧 ❤️", "👵🏽 👩‍👩‍👧 ❤️"),
        ("שלום مرحبا 你好 नमस्ते", "שלום مرحبا 你好 नमस्ते"),
        ("38,5 °C – “fine”", "38,5 °C – “fine”"),
    ],
)
def test_text_keeps_what_people_mean(typed, kept):
    """INP-2: any script and any emoji stays."""
    assert clean_text(typed) == kept


def test_text_in_one_line_cannot_rearrange_the_words_around_it():
    """INP-2: names and titles turn no direction."""
    assert clean_text("Ann\u202e\u2066ann\nLewis", one_line=True) == "Annann Lewis"


def test_form_cleans_text_before_any_field_looks_at_it():
    """INP-2: one cleaner for all forms."""
    form = Letter({"title": "a\x00\nb", "note": "a\x00\r\nb", "tags": ["a", "b"]})

    assert form.is_valid()
    assert form.cleaned_data == {"title": "a b", "note": "a\nb", "tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Free\u00a0kappa", "Free kappa"),
        ("M\u2011spike", "M-spike"),
        ("\ufeffMaria", "Maria"),
        ("Ma\u00adria\u200b\u2060", "Maria"),
        ("\u200eMaria\u200f", "Maria"),
        ("Mar\u200dia\u200c", "Maria"),
        ("\u3000Maria\u2009Lopez", " Maria Lopez"),
        ("क्\u200dष", "क्\u200dष"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d👩\u200d👧 ❤️", "👩\u200d👩\u200d👧 ❤️"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("שרה لارا", "שרה لارا"),
        ("1–21", "1–21"),
        ("\u200b", ""),
        ("\u2800\u3164 \u00ad", ""),
    ],
)
def test_a_line_keeps_what_can_be_seen(typed, kept):
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "maria@example.org\u200b",
        "\ufeffmaria@example.org",
        "\u202amaria@example.org\u202c",
        "maria\u00ad@example.org",
        "maria\u200d@example.org",
        "\u00a0maria@example.org\u3000",
        "ｍａｒｉａ＠ｅｘａｍｐｌｅ．ｏｒｇ",
    ],
)
def test_an_identifier_is_what_can_be_seen_of_it(typed):
    assert clean_identifier(typed) == "maria@example.org"


def test_what_shows_nothing_is_blank():
    assert all(map(is_blank, ["", "\u200b", "\u2800 \ufe0f", "\n\u2063"]))


@pytest.mark.parametrize("title", ["\u200b", "\u2800", "\u3164", "\u00ad \u202e"])
def test_a_field_in_which_nothing_is_seen_is_empty(title):
    form = Letter({"title": title, "note": "\u200b\u2060"})

    assert form.errors.keys() == {"title", "note"}


def test_form_shows_again_what_it_will_keep():
    form = Letter({"title": "", "note": "a\x00b"})

    assert form["note"].value() == "ab"


def test_a_telephone_number_without_digits_is_refused_with_an_example():
    with pytest.raises(ValidationError, match="in digits, like 555-0142"):
        validate_telephone("the number on the card")
