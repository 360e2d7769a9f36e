"""What the treatment record says that warning signs depend on."""

from datetime import date, timedelta

import pytest

from myeloma_journal.treatment.sign_contexts import contexts_on
from tests.factories import (
    make_drug,
    make_drug_class,
    make_kind_of_procedure,
    make_line,
    make_line_drug,
    make_medication,
    make_procedure,
)

pytestmark = pytest.mark.django_db
START = date(2026, 8, 3)


@pytest.fixture
def bispecific():
    return make_drug(
        slug="teclistamab",
        name="Teclistamab",
        drug_class=make_drug_class(slug="bispecific", name="Bispecific antibody"),
    )


def days_after(days):
    return START + timedelta(days=days)


def given(patient, drug, **fields):
    line = make_line(patient=patient, **{"started_on": START} | fields)
    return make_line_drug(line=line, drug=drug, name=drug.name, dose="")


@pytest.mark.parametrize(
    ("days", "is_watched"), [(-1, False), (0, True), (56, True), (57, False)]
)
def test_eight_weeks_from_the_start_are_watched(patient, bispecific, days, is_watched):
    given(patient, bispecific)

    assert ("watch-weeks" in contexts_on(patient, days_after(days))) is is_watched


def test_start_known_by_its_month_is_watched_from_its_last_day_on(patient, bispecific):
    given(patient, bispecific, started_on=date(2026, 8, 1), started_precision="month")

    assert "watch-weeks" in contexts_on(patient, date(2026, 10, 26))


def test_new_line_with_a_bispecific_is_watched_again(patient, bispecific):
    given(patient, bispecific, started_on=date(2025, 1, 1))
    given(patient, bispecific, number=3)

    assert "watch-weeks" in contexts_on(patient, days_after(7))


def test_stopped_bispecific_is_remembered_and_carfilzomib_is_not(patient, bispecific):
    carfilzomib = make_drug(slug="carfilzomib", name="Carfilzomib")
    given(patient, bispecific, stopped_on=days_after(90))
    given(patient, carfilzomib, stopped_on=days_after(90))

    assert contexts_on(patient, days_after(89)) >= {"bispecific", "carfilzomib"}
    assert contexts_on(patient, days_after(90)) == {"bispecific"}


def test_car_t_without_a_date_is_watched(patient):
    kind = make_kind_of_procedure(slug="car-t-treatment")
    make_procedure(patient=patient, kind=kind)

    assert contexts_on(patient, START) == {"car-t", "watch-weeks"}


def test_planned_car_t_does_not_count(patient):
    kind = make_kind_of_procedure(slug="car-t-treatment")
    make_procedure(
        patient=patient, kind=kind, done_on=days_after(1), done_precision="day"
    )

    assert contexts_on(patient, START) == set()


@pytest.mark.parametrize(("days", "is_first"), [(0, True), (6, True), (7, False)])
def test_first_week_is_that_of_any_line(patient, days, is_first):
    make_line(patient=patient, started_on=START)

    assert ("first-week" in contexts_on(patient, days_after(days))) is is_first


def test_year_alone_has_no_first_week(patient):
    make_line(patient=patient, started_on=date(2026, 1, 1), started_precision="year")

    assert contexts_on(patient, START) == set()


@pytest.mark.parametrize(
    ("route", "days", "is_given"),
    [
        ("subcutaneous", 0, True),
        ("", 1, True),
        ("subcutaneous", 2, False),
        ("oral", 0, False),
    ],
)
def test_dose_that_was_not_swallowed_counts_for_a_day(patient, route, days, is_given):
    line = make_line(patient=patient, started_on=START - timedelta(days=70))
    make_line_drug(line=line, route=route, pattern="weekly", weekdays="1")

    contexts = contexts_on(patient, days_after(days))

    assert ("drug-yesterday" in contexts) is is_given


def test_steroid_counts_by_name_without_the_catalogue_link(patient):
    make_drug(
        slug="dexamethasone",
        name="Dexamethasone",
        drug_class=make_drug_class(
            slug="corticosteroid", name="Corticosteroid", aliases=["steroid"]
        ),
    )
    make_medication(patient=patient, name="Steroids, 4 mg")

    assert contexts_on(patient, START) == {"steroid"}


def test_part_of_another_word_is_no_name(patient, bispecific):
    make_medication(patient=patient, name="Nonbispecificum")

    assert contexts_on(patient, START) == set()


@pytest.mark.parametrize("lines", [1, 5])
def test_treatment_is_read_in_five_queries(
    patient, bispecific, django_assert_max_num_queries, lines
):
    for number in range(lines):
        given(patient, bispecific, number=number + 1)
        make_line(patient=patient, number=number + 1, regimen_name="Tecvayli")
        make_medication(patient=patient, name=f"Aspirin {number}")
        make_procedure(patient=patient)

    with django_assert_max_num_queries(5):
        contexts_on(patient, START)
