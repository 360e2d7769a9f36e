"""The timeline of treatment: what its chart shows, and the same in words."""

from datetime import date

import pytest
from django.urls import reverse

from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.forms.partial_dates import parse_partial_date
from myeloma_journal.treatment.models import Line, ProcedureDone
from myeloma_journal.treatment.timeline import (
    build_timeline,
    default_marker,
    results_by_marker,
)
from tests.factories import make_lab_marker, make_lab_result, make_line

TODAY = date(2026, 11, 24)


def line(number=1, started="2020", stopped="", **fields):
    made = Line(number=number, **{"regimen_name": "VRd"} | fields)
    made.started = parse_partial_date(started)
    made.stopped = parse_partial_date(stopped) if stopped else None
    return made


def procedure(name="Stem cell transplant", when=""):
    made = ProcedureDone(name=name)
    made.when = parse_partial_date(when) if when else None
    return made


def result(day, typed, unit="g/dL", **fields):
    made = LabResult(
        name="M protein in blood", collected_on=day, typed=typed, unit=unit, **fields
    )
    made.parse_typed()
    return made


def timeline(*lines, procedures=(), results=()):
    return build_timeline(lines, procedures, results, today=TODAY)


def test_nothing_given_gives_no_picture():
    assert timeline() is None


def test_a_procedure_without_a_day_gives_no_picture():
    assert timeline(procedures=[procedure()]) is None


def test_one_line_that_goes_on_is_drawn_to_today():
    drawn = timeline(line(started="August 3, 2026")).chart

    [bar] = drawn.bars
    assert bar.tip
    assert not bar.unsure
    assert [name.words for name in drawn.names] == ["1 VRd"]


def test_a_line_says_its_part_of_treatment_and_its_best_response():
    drawn = timeline(
        line(phase_name="Induction", best_response="Very good partial response")
    )

    assert [name.words for name in drawn.chart.names] == [
        "1 VRd, Induction, Very good partial response"
    ]
    assert drawn.chart.sentence == (
        "Line 1: VRd, Induction, since 2020. "
        "Best response (from the care team): Very good partial response."
    )


def test_what_is_known_in_part_is_drawn_in_part():
    [bar] = timeline(line(started="2020", stopped="2022")).chart.bars

    assert len(bar.sure) == 1
    assert len(bar.unsure) == 2


def test_a_line_within_one_year_is_not_known_at_all():
    [bar] = timeline(line(started="2020", stopped="2020"), line(2)).chart.bars[:1]

    assert not bar.sure
    assert bar.unsure


def test_lines_and_procedures_come_as_they_were_given():
    later, first = line(2, "2024", regimen_name="DPd"), line(1, "2020", "2022")

    spans = timeline(later, first, procedures=[procedure(when="May 2021")]).treatments

    assert [(span.what, span.when) for span in spans] == [
        ("Line 1: VRd", "2020 to 2022"),
        ("Stem cell transplant", "May 2021"),
        ("Line 2: DPd", "since 2024"),
    ]


def test_ten_lines_over_fifteen_years_have_ten_rows():
    lines = [line(n, str(2010 + n), str(2011 + n)) for n in range(1, 11)]

    drawn = timeline(*lines).chart

    assert len({name.y for name in drawn.names}) == 10
    assert all(0 <= name.x < drawn.width for name in drawn.names)


def test_results_stand_above_from_the_first_on():
    before = result(date(2019, 3, 1), "3.2")
    last = result(date(2026, 11, 17), "<0.1")

    drawn = timeline(line(), results=[last, before]).chart

    assert [point.label for point in drawn.points] == ["3.2", "<0.1"]
    assert [bool(dot.ink) for dot in drawn.dots] == [True, False]
    assert drawn.name == "Treatment and M protein in blood, g/dL"
    assert drawn.sentence.endswith(
        "M protein in blood: 3.2 g/dL on March 1, 2019, <0.1 g/dL on November 17, 2026."
    )


def test_results_in_another_unit_are_named_not_drawn():
    several = [
        result(date(2026, 9, 1), "1.1"),
        result(date(2026, 10, 1), "12", unit="g/L"),
        result(date(2026, 11, 1), "0.8"),
    ]

    drawn = timeline(line(), results=several)

    assert [point.label for point in drawn.chart.points] == ["1.1", "0.8"]
    assert drawn.undrawn == "12 g/L on October 1, 2026"


def test_a_result_in_words_is_drawn_too():
    several = [
        result(date(2026, 9, 1), "1.1"),
        result(date(2026, 11, 1), "not seen"),
    ]

    drawn = timeline(line(), results=several)

    assert [dot.is_word for dot in drawn.chart.dots] == [False, True]
    assert drawn.chart.name == "Treatment and M protein in blood, g/dL"
    assert drawn.undrawn == ""


def test_a_planned_line_widens_the_time():
    drawn = timeline(line(1, "2026"), line(2, "January 2027")).chart

    assert len(drawn.bars) == 2


@pytest.mark.django_db
def test_the_tumor_marker_with_most_results_is_the_default(
    patient,
):
    m_protein = make_lab_marker(slug="m-protein-serum")
    kappa = make_lab_marker(slug="flc-kappa")
    hemoglobin = make_lab_marker(slug="hemoglobin")
    for marker, times in ((m_protein, 1), (kappa, 2), (hemoglobin, 3)):
        for n in range(times):
            make_lab_result(
                patient=patient, marker=marker, collected_on=date(2026, 11, 1 + n)
            )

    series = results_by_marker(patient.lab_results.select_related("marker"))

    assert list(series) == [hemoglobin, kappa, m_protein]
    assert default_marker(series) == kappa


@pytest.mark.django_db
def test_without_results_of_a_tumor_marker_there_is_no_default(patient):
    make_lab_result(patient=patient, marker=make_lab_marker(slug="hemoglobin"))

    assert default_marker(results_by_marker(patient.lab_results.all())) is None


@pytest.fixture
def record(client, cast, patient):
    """The page of a person who has two tests; says what stands above."""
    make_line(patient=patient)
    for slug, name in (("flc-kappa", "Kappa"), ("hemoglobin", "Hemoglobin")):
        marker = make_lab_marker(slug=slug, name=name)
        make_lab_result(patient=patient, marker=marker, name=name)
    client.force_login(cast["reader"])
    address = reverse("treatment:earlier_treatments", args=[patient.pk])
    return lambda query="": client.get(address + query).content.decode()


@pytest.mark.django_db
def test_record_draws_the_timeline_with_the_default_marker_above(record):
    page = record()

    assert "All treatments in one chart" in page
    assert "Treatment and Kappa, g/dL" in page
    assert '<option value="flc-kappa" selected>' in page


@pytest.mark.django_db
def test_record_puts_other_results_above_when_asked(record):
    assert "Treatment and Hemoglobin, g/dL" in record("?above=hemoglobin")


@pytest.mark.django_db
def test_record_draws_treatments_alone_when_asked(record):
    page = record("?above=nothing")

    assert "All treatments in one chart" in page
    assert "Treatment and" not in page


@pytest.mark.django_db
def test_record_takes_nonsense_for_the_default_marker(record):
    assert "Treatment and Kappa, g/dL" in record("?above=%00nonsense")


@pytest.mark.django_db
def test_record_says_the_timeline_as_a_table(record):
    page = record()

    assert "Line 2: D-Pd" in page
    assert "since August 3, 2026" in page


@pytest.mark.django_db
def test_record_without_treatment_has_no_picture(client, cast, patient):
    make_lab_result(patient=patient, marker=make_lab_marker(slug="flc-kappa"))
    client.force_login(cast["reader"])

    page = client.get(
        reverse("treatment:earlier_treatments", args=[patient.pk])
    ).content.decode()

    assert "All treatments in one chart" not in page
