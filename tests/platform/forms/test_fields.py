"""A day as it is typed, refused and shown again."""

import re
from datetime import date

import pytest

from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.fields import DayField


class DayForm(PageForm):
    day = DayField()


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("03/04/2026", "text"),
        ("next Tuesday", "text"),
        ("2026-11-31", "text"),
        ("2026-11-17", "date"),
    ],
)
def test_what_a_date_picker_cannot_show_is_still_there(typed, kind):
    shown = re.search("<input[^>]*>", str(DayForm({"day": typed})["day"]))[0]

    assert f'type="{kind}"' in shown
    assert f'value="{typed}"' in shown


def test_a_day_that_is_known_is_shown_in_a_date_picker():
    shown = str(DayForm(initial={"day": date(2026, 11, 17)})["day"])

    assert 'type="date"' in shown
    assert 'value="2026-11-17"' in shown


def test_a_reading_is_taken_of_the_text_that_was_kept():
    refused = DayForm({"day": "03/04/2026"})
    assert not refused.is_valid()
    button = refused.fields["day"].offers[1].value

    form = DayForm({"day": "03/04/2026", "take": button})

    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 4, 3)
