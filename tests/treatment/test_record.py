import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from tests.factories import (
    make_allergy,
    make_diagnosis,
    make_drug,
    make_gene_finding,
    make_gene_marker,
    make_health_event,
    make_lab_marker,
    make_lab_result,
    make_line,
    make_line_drug,
    make_medication,
    make_other_test_result,
    make_phase,
    make_procedure,
    make_stage,
)
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db


def rows(page):
    """What each row of the record says, by its name."""
    found = re.findall(
        r"<strong>([^<]+)</strong>\s*<span dir=.auto.>(.+?)</span>",
        page.text,
        re.DOTALL,
    )
    return {name: unescape(" ".join(fact.split())) for name, fact in found}


PAGES = (
    "medication_list",
    "allergy_list",
    "treatment_now",
    "earlier_treatments",
    "diagnosis",
)


def test_each_row_of_the_record_says_a_fact(as_helper, patient):
    line = make_line(patient=patient)
    make_line_drug(line=line, name="pomalidomide")
    make_line(
        patient=patient,
        number=1,
        regimen_name="VRd",
        started_on=date(2022, 2, 1),
        stopped_on=date(2026, 7, 20),
    )
    make_medication(patient=patient, name="Gabapentin", stopped_on=date(2026, 9, 1))
    make_medication(patient=patient, name="Acyclovir")
    make_allergy(patient=patient)
    august = PartialDate(date(2026, 8, 4), Precision.DAY)
    make_other_test_result(patient=patient, when=august)
    make_health_event(patient=patient, started_on=date(2026, 11, 3))
    marker = make_lab_marker(slug="m-protein-serum")
    for typed, day in (("1.1", date(2026, 10, 20)), ("0.8", date(2026, 11, 17))):
        make_lab_result(patient=patient, marker=marker, typed=typed, collected_on=day)
    make_diagnosis(patient=patient, myeloma_type="IgG kappa")

    said = rows(as_helper.get(url("record", patient)))

    assert said["Medications"] == "2 now."
    assert said["Allergies"].startswith("Penicillin")
    assert said["Treatment now"].startswith("Line 2: pomalidomide.")
    assert said["Lab results"] == (
        "Hemoglobin 0.8 g/dL (Nov 17), down from 1.1 (Oct 20)"
    )
    assert said["Scans and other tests"] == "PET-CT, Aug 4."
    earlier = said["Earlier treatments and hospital stays"]
    assert earlier.startswith("Line 1: VRd, 2022 to 2026.")
    assert "Nov 3" in earlier
    assert said["Diagnosis and genes"].startswith("IgG kappa.")


def test_an_empty_record_says_so_in_each_row(as_helper, patient):
    said = rows(as_helper.get(url("record", patient)))

    empty = {"Nothing written down yet", "Not written down yet"}
    assert (len(said), set(said.values())) == (7, empty)


def test_record_compares_no_two_units(as_helper, patient):
    marker = make_lab_marker(slug="m-protein-serum")
    make_lab_result(patient=patient, marker=marker, typed="0.8", unit="g/dL")
    july = {"unit": "g/L", "collected_on": date(2026, 7, 2)}
    make_lab_result(patient=patient, marker=marker, typed="11", **july)

    said = rows(as_helper.get(url("record", patient)))

    assert said["Lab results"] == "Hemoglobin 0.8 g/dL (Nov 17)"


@pytest.mark.parametrize("ended", [None, date(2026, 9, 1)])
def test_without_treatment_now_the_record_says_so(as_helper, patient, ended):
    phase = make_phase(slug="watching", name="Watching")
    line = {"regimen_name": "Watching", "phase": phase, "stopped_on": ended}
    make_line(patient=patient, **line)

    said = rows(as_helper.get(url("record", patient)))
    page = as_helper.get(url("treatment_now", patient)).text

    assert said["Treatment now"].startswith("No treatment now.")
    assert "Line 2" not in page


def test_a_person_without_any_treatment_reads_the_phase(as_helper, patient):
    phase = make_phase(slug="watching", name="Watching")
    make_diagnosis(patient=patient, myeloma_type="", phase=phase)

    said = rows(as_helper.get(url("record", patient)))
    page = as_helper.get(url("treatment_now", patient)).text

    assert said["Treatment now"] == "No treatment now. Watching."
    assert "No treatment now. Watching." in page


def test_watching_needs_no_name_of_a_treatment_and_takes_no_number(as_helper, patient):
    phase = make_phase(slug="watching", name="Watching")

    as_helper.post(
        url("line_add", patient),
        {"number": "1", "started": "May 2026", "phase": phase.pk},
    )

    assert patient.lines.get().title == "Watching"
    assert patient.lines.all().next_number() == 1


def test_pages_of_the_record_show_what_is_now_and_what_has_ended(as_helper, patient):
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

    page = "".join(as_helper.get(url(name, patient)).text for name in PAGES)

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

    assert said in as_helper.get(url("treatment_now", patient)).content.decode()


def test_a_new_record_says_what_to_do_first(as_helper, patient):
    page = as_helper.get(url("treatment_now", patient)).content.decode()

    assert "Start with the current treatment." in page


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

    page = "".join(client.get(url(name, patient)).text for name in (*PAGES, "record"))

    assert "10.9 g/dL" in page
    assert ">Edit<" not in page
    assert "Edit <span" not in page
    assert "Choose days" not in page
    assert not re.search(r">\s*Add\b", page)


def test_record_costs_the_same_however_long_it_is(client, cast, patient):
    client.force_login(cast["owner"])
    make_diagnosis(patient=patient)
    counts = []

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
        counts.append([])
        for name in ("record", *PAGES):
            client.get(url(name, patient))
            with CaptureQueriesContext(connection) as queries:
                client.get(url(name, patient))
            counts[-1].append(len(queries))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 22
