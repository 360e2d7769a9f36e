"""Whose words stand where: the patient's and each other person's stay apart."""

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import pytest

from myeloma_journal.journal.models import Voice
from myeloma_journal.journal.voices import (
    PATIENT,
    by_writer,
    describe_writers,
    main_writer,
    sole_writer,
)

ANNA, OTHER_ANNA, DAVID = (UUID(int=number) for number in (1, 2, 3))


class Said(NamedTuple):
    voice: str
    created_by_id: UUID | None
    created_by_name: str
    written_at: datetime


def own(account=None, name="Margaret Lewis"):
    return Said(Voice.OWN, account, name, datetime(2026, 11, 1, tzinfo=UTC))


def seen(account, name="Anna, daughter", day=1):
    return Said(Voice.OBSERVED, account, name, datetime(2026, 11, day, tzinfo=UTC))


def names(*rows):
    return [writer.name for writer in by_writer(rows)]


def counts(*rows):
    return [len(group) for group in by_writer(rows).values()]


def test_patient_comes_first_and_has_no_name():
    assert names(seen(ANNA), own()) == ["", "Anna, daughter"]


def test_one_person_twice_a_day_is_one():
    assert counts(seen(ANNA), seen(ANNA)) == [2]


def test_two_caregivers_are_two():
    assert names(seen(DAVID, "David, son"), seen(ANNA)) == [
        "Anna, daughter",
        "David, son",
    ]


def test_two_people_who_sign_alike_stay_apart():
    assert names(seen(OTHER_ANNA), seen(ANNA)) == [
        "Anna, daughter (1)",
        "Anna, daughter (2)",
    ]


def test_who_changed_their_name_is_one_under_the_latest():
    rows = [seen(ANNA, "Anna Lewis", day=9), seen(ANNA, "Anna Smith", day=2)]

    assert names(*rows) == ["Anna Lewis"]
    assert counts(*rows) == [2]


def test_who_became_the_patient_stays_who_they_were_before():
    assert names(seen(ANNA, "Anna, wife"), own(ANNA, "Anna")) == ["", "Anna, wife"]


def test_patient_is_one_whichever_account_wrote():
    assert counts(own(ANNA), own(None, "Margaret"), own(DAVID)) == [3]


def test_where_the_account_is_gone_the_name_is_the_person():
    assert counts(seen(None), seen(None), seen(None, "David, son")) == [2, 1]


def test_a_name_without_an_account_is_not_joined_to_an_account():
    assert counts(seen(None), seen(ANNA)) == [1, 1]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], ""),
        ([own()], ""),
        ([seen(ANNA), seen(ANNA)], "Anna, daughter wrote all of this."),
        ([own(), seen(ANNA)], "By Margaret, unless another name is given."),
        ([seen(ANNA), seen(DAVID, "David, son")], ""),
    ],
)
def test_who_wrote_is_said_once(rows, sentence):
    assert describe_writers(by_writer(rows), "Margaret") == sentence


def test_words_of_the_sole_writer_need_no_name():
    (anna,) = by_writer([seen(ANNA)])

    assert sole_writer([anna]) == main_writer([anna]) == anna
    assert main_writer([PATIENT, anna]) == PATIENT
