from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.journal.models import Overall, Voice
from myeloma_journal.journal.months import month_of, weekdays
from tests.factories import make_entry
from tests.trends.spans import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]


@pytest.fixture
def look(client, cast, patient):
    """Open the page as one of the cast."""

    def open_as(who="owner", **asked):
        client.force_login(cast[who])
        return client.get(reverse("journal:month", args=[patient.pk]), asked)

    return open_as


def days(month):
    return {day.on.day: day for week in month.weeks for day in week if day}


def test_month_has_each_day_once_in_weeks_of_seven(patient):
    month = month_of(patient, date(2026, 2, 14), TODAY)

    assert [len(week) for week in month.weeks] == [7] * 4
    assert list(days(month)) == list(range(1, 29))


def test_week_begins_as_it_does_here(patient):
    month = month_of(patient, TODAY, TODAY)

    assert weekdays()[0].strftime("%A") == "Sunday"
    assert month.weeks[0][0].on == date(2026, 11, 1)


def test_day_shows_its_worst_entry(patient):
    for overall in (Overall.GOOD, Overall.BAD, None):
        make_entry(patient=patient, felt_on=date(2026, 11, 3), overall=overall)

    day = days(month_of(patient, TODAY, TODAY))[3]

    assert (day.overall, day.entries) == (Overall.BAD, 3)


ANNA = {"voice": Voice.OBSERVED, "created_by_name": "Anna, daughter"}


def test_day_keeps_how_another_saw_it_apart(patient):
    felt_on = date(2026, 11, 3)
    make_entry(patient=patient, felt_on=felt_on, overall=Overall.GOOD)
    make_entry(patient=patient, felt_on=felt_on, overall=Overall.NOT_GREAT, **ANNA)
    make_entry(patient=patient, felt_on=felt_on, overall=Overall.BAD, **ANNA)

    day = days(month_of(patient, TODAY, TODAY))[3]

    ((anna, seen),) = day.noticed
    assert (day.overall, anna.name, seen, day.entries) == (
        Overall.GOOD,
        "Anna, daughter",
        Overall.BAD,
        3,
    )


def test_month_never_shows_what_another_saw_as_the_patients(look, patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 2), overall=Overall.GOOD)
    make_entry(patient=patient, felt_on=date(2026, 11, 3), overall=None)
    make_entry(patient=patient, felt_on=date(2026, 11, 3), overall=Overall.BAD, **ANNA)

    page = look()

    assert '<span class="how"><bdi>Anna, daughter</bdi>: Bad</span>' in page.text
    assert '<span class="how">Bad</span>' not in page.text
    assert "Squares: how <bdi>Anna, daughter</bdi> saw the day" in page.text


def test_month_one_other_wrote_says_so_once(look, patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 3), overall=Overall.BAD, **ANNA)

    page = look()

    assert page.text.count("Anna, daughter") == 1
    assert '<span class="how">Bad</span>' in page.text


def test_day_may_be_written_without_saying_how_it_was(patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 3), overall=None)

    day = days(month_of(patient, TODAY, TODAY))[3]

    assert (day.overall, day.entries) == (None, 1)


def test_day_without_an_entry_says_nothing(patient):
    day = days(month_of(patient, TODAY, TODAY))[3]

    assert (day.overall, day.entries) == (None, 0)


def test_month_counts_its_days_until_today(patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 3))
    make_entry(patient=patient, felt_on=date(2026, 10, 31))

    november = month_of(patient, TODAY, TODAY)
    october = month_of(patient, date(2026, 10, 1), TODAY)

    assert november.counted_days == "Entries on 1 of 24 days."
    assert october.counted_days == (
        "Entries on 1 of 31 days. The journal began on October 31."
    )


def test_month_leads_to_its_neighbours_and_not_into_the_future(patient):
    november = month_of(patient, TODAY, TODAY)
    october = month_of(patient, november.earlier, TODAY)

    assert (october.earlier, october.later) == (date(2026, 9, 1), date(2026, 11, 1))
    assert november.later is None


def test_month_leaves_out_deleted_entries(patient):
    make_entry(patient=patient, felt_on=TODAY, deleted_at=timezone.now())

    assert month_of(patient, TODAY, TODAY).days_with_entries == 0


def test_month_says_each_day_in_words_and_leads_to_it(look, patient):
    make_entry(patient=patient, felt_on=date(2026, 11, 3), overall=Overall.NOT_GREAT)

    page = look()

    assert "Entries on 1 of 21 days. The journal began on November 3." in page.text
    assert '<span class="how">Not great</span>' in page.text
    assert reverse("journal:day", args=[patient.pk, "2026-11-03"]) in page.text


def test_month_marks_today(look):
    assert look().text.count('aria-current="date"') == 1
    assert 'aria-current="date"' not in look(month="2026-10").text


@pytest.mark.parametrize("nonsense", ["", "soon", "2026-13", "2026-12", "1899-12"])
def test_month_that_is_none_is_the_present_one(look, nonsense):
    assert '<h2 class="mb-1" id="month">November 2026</h2>' in look(month=nonsense).text


def test_month_finds_nothing_of_another_journal(look):
    make_entry(felt_on=TODAY)

    assert "No entries in this month." in look().text


@pytest.mark.parametrize("entries", [1, 30])
def test_month_asks_as_many_queries_at_any_size(
    look, client, patient, entries, django_assert_max_num_queries
):
    for number in range(entries):
        make_entry(patient=patient, felt_on=date(2026, 11, 1 + number % 24))
    address = look().request["PATH_INFO"]

    with django_assert_max_num_queries(6):
        client.get(address)
