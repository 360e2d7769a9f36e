"""All results of one test, and the page about it."""

import re
from datetime import date

import pytest
from django.urls import reverse

from myeloma_journal.labs.models import hash_test
from myeloma_journal.labs.result_history import load_result_history
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from tests.factories import (
    make_catalogue_question,
    make_lab_marker,
    make_lab_result,
    make_patient,
)

pytestmark = pytest.mark.django_db

AUGUST, OCTOBER, NOVEMBER = (
    date(2026, 8, 1),
    date(2026, 10, 20),
    date(2026, 11, 17),
)


def url(patient, test="Ferritin"):
    return reverse("labs:result_chart", args=[patient.pk, hash_test(patient.pk, test)])


def keep(patient, *several, **fields):
    """Results of these days and as typed, of a test that we do not know."""
    usual = {"name": "Ferritin", "unit": "ng/mL"}
    for collected_on, typed in several:
        of_day = {"collected_on": collected_on, "typed": typed}
        make_lab_result(patient=patient, **usual | of_day | fields)


def test_result_chart_of_a_test_without_results_is_not_there(client, cast, patient):
    keep(make_patient(), (OCTOBER, "80"))
    client.force_login(cast["owner"])

    assert client.get(url(patient)).status_code == 404


def test_result_chart_shows_all_results_beside_the_picture(client, cast, patient):
    keep(patient, (OCTOBER, "80"), (NOVEMBER, "<5"))
    client.force_login(cast["reader"])

    page = client.get(url(patient)).text

    assert page.index("&lt;5 ng/mL</bdi>") < page.index("80 ng/mL</bdi>")
    assert "Ferritin: 80 ng/mL on October 20, 2026, &lt;5 ng/mL on" in page


def test_url_of_a_chart_does_not_name_the_test(client, cast, patient):
    """OUT-6: neither a typed name nor one that we publish."""
    keep(patient, (OCTOBER, "80"), name="A/G ratio?")
    keep(patient, (OCTOBER, "10.9"), marker=make_lab_marker(slug="hgb"), unit="g/dL")
    client.force_login(cast["owner"])

    page = client.get(reverse("labs:result_list", args=[patient.pk])).text

    links = re.findall(r'href="([^"]*/labs/tests/[^"]*)"', page)
    assert len(links) == 2
    assert "ratio" not in "".join(links)
    assert "hgb" not in "".join(links)
    assert [client.get(link).status_code for link in links] == [200, 200]


def test_url_of_a_test_differs_between_journals(patient):
    assert hash_test(patient.pk, "hgb") != hash_test(make_patient().pk, "hgb")


def test_a_test_is_found_however_its_own_name_is_written(patient):
    keep(patient, (OCTOBER, "80"))
    keep(patient, (NOVEMBER, "90"), name="FERRITIN")

    assert len(load_result_history(patient, "ferritin").results) == 2


def test_each_unit_has_a_chart_of_its_own(patient, m_protein):
    for unit in ("g/dL", "g/L"):
        days = (OCTOBER, "1.0"), (NOVEMBER, "2.0")
        keep(patient, *days, marker=m_protein, name="", unit=unit)

    course = load_result_history(patient, "m-protein-serum")

    assert sorted(chart.name for chart in course.charts) == ["g/L", "g/dL"]


def test_a_number_that_no_chart_shows_is_named(client, cast, patient):
    keep(patient, (AUGUST, "80"), (OCTOBER, "90"))
    keep(patient, (NOVEMBER, "0.1"), unit="mg/L")
    client.force_login(cast["owner"])

    page = client.get(url(patient)).text

    assert "Not on the chart: <bdi>0.1 mg/L on November 17, 2026</bdi>." in page


def test_one_number_makes_no_chart(client, cast, patient):
    keep(patient, (OCTOBER, "80"))
    client.force_login(cast["reader"])

    page = client.get(url(patient)).text

    assert "<svg" not in page.partition("<table")[0].partition("<h1>")[2]
    assert "The chart appears once there are two numbers" in page


def test_a_limit_is_drawn_open_and_a_word_stands_apart(patient):
    keep(patient, (AUGUST, "80"), (OCTOBER, "<5"))
    keep(patient, (NOVEMBER, "trace"), unit="")

    [chart] = load_result_history(patient, "Ferritin").charts

    assert [bool(dot.ink) for dot in chart.dots] == [True, False, False]
    assert [dot.is_word for dot in chart.dots] == [False, False, True]


@pytest.mark.parametrize(
    ("other", "lines"), [("300", 2), ("400", 0), ("", 2)], ids=["same", "two", "one"]
)
def test_the_printed_range_is_drawn_if_all_papers_print_the_same(patient, other, lines):
    keep(patient, (OCTOBER, "80"), low_typed="30", high_typed="300")
    low = "30" if other else ""
    keep(patient, (NOVEMBER, "90"), low_typed=low, high_typed=other)

    [chart] = load_result_history(patient, "Ferritin").charts

    assert len(chart.range) == lines


def test_result_chart_says_that_a_day_is_not_known(client, cast, patient):
    month = PartialDate(AUGUST, Precision.MONTH)
    make_lab_result(patient=patient, name="Ferritin", typed="80", collected=month)
    make_lab_result(patient=patient, name="Ferritin", typed="90")
    client.force_login(cast["reader"])

    page = client.get(url(patient)).text

    assert "August 2026" in page
    assert "is shown at the start of it" in page


def test_the_page_of_the_ratio_shows_those_worked_out_and_says_so(
    client, cast, patient
):
    for slug, typed in [("kappa", "24.5"), ("lambda", "12.7")]:
        marker = make_lab_marker(slug=f"flc-{slug}", name=slug)
        keep(patient, (NOVEMBER, typed), marker=marker, unit="mg/L")
    printed = make_lab_marker(slug="flc-ratio", name="Kappa/lambda ratio")
    keep(patient, (OCTOBER, "2.1"), marker=printed, name="", unit="ratio")
    client.force_login(cast["owner"])

    page = client.get(url(patient, "flc-ratio")).text

    assert "<bdi>1.93</bdi>" in page
    assert "Calculated from the two results, not saved" in page
    assert "<svg" in page.partition("<h1>")[2]


def test_result_chart_says_what_a_known_test_is_and_who_has_not_read_it(
    client, cast, patient
):
    marker = make_lab_marker(slug="hgb", name="Hemoglobin", plain="Carries oxygen.")
    keep(patient, (OCTOBER, "10.9"), marker=marker, unit="g/dL")
    client.force_login(cast["reader"])

    page = client.get(url(patient, "hgb")).text

    assert "Carries oxygen." in page
    assert "Not yet reviewed by a clinician." in page


def test_chart_says_the_order_of_the_results_and_what_to_ask(client, cast, patient):
    marker = make_lab_marker(slug="hgb", name="Hemoglobin", plain="Carries oxygen.")
    question = make_catalogue_question(text="Why is this test done?")
    question.lab_markers.add(marker)
    several = [(AUGUST, "9.1"), (OCTOBER, "10.9"), (NOVEMBER, "8.4")]
    keep(patient, *several, marker=marker, unit="g/dL")
    client.force_login(cast["helper"])

    page = client.get(url(patient, "hgb")).text
    added = client.post(
        reverse("questions:question_add_from_catalogue", args=[patient.pk]),
        {"q": question.slug},
    )

    assert "It is the lowest of 3 results." in page
    assert f'name="q" value="{question.slug}"' in " ".join(page.split())
    assert added.status_code == 302
    assert patient.questions.get().text == "Why is this test done?"


def test_a_reader_reads_the_questions_of_a_chart_and_adds_none(client, cast, patient):
    marker = make_lab_marker(slug="hgb", name="Hemoglobin", plain="Carries oxygen.")
    make_catalogue_question(text="Why this test?").lab_markers.add(marker)
    keep(patient, (OCTOBER, "10.9"), marker=marker, unit="g/dL")
    client.force_login(cast["reader"])

    page = client.get(url(patient, "hgb")).text

    assert "Why this test?" in page
    assert "Add to my questions" not in page
    assert "change this result" not in page


def test_a_result_that_is_a_link_says_what_it_opens(client, cast, patient):
    keep(patient, (OCTOBER, "80"))
    client.force_login(cast["helper"])

    for page in (url(patient), reverse("labs:result_list", args=[patient.pk])):
        text = client.get(page).text
        assert "<bdi>80 ng/mL</bdi><span class=" in text
        assert ", change this result</span>" in text
