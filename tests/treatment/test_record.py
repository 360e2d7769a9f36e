import re
from datetime import date

import pytest

from tests.factories import (
    make_allergy,
    make_diagnosis,
    make_drug,
    make_gene_finding,
    make_gene_marker,
    make_lab_result,
    make_line,
    make_line_drug,
    make_medication,
    make_procedure,
    make_stage,
)
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db


def test_record_leads_to_each_of_its_parts(as_helper, patient):
    page = as_helper.get(url("record", patient)).text

    parts = re.findall(r'href="#(\w+)"', page.split("<main")[1])

    assert parts
    assert [part for part in parts if f'id="{part}"' not in page] == []


def test_record_shows_what_is_now_and_what_has_ended(as_helper, patient):
    line = make_line(patient=patient, best_response="Partial response", cycles_given=4)
    make_line_drug(line=line, drug=make_drug(slug="pomalidomide"))
    make_line(
        patient=patient,
        number=1,
        regimen_name="VRd",
        started_on=date(2022, 2, 1),
        stopped_on=date(2026, 7, 20),
        why_ended="stopped_working",
    )
    make_medication(patient=patient, name="Gabapentin", stopped_on=date(2026, 9, 1))
    make_allergy(patient=patient)
    make_lab_result(patient=patient, typed="10,90", low_typed="12.0", high_typed="15.5")

    page = as_helper.get(url("record", patient)).content.decode()

    for words in (
        "Since August 3, 2026.",
        "4 cycles.",
        "Best response so far (from the care team): Partial response.",
        "From February 1, 2022 to July 20, 2026.",
        "Why it ended: It stopped working.",
        'href="/catalogue/drugs/pomalidomide/"',
        "4 mg, days 1 to 21 of 28",
        "Stopped medications",
        "Until September 1, 2026.",
        "Penicillin",
        "10,90 g/dL",
        "12.0–15.5",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("cycles", "said"),
    [
        ({"cycles_planned": 6, "cycles_given": 4}, "4 of 6 cycles."),
        ({"cycles_planned": 6}, "6 cycles planned."),
        ({"cycles_given": 4}, "4 cycles."),
        ({"cycles_planned": 6, "cycles_given": 0}, "0 of 6 cycles."),
    ],
)
def test_record_counts_the_cycles(as_helper, patient, cycles, said):
    make_line(patient=patient, **cycles)

    assert said in as_helper.get(url("record", patient)).content.decode()


def test_a_new_record_says_what_to_do_first(as_helper, patient):
    page = as_helper.get(url("record", patient)).content.decode()

    assert "Start with the current one." in page
    assert "Copy them from the lab report." in page


def test_a_reader_is_offered_nothing_to_change(client, cast, patient):
    make_line_drug(line=make_line(patient=patient))
    make_procedure(patient=patient)
    make_medication(patient=patient)
    make_allergy(patient=patient)
    make_lab_result(patient=patient)
    make_diagnosis(patient=patient)
    make_stage(patient=patient)
    make_gene_finding(patient=patient)
    client.force_login(cast["reader"])

    page = client.get(url("record", patient)).content.decode()

    assert "10.9 g/dL" in page
    assert ">Edit<" not in page
    assert "Edit <span" not in page
    assert "Choose days" not in page
    assert "Add " not in page


def test_record_costs_the_same_however_long_it_is(
    client, cast, patient, django_assert_num_queries
):
    client.force_login(cast["owner"])
    make_diagnosis(patient=patient)

    for count in (1, 4):
        for n in range(count):
            line = make_line(patient=patient)
            make_line_drug(line=line, drug=make_drug())
            make_procedure(patient=patient, line=line)
            make_medication(patient=patient, drug=make_drug())
            make_allergy(patient=patient)
            make_stage(patient=patient)
            make_gene_finding(patient=patient, marker=make_gene_marker())
            make_lab_result(patient=patient, name=f"Test {n}")
        with django_assert_num_queries(24):
            client.get(url("record", patient))
