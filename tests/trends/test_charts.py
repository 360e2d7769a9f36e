from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.journal.models import Voice
from myeloma_journal.journal.voices import PATIENT
from myeloma_journal.platform.charts import Band
from myeloma_journal.trends.charts import ChartContext, measure_charts, symptom_chart
from tests.factories import (
    make_appointment,
    make_entry,
    make_followed,
    make_line,
    make_line_drug,
    make_measure,
    make_measurement,
    make_medication,
)
from tests.trends.spans import TODAY, days, rate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
FIRST = date(2026, 10, 26)
CONTEXT = ChartContext(FIRST, TODAY, TODAY)


@pytest.fixture
def temperature(db):
    return make_measure(slug="temperature", label="Temperature")


@pytest.fixture
def look(client, cast, patient):
    """Open the page of a symptom or a measure as one of the cast."""

    def open_as(what, who="owner", **asked):
        client.force_login(cast[who])
        page = ["trends:chart_list", [patient.pk]]
        if what is not None:
            kind = "measure" if hasattr(what, "slug") else "symptom"
            page = [
                f"trends:{kind}_chart",
                [patient.pk, getattr(what, "slug", what.pk)],
            ]
        return client.get(reverse(page[0], args=page[1]), asked)

    return open_as


def take(patient, measure, *readings):
    """One reading a day from November 1 on, as value and unit."""
    for number, (value, unit) in enumerate(readings, start=1):
        entry = make_entry(patient=patient, felt_on=date(2026, 11, number))
        make_measurement(entry=entry, measure=measure, value=Decimal(value), unit=unit)


def test_symptom_chart_joins_neighboring_days_and_leaves_gaps():
    chart = symptom_chart("Bone pain", {PATIENT: days("12..3", FIRST)}, CONTEXT)

    assert [point.value for point in chart.points] == [1, 2, 3]
    assert len(chart.lines) == 1


def test_symptom_chart_says_all_it_shows():
    chart = symptom_chart("Bone pain", {PATIENT: days("0112", FIRST)}, CONTEXT)

    assert chart.sentence == (
        "Bone pain, October 26 to November 24. None on October 26."
        " Mild on October 27 and 28. Moderate on October 29."
    )


def test_symptom_chart_of_a_year_shows_the_strongest_day_of_each_week():
    context = ChartContext(TODAY - timedelta(days=364), TODAY, TODAY)
    monday = date(2026, 11, 2)

    written = {PATIENT: days("1231000" + "0100000", monday)}
    chart = symptom_chart("Bone pain", written, context)

    assert [(point.day.day, point.value) for point in chart.points] == [(4, 3), (10, 1)]


def test_symptom_chart_draws_treatments_and_dose_days():
    context = ChartContext(
        FIRST,
        TODAY,
        TODAY,
        bands=[Band("Line 2, D-Pd", date(2026, 11, 3))],
        marks=[date(2026, 11, 9)],
        marks_name="dexamethasone",
    )

    chart = symptom_chart("Bone pain", {PATIENT: days("11", FIRST)}, context)

    assert [text.words for text in chart.names] == ["Line 2, D-Pd"]
    assert len(chart.marks) == 1
    assert chart.key == ("Small triangles: dexamethasone.",)


def test_measure_has_a_chart_for_each_unit(patient, temperature):
    take(patient, temperature, ("98.6", "°F"), ("37.2", "°C"), ("99.1", "°F"))
    readings = temperature_readings(patient)

    charts = measure_charts(readings, CONTEXT)

    assert [chart.name for chart in charts] == ["Temperature, °F", "Temperature, °C"]
    assert [len(chart.points) for chart in charts] == [2, 1]


def temperature_readings(patient):
    return [
        taken
        for entry in patient.entries.order_by("felt_on")
        for taken in entry.measurements.all()
    ]


def test_measure_chart_says_first_highest_lowest_and_last(patient, temperature):
    take(patient, temperature, ("98.6", "°F"), ("100.4", "°F"), ("99.1", "°F"))

    (chart,) = measure_charts(temperature_readings(patient), CONTEXT)

    assert chart.sentence == (
        "Temperature, °F, October 26 to November 24. First: 98.6 °F on November 1."
        " Highest: 100.4 °F on November 2. Lowest: 98.6 °F on November 1."
        " Last: 99.1 °F on November 3."
    )


def test_measure_of_two_numbers_has_a_chart_for_each(patient):
    pressure = make_measure(slug="blood-pressure", label="Blood pressure")
    entry = make_entry(patient=patient, felt_on=date(2026, 11, 1))
    make_measurement(
        entry=entry, measure=pressure, value=120, second_value=80, unit="mmHg"
    )

    upper, lower = measure_charts(entry.measurements.all(), CONTEXT)

    assert [point.value for point in (*upper.points, *lower.points)] == [120, 80]
    assert upper.points[0].label == "120/80 mmHg"


def test_symptom_shows_its_days_as_a_table_and_counts_them(look, pain):
    rate(pain, days("1.2", date(2026, 11, 22)))

    page = look(pain)

    assert "October 26 to today." in page.text
    assert "Entries about this on 2 of 30 days." in page.text
    assert page.text.count("<td><bdi>Mild</bdi></td>") == 1


def test_symptom_followed_for_a_week_is_counted_from_then_on(look, patient):
    new = make_followed(patient=patient, since=date(2026, 11, 18))
    rate(new, {date(2026, 11, 20): 1})

    assert (
        "Entries about this on 1 of 30 days. On the list since November 18."
        in look(new).text
    )


ANNA = {"voice": Voice.OBSERVED, "created_by_name": "Anna, daughter"}


def test_symptom_shows_whose_each_point_is(look, pain):
    rate(pain, {TODAY: 1})
    rate(pain, {TODAY: 3}, **ANNA)

    page = look(pain)

    (chart,) = page.context["charts"]
    assert [(point.value, who) for point, who in chart.rows] == [
        (1, "Margaret Lewis"),
        (3, "Anna, daughter"),
    ]
    assert (len(chart.dots), len(chart.further)) == (1, 1)
    assert chart.sentence.endswith(
        "Margaret Lewis: Mild on November 24. Anna, daughter: Severe on November 24."
    )
    assert "Diamonds: Anna, daughter." in page.text
    assert "Entries about this on 1 of 30 days." in page.text


def test_round_dots_are_the_patients_also_where_only_others_wrote(look, pain):
    rate(pain, {TODAY: 3}, **ANNA)
    rate(pain, {TODAY: 1}, voice=Voice.OBSERVED, created_by_name="David, son")

    (chart,) = look(pain).context["charts"]

    assert chart.key == ("Diamonds: Anna, daughter.", "Open triangles: David, son.")
    assert chart.dots == ()


def test_symptom_one_other_wrote_about_says_so_once(look, pain):
    rate(pain, {TODAY: 3}, **ANNA)

    page = look(pain)

    assert page.text.count("Anna, daughter") == 1
    assert "Anna, daughter wrote all of this." in page.text


def test_measure_shows_whose_each_reading_is(look, patient, temperature):
    take(patient, temperature, ("98.6", "°F"))
    entry = make_entry(patient=patient, felt_on=TODAY, **ANNA)
    make_measurement(entry=entry, measure=temperature, value=101, unit="°F")

    (chart,) = look(temperature).context["charts"]

    assert chart.series == ("Margaret Lewis", "Anna, daughter")
    assert chart.lines == chart.further_lines == ()


def test_measure_says_in_each_unit_whose_it_is(look, patient, temperature):
    take(patient, temperature, ("98.6", "°F"))
    entry = make_entry(patient=patient, felt_on=TODAY, **ANNA)
    make_measurement(entry=entry, measure=temperature, value=38, unit="°C")

    fahrenheit, celsius = look(temperature).context["charts"]

    assert fahrenheit.key == ("Round dots: Margaret Lewis.",)
    assert celsius.key == ("Diamonds: Anna, daughter.",)
    assert "Anna, daughter: First: 38 °C" in celsius.sentence


def test_symptom_leaves_out_deleted_entries(look, pain):
    rate(pain, {TODAY: 1}, deleted_at=timezone.now())

    assert "No entries about it in these days." in look(pain).text


def test_symptom_goes_back_and_forth_by_ranges(look, pain):
    newest = look(pain).context["range"]

    before = look(pain, until=newest.earlier).context["range"]

    assert before.last == date(2026, 10, 25)
    assert (newest.later, before.later) == (None, TODAY)


def test_symptom_can_be_seen_since_the_last_visit(look, pain, patient):
    make_appointment(patient=patient, starts_at=timezone.now() - timedelta(days=28))

    page = look(pain, length="visit")

    assert page.context["range"].first == date(2026, 10, 27)
    assert "Since the last visit" in page.text


def test_without_a_visit_there_is_none_to_look_back_to(look, pain):
    page = look(pain, length="visit")

    assert page.context["range"].days == 30
    assert "Since the last visit" not in page.text


@pytest.mark.parametrize("asked", [{"length": "forever"}, {"until": "soon"}])
def test_nonsense_in_the_address_shows_the_last_thirty_days(look, pain, asked):
    assert look(pain, **asked).context["range"].first == FIRST


def test_symptom_tells_which_treatments_began_and_ended(look, pain, patient):
    make_line(patient=patient, started_on=date(2026, 11, 3), regimen_name="D-Pd")
    make_medication(
        patient=patient,
        name="Ondansetron",
        started_on=date(2026, 1, 1),
        started_precision="year",
        stopped_on=date(2026, 11, 1),
        stopped_precision="month",
    )
    rate(pain, {TODAY: 1})

    page = look(pain)

    assert "<dt>November 3, 2026</dt>" in page.text
    assert "<bdi>Line 2, D-Pd started</bdi>" in page.text
    assert "<dt>November 2026</dt>" in page.text
    assert "<bdi>Ondansetron (400 mg, twice a day) stopped</bdi>" in page.text
    assert "twice a day) started" not in page.text
    before = "Ondansetron (400 mg, twice a day): started before these days"
    assert f"<bdi>{before}</bdi>" in page.text


def test_symptom_names_the_line_that_runs_on_from_before(look, pain, patient):
    make_line(patient=patient, started_on=date(2026, 8, 3), regimen_name="D-Pd")
    rate(pain, {TODAY: 1})

    page = look(pain)

    assert "<dt>August 3, 2026</dt>" in page.text
    assert "<bdi>Line 2, D-Pd: started before these days</bdi>" in page.text


def test_symptom_marks_dose_days(look, pain, patient):
    make_line_drug(
        line=make_line(patient=patient), name="dexamethasone",
        pattern="weekly", weekdays="1",
    )  # fmt: skip
    rate(pain, {TODAY: 1})

    page = look(pain)

    assert "Small triangles: dose days (dexamethasone)." in page.text
    assert "Dose days (<bdi>dexamethasone</bdi>)" in page.text
    assert "October 26, November 2, 9, 16, and 23" in page.text


def test_private_symptom_has_no_chart(look, patient):
    private = make_followed(patient=patient, name="Low mood", is_private=True)

    assert look(private).status_code == 404
    assert "Low mood" not in look(None).text


def test_symptom_of_another_journal_is_not_there(look):
    assert look(make_followed()).status_code == 404


def test_chart_list_has_each_symptom_once(look, patient):
    make_followed(patient=patient, until=date(2026, 2, 1))
    current = make_followed(patient=patient)

    (row,) = look(None).context["symptoms"]
    assert (row.symptom, row.series) == (current, [])


def test_chart_list_says_latest_and_worst_of_the_last_days(look, pain):
    rate(pain, {TODAY - timedelta(days=2): 3, TODAY: 1})
    rate(pain, {TODAY: 3}, **ANNA)

    page = look(None)

    assert "Latest: mild, on November 24. Worst: severe, on November 22." in page.text
    assert "Anna, daughter: Latest: severe, on November 24." in page.text
    assert "Entries on 2 days since November 22." in page.text


def test_chart_list_has_what_was_measured(look, patient, temperature):
    make_measure(slug="weight")
    take(patient, temperature, ("98.6", "°F"))

    page = look(None)

    assert [row.measure for row in page.context["measures"]] == [temperature]
    assert "Latest: 98.6 °F, on November 1." in page.text


def test_chart_list_draws_each_person_and_each_unit_apart(
    look, pain, patient, temperature
):
    rate(pain, {TODAY: 1})
    rate(pain, {TODAY: 3}, **ANNA)
    take(patient, temperature, ("98.6", "°F"), ("37.2", "°C"), ("99.9", "°F"))

    page = look(None)

    (symptom,), (measure,) = page.context["symptoms"], page.context["measures"]
    assert len(symptom.series) == 2
    assert [series.words for series in measure.series] == [
        "Latest: 99.9 °F, on November 3. Lowest: 98.6 °F. Highest: 99.9 °F.",
        "Latest: 37.2 °C, on November 2.",
    ]
    assert page.text.count('viewBox="0 0 150 34"') == 4


@pytest.mark.parametrize("size", [1, 8])
def test_chart_list_asks_as_many_queries_at_any_size(
    look, client, patient, temperature, size, django_assert_max_num_queries
):
    for number in range(size):
        rate(make_followed(patient=patient, name=f"Symptom {number}"), {TODAY: 2})
    take(patient, temperature, *[("98.6", "°F")] * size)
    address = look(None).request["PATH_INFO"]

    with django_assert_max_num_queries(9):
        client.get(address)


def test_measure_says_that_units_are_not_mixed(look, patient, temperature):
    take(patient, temperature, ("98.6", "°F"), ("37.2", "°C"))

    page = look(temperature)

    assert "Each unit has its own chart. Nothing is converted." in page.text
    assert "Entries about this on 2 of 30 days." in page.text


def test_measure_finds_nothing_of_another_journal(look, patient, temperature):
    take(make_followed().patient, temperature, ("98.6", "°F"))

    assert look(temperature).context["charts"] == []


@pytest.mark.parametrize("size", [1, 20])
def test_symptom_asks_as_many_queries_at_any_size(
    look, client, pain, patient, size, django_assert_max_num_queries
):
    rate(pain, days("2" * size, FIRST))
    for number in range(size):
        make_medication(patient=patient, name=f"M {number}", started_on=TODAY)
    address = look(pain).request["PATH_INFO"]

    with django_assert_max_num_queries(12):
        client.get(address)


@pytest.mark.parametrize("size", [1, 20])
def test_measure_asks_as_many_queries_at_any_size(
    look, client, patient, temperature, size, django_assert_max_num_queries
):
    take(patient, temperature, *[("98.6", "°F")] * size)
    address = look(temperature).request["PATH_INFO"]

    with django_assert_max_num_queries(12):
        client.get(address)
