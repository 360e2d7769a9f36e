"""docs/fields.md says what every field takes, and is as the program writes it."""

import pytest
from django import forms

from tests.architecture.field_table import DOCUMENT, asked, document, form_classes

WHOLE = document()


def test_the_document_is_up_to_date():
    """INP-1: one table of every field, with what is said when it is refused."""
    assert DOCUMENT.read_text() == WHOLE, "run field_table anew"


def test_every_text_that_is_kept_has_a_length():
    """INP-1: nobody can type without end."""
    endless = [
        f"{form.__name__}.{name}"
        for form in form_classes()
        for name, field in asked(form)
        if hasattr(form, "_meta")
        and type(field) is forms.CharField
        and not field.max_length
    ]

    assert endless == []


@pytest.mark.parametrize(
    "line",
    [
        "| `note` | Note | text | may be empty; up to 20,000 letters |  |",
        "| `number` | Line number | whole number | 1 to 50 "
        "| Write a whole number from 1 to 50. |",
        "| `time` | Time | time of day |  | Write the time. A guess will do for now. "
        "Write the time like this: 10:30 am. |",
        "| a day cannot be read | Write the day like this: 11/24/2026. |",
    ],
)
def test_fields_are_told_as_people_meet_them(line):
    """INP-1: the words, the range and the sentence of a refusal."""
    assert line in WHOLE


def test_rules_of_the_database_stand_there_by_name():
    """INP-1."""
    assert "| journal.Rating | is given once; severity is on the scale;" in WHOLE
