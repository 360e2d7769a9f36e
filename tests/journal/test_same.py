"""What "Same as yesterday" says and fills in. No database."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from myeloma_journal.journal.forms.same import same_as
from myeloma_journal.journal.models import Entry, FollowedSymptom, Rating

TODAY = date(2026, 11, 30)


def entry_with(*ratings, days_ago=1, **fields):
    entry = Entry(felt_on=TODAY - timedelta(days=days_ago), **fields)
    entry.shown_ratings = [
        Rating(followed=symptom, name=symptom.name, severity=severity, stopped=stopped)
        for symptom, severity, stopped in ratings
    ]
    return entry


@pytest.mark.parametrize(
    ("days_ago", "label"),
    [
        (0, "Same as earlier today"),
        (1, "Same as yesterday"),
        (2, "Same as Saturday"),
        (7, "Same as November 23"),
    ],
)
def test_day_that_is_repeated_is_named(days_ago, label):
    same = same_as([entry_with(overall=2, days_ago=days_ago)], [], TODAY)

    assert same.label == label


def test_what_is_filled_in_is_said_beforehand():
    tired = FollowedSymptom(name="Tired or low energy")
    numb = FollowedSymptom(name="Numb, tingling, or burning hands or feet")
    pain = FollowedSymptom(name="Bone pain")
    entry = entry_with((tired, 2, 1), (numb, 2, None), (pain, 0, None), overall=2)

    same = same_as([entry], [tired, numb, pain], TODAY)

    assert same.summary == (
        "Not great. Moderate: Tired, Numb. None: Bone pain. "
        "Kept from some things: Tired."
    )


def test_what_is_typed_and_what_is_off_the_list_stays_as_it_is():
    tired, gone = FollowedSymptom(name="Tired"), FollowedSymptom(name="Fever")
    entry = entry_with((tired, 2, 1), (gone, 3, None), overall=2, note="Shivery.")

    same = same_as([entry], [tired], TODAY)

    typed = QueryDict("overall=0&note=Well.")
    assert same.fill_in(typed).dict() == {
        "overall": "0",
        "note": "Well.",
        f"s-{tired.pk}-severity": "2",
        f"s-{tired.pk}-stopped": "1",
    }


def test_entry_with_only_a_note_is_passed_over():
    evening, morning = entry_with(note="Better."), entry_with(overall=3)

    assert same_as([evening, morning], [], TODAY).entry is morning


def test_day_of_more_than_two_weeks_ago_is_not_repeated():
    assert same_as([entry_with(overall=2, days_ago=15)], [], TODAY) is None
