from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from myeloma_journal.journal.models import Measurement
from tests.factories import (
    make_entry,
    make_followed,
    make_measure,
    make_measure_choice,
    make_rating,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("overall", 5, "journal_entry_overall_is_on_the_scale"),
        ("part_of_day", "noon", "journal_entry_part_of_day_is_known"),
        ("voice", "nobody", "journal_entry_voice_is_known"),
        ("felt_on", date(1899, 12, 31), "journal_entry_felt_on_is_in_our_time"),
        ("note", "a" * 20_001, "journal_entry_note_fits"),
        ("zone", "", "journal_entry_has_a_clock"),
    ],
)
def test_entry_that_makes_no_sense_is_refused_by_the_database(field, value, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_entry(**{field: value})


def test_entry_sent_twice_is_refused_by_the_database(patient):
    """INT-2: one entry for each form that was opened."""
    sent, author = uuid4(), make_user()
    make_entry(patient=patient, created_by=author, client_uuid=sent)

    with pytest.raises(IntegrityError):
        make_entry(patient=patient, created_by=author, client_uuid=sent)


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("severity", 4, "journal_rating_severity_is_on_the_scale"),
        ("stopped", 3, "journal_rating_stopped_is_on_the_scale"),
    ],
)
def test_rating_off_the_scale_is_refused_by_the_database(field, value, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        make_rating(**{field: value})


def test_rating_given_twice_is_refused_by_the_database():
    rating = make_rating()

    with pytest.raises(IntegrityError):
        make_rating(entry=rating.entry, followed=rating.followed)


def test_measurement_below_zero_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="value_is_not_negative"):
        Measurement.objects.create(entry=make_entry(), value=-1)


def test_measurement_taken_twice_is_refused_by_the_database():
    entry, measure = make_entry(), make_measure()
    Measurement.objects.create(entry=entry, measure=measure, value=1)

    with pytest.raises(IntegrityError):
        Measurement.objects.create(entry=entry, measure=measure, value=2)


def test_second_number_above_the_first_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="second_value_is_lower"):
        Measurement.objects.create(entry=make_entry(), value=80, second_value=120)


def test_measurement_of_two_numbers_reads_as_people_write_it():
    taken = Measurement(value=Decimal(120), second_value=Decimal("80.00"), unit="mmHg")

    assert taken.reading == "120/80 mmHg"


def test_measure_is_chosen_once(patient):
    measure = make_measure()
    make_measure_choice(patient=patient, measure=measure)

    with pytest.raises(IntegrityError):
        make_measure_choice(patient=patient, measure=measure)


@pytest.mark.parametrize(
    ("days", "is_in_trash"), [(0, True), (29, True), (30, False), (400, False)]
)
def test_entry_stays_thirty_days_in_the_trash(patient, days, is_in_trash):
    now = datetime(2026, 11, 21, 19, 2, tzinfo=UTC)
    make_entry(patient=patient, deleted_at=now - timedelta(days=days))

    entries = patient.entries(manager="all_objects")

    assert entries.in_trash(now).exists() is is_in_trash
    assert entries.due_for_purge(now).exists() is not is_in_trash


def test_private_symptom_is_shown_to_the_patient_alone(patient, cast):
    followed = make_followed(patient=patient, is_private=True)
    make_rating(entry=make_entry(patient=patient), followed=followed)

    def seen(who):
        member = patient.memberships.get(user=cast[who])
        entry = patient.entries.all().with_items_for(member).get()
        return len(entry.shown_ratings)

    assert [seen(who) for who in ("owner", "helper", "reader")] == [1, 0, 0]
    assert not patient.entries.all().with_items().get().shown_ratings


@pytest.mark.parametrize(
    ("said", "is_off"),
    [
        (datetime(2026, 3, 4, 20, 1, tzinfo=UTC), False),
        (datetime(2026, 3, 5, 20, 1, tzinfo=UTC), True),
        (datetime(2026, 3, 3, 19, 59, tzinfo=UTC), True),
        (None, False),
    ],
)
def test_clock_of_a_device_is_off_beyond_a_day(said, is_off):
    entry = make_entry(
        written_at=datetime(2026, 3, 4, 20, 0, tzinfo=UTC), device_at=said
    )

    assert entry.is_clock_off is is_off


def test_symptom_is_followed_once_at_a_time(patient):
    make_followed(patient=patient, name="Bone pain")

    with pytest.raises(IntegrityError):
        make_followed(patient=patient, name="Bone pain")


def test_symptom_cannot_end_before_it_began():
    with pytest.raises(IntegrityError, match="ends_after_it_begins"):
        make_followed(since=date(2026, 3, 4), until=date(2026, 3, 3))


def test_symptom_without_a_name_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="followedsymptom_has_a_name"):
        make_followed(name="")


def test_rating_keeps_the_name_the_symptom_had(patient):
    rating = make_rating(followed=make_followed(patient=patient, name="Aches"))

    rating.followed.name = "Bone pain"
    rating.followed.save()
    rating.save()

    rating.refresh_from_db()
    assert rating.name == "Aches"


@pytest.mark.parametrize("reader_zone", ["America/New_York", "Asia/Tokyo"])
def test_entry_written_late_in_the_evening_is_not_late(reader_zone):
    entry = make_entry(
        felt_on=date(2026, 3, 4),
        written_at=datetime(2026, 3, 5, 4, 30, tzinfo=UTC),  # 11:30 pm in New York
    )

    with timezone.override(reader_zone):
        assert not entry.is_late
