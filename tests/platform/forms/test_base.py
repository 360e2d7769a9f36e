import pytest
from django import forms

from myeloma_journal.platform.forms.base import PageForm


class NoteForm(PageForm):
    title = forms.CharField(max_length=20)
    note = forms.CharField(max_length=2_000, widget=forms.Textarea)


@pytest.mark.parametrize(
    ("name", "length", "sentence"),
    [
        ("title", 21, "Use 20 characters or fewer. You typed 21."),
        ("note", 3_000, "Use 2,000 characters or fewer. You typed 3,000."),
    ],
)
def test_a_text_that_is_too_long_is_told_how_much_fits(name, length, sentence):
    form = NoteForm({"title": "a", "note": "a"} | {name: "a" * length})

    assert form.errors == {name: [sentence]}


def test_no_browser_cuts_or_completes_a_text():
    page = NoteForm().as_p()

    assert "maxlength" not in page
    assert page.count('autocomplete="off"') == 2
