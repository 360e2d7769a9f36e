import pytest
from django import forms

from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.values import clean_text


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


def test_form_shows_again_what_it_will_keep():
    form = Letter({"title": "", "note": "a\x00b"})

    assert form["note"].value() == "ab"
