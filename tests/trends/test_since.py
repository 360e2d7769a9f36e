from datetime import UTC, date, datetime, timedelta

import pytest

from myeloma_journal.journal.models import Voice
from myeloma_journal.trends.since import first_day, trends_since
from myeloma_journal.trends.trend import Trend
from tests.factories import make_appointment, make_entry, make_followed
from tests.trends.spans import TODAY, VISIT, ago, rate, since

pytestmark = pytest.mark.django_db
ANNA = {"voice": Voice.OBSERVED, "created_by_name": "Anna, daughter"}


def test_it_starts_on_the_day_of_the_last_visit():
    visit = make_appointment(starts_at=datetime(2026, 10, 27, 15, 30, tzinfo=UTC))

    assert first_day(visit, TODAY) == date(2026, 10, 27)


def test_without_a_visit_it_starts_thirty_days_ago():
    assert (TODAY - first_day(None, TODAY)).days + 1 == 30


def test_a_visit_where_it_is_already_tomorrow_counts_as_today():
    visit = make_appointment(
        starts_at=datetime(2026, 11, 24, 15, 30, tzinfo=UTC), zone="Pacific/Auckland"
    )

    assert first_day(visit, date(2026, 11, 24)) == date(2026, 11, 24)


def test_changes_come_from_the_journal(patient, pain):
    rate(pain, ago(1, 1, 1) | since(2, 2, 2))

    found = trends_since(patient, VISIT, TODAY)

    assert [(symptom.name, symptom.trend) for symptom in found.symptoms] == [
        ("Bone pain", Trend.WORSE)
    ]
    assert found.counted == "1 symptom is worse."


def test_strongest_of_a_day_counts(patient, pain):
    rate(pain, since(1))
    rate(pain, since(3))

    (symptom,) = trends_since(patient, VISIT, TODAY).symptoms

    assert (symptom.days, symptom.worst) == (1, 3)


def test_what_others_noticed_is_never_the_patients(patient, pain):
    rate(pain, ago(1, 1, 1) | since(1, 1, 1))
    alone = trends_since(patient, VISIT, TODAY).main
    rate(pain, ago(1, 1, 1) | since(3, 3, 3), **ANNA)

    found = trends_since(patient, VISIT, TODAY)

    assert found.main == alone
    ((anna, (symptom,)),) = found.noticed.items()
    assert (anna.name, symptom.trend, symptom.worst) == (
        "Anna, daughter",
        Trend.WORSE,
        3,
    )


def test_each_person_is_compared_with_their_own_words(patient, pain):
    rate(pain, {date(2024, 1, 1): 2}, **ANNA)
    rate(pain, ago(0, 0, 0) | since(1, 1, 1))

    (symptom,) = trends_since(patient, VISIT, TODAY).main

    assert symptom.trend == Trend.NEW


def test_private_word_of_the_patient_is_not_in_anothers(patient):
    private = make_followed(patient=patient, name="Low mood", is_private=True)
    public = make_followed(patient=patient, name="Low mood", until=date(2026, 12, 1))
    rate(private, since(3, 3, 3))
    rate(public, since(1), **ANNA)

    found = trends_since(patient, VISIT, TODAY)

    assert found.main == []
    ((_anna, (symptom,)),) = found.noticed.items()
    assert symptom.since == since(1)


def test_where_one_other_wrote_it_all_it_is_compared_as_usual(patient, pain):
    rate(pain, ago(1, 1, 1) | since(3, 3, 3), **ANNA)

    found = trends_since(patient, VISIT, TODAY)

    assert [symptom.trend for symptom in found.compared] == [Trend.WORSE]
    assert found.noticed == {}


def test_young_journal_says_when_it_began(patient, pain):
    rate(pain, since(2, 2))

    found = trends_since(patient, VISIT - timedelta(days=2), TODAY, today=TODAY)

    assert found.counted_days == "Entries on 2 days since October 27."


def test_a_journal_with_older_entries_is_not_young(patient, pain):
    rate(pain, {date(2024, 1, 1): 2} | since(2, 2))

    assert trends_since(patient, VISIT, TODAY).began is None


def test_a_deleted_entry_does_not_count(patient, pain):
    rate(pain, since(3), deleted_at=datetime(2026, 11, 1, tzinfo=UTC))

    found = trends_since(patient, VISIT, TODAY)

    assert (found.symptoms, found.written_days) == ([], 0)


def test_a_deleted_entry_was_not_felt_earlier(patient, pain):
    deleted_at = datetime(2026, 11, 1, tzinfo=UTC)
    rate(pain, {date(2025, 1, 1): 2}, deleted_at=deleted_at)
    rate(pain, ago(0, 0, 0) | since(1))

    assert trends_since(patient, VISIT, TODAY).symptoms[0].trend == Trend.NEW


def test_what_was_felt_years_ago_is_not_new(patient, pain):
    rate(pain, {date(2024, 1, 1): 2} | ago(0, 0, 0) | since(1, 1, 1))

    assert trends_since(patient, VISIT, TODAY).symptoms[0].trend == Trend.WORSE


def test_symptom_is_new_to_all_though_it_was_felt_in_private(patient):
    private = make_followed(patient=patient, name="Low mood", is_private=True)
    shared = make_followed(patient=patient, name="Low mood")
    rate(private, {date(2024, 1, 1): 2})
    rate(shared, ago(0, 0, 0) | since(2, 2, 2))

    assert trends_since(patient, VISIT, TODAY).symptoms[0].trend == Trend.NEW


def test_days_without_a_rating_are_written_days_too(patient, pain):
    rate(pain, since(1))
    make_entry(patient=patient, felt_on=TODAY, note="A quiet day.")

    found = trends_since(patient, VISIT, TODAY)

    assert (found.written_days, found.of_days) == (2, 29)


def test_journal_of_somebody_else_does_not_count(patient):
    rate(make_followed(), since(1, 2, 3))

    assert trends_since(patient, VISIT, TODAY).symptoms == []


@pytest.mark.parametrize(
    ("first", "days_before"),
    [(TODAY, 14), (date(2026, 10, 27), 29), (date(2026, 1, 1), 60)],
)
def test_as_many_days_before_within_bounds(patient, first, days_before):
    assert trends_since(patient, first, TODAY).days_before == days_before


def test_days_further_back_are_not_compared(patient, pain):
    rate(pain, {VISIT - timedelta(days=30): 3} | ago(1) | since(1))

    (symptom,) = trends_since(patient, VISIT, TODAY).symptoms

    assert symptom.before == ago(1)


def test_any_two_spans_can_be_compared(patient, pain):
    rate(pain, {date(2026, 5, day): 1 for day in (1, 2, 3, 4)})
    rate(pain, {date(2026, 9, day): 2 for day in (1, 2, 3)})

    found = trends_since(
        patient,
        date(2026, 9, 1),
        date(2026, 9, 3),
        before=(date(2026, 5, 1), date(2026, 5, 3)),
    )

    (symptom,) = found.symptoms
    assert symptom.trend == Trend.WORSE
    assert (len(symptom.before), found.days_before) == (3, 3)


def test_private_symptom_does_not_count_but_its_day_does(patient):
    rate(make_followed(patient=patient, name="Low mood", is_private=True), since(3))

    found = trends_since(patient, VISIT, TODAY)

    assert (found.symptoms, found.written_days) == ([], 1)


@pytest.mark.parametrize("symptoms", [1, 9])
def test_two_queries_whatever_the_size(patient, symptoms, django_assert_num_queries):
    for number in range(symptoms):
        followed = make_followed(patient=patient, name=f"Symptom {number}")
        rate(followed, ago(0, 0, 0) | since(2, 2, 2))

    with django_assert_num_queries(2):
        trends_since(patient, VISIT, TODAY)
