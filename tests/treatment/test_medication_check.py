from datetime import date

import pytest
from django.urls import reverse

from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import MedicationCheck
from tests.factories import (
    make_allergy,
    make_line,
    make_line_drug,
    make_medication,
    make_medication_check,
)

pytestmark = pytest.mark.django_db

RIGHT, CHANGED, STOPPED = (
    {"answer": "right"},
    {"answer": "changed"},
    {"answer": "stopped"},
)


def url(patient):
    return reverse("treatment:medication_check", args=[patient.pk])


def row(record, **answers):
    """What a browser submits for one row, whichever answer was chosen."""
    details = ("dose", "how_often")
    if record._meta.model_name == "allergy":
        details = ("reaction", "since")
    sent = {name: getattr(record, name) for name in details}
    sent |= {"until": "", "seen_version": record.version} | answers
    prefix = f"{record._meta.model_name}-{record.pk}"
    return {f"{prefix}-{name}": value for name, value in sent.items()}


def test_each_current_medication_and_allergy_has_a_row(as_helper, patient):
    make_medication(patient=patient, name="Acyclovir")
    make_medication(
        patient=patient,
        name="Gabapentin",
        stopped_on=date(2026, 9, 1),
        stopped_precision="day",
    )
    make_allergy(patient=patient, name="Penicillin")
    make_allergy(
        patient=patient, name="Latex", ended_on=date(2020, 1, 1), ended_precision="year"
    )
    make_medication(name="Somebody else’s")
    make_line_drug(line=make_line(patient=patient), name="pomalidomide")

    page = as_helper.get(url(patient)).text

    assert page.count("Still right</label>") == 2
    for words in ("Acyclovir", "Penicillin", "pomalidomide"):
        assert words in page
    for words in ("Gabapentin", "Latex", "Somebody else’s"):
        assert words not in page


def test_with_nothing_written_down_there_is_nothing_to_save(as_helper, patient):
    page = as_helper.get(url(patient)).text

    assert "There is nothing to review yet." in page
    assert "Save review" not in page
    as_helper.post(url(patient), {})
    assert not MedicationCheck.objects.exists()


def test_an_unchanged_row_stays_and_records_who_checked_it(as_helper, patient, cast):
    medication, allergy = (
        make_medication(patient=patient),
        make_allergy(patient=patient),
    )
    patient.memberships.filter(user=cast["helper"]).update(relation="daughter")

    response = as_helper.post(
        url(patient), row(medication, **RIGHT) | row(allergy, **RIGHT), follow=True
    )

    check = patient.medication_checks.get()
    assert (check.created_by_name, check.checked_on) == (
        "Helper, daughter",
        date(2026, 11, 21),
    )
    assert check.created_by == cast["helper"]
    assert "Saved at 2:02 p.m." in response.text
    list_ = as_helper.get(reverse("treatment:medication_list", args=[patient.pk]))
    assert "on November 21, 2026 by <bdi>Helper, daughter</bdi>." in list_.text
    assert medication.history.count() == allergy.history.count() == 1


def test_a_changed_row_is_saved_with_its_history(as_helper, patient):
    medication, allergy = (
        make_medication(patient=patient),
        make_allergy(patient=patient),
    )

    as_helper.post(
        url(patient),
        row(medication, **CHANGED, dose="800 mg", how_often="once a day")
        | row(allergy, **CHANGED, reaction="hives"),
    )

    medication.refresh_from_db()
    allergy.refresh_from_db()
    assert medication.details == "800 mg, once a day"
    assert allergy.details == "hives, 1988"
    assert medication.history.earliest().dose == "400 mg, twice a day"


def test_a_stopped_medication_leaves_the_list_but_not_the_record(as_helper, patient):
    medication, allergy = (
        make_medication(patient=patient),
        make_allergy(patient=patient),
    )

    response = as_helper.post(
        url(patient),
        row(medication, **STOPPED, until="November 3, 2026")
        | row(allergy, **STOPPED, until="2026"),
        follow=True,
    )

    medication.refresh_from_db()
    allergy.refresh_from_db()
    assert medication.stopped == PartialDate(date(2026, 11, 3), Precision.DAY)
    assert allergy.ended == PartialDate(date(2026, 1, 1), Precision.YEAR)
    assert "No longer an allergy: Penicillin." in response.text
    medications = reverse("treatment:medication_list", args=[patient.pk])
    assert "Stopped medications" in as_helper.get(medications).text


def test_fields_of_another_answer_are_ignored(as_helper, patient):
    medication = make_medication(patient=patient)

    as_helper.post(url(patient), row(medication, **RIGHT, dose="800 mg", until="2025"))

    medication.refresh_from_db()
    assert (medication.dose, medication.stopped) == ("400 mg, twice a day", None)


START = {"started_on": date(2026, 3, 1), "started_precision": "month"}
REFUSALS = [
    ({}, "Choose one of the three answers for Acyclovir."),
    ({"answer": "perhaps"}, "Select a valid choice."),
    (CHANGED, "Enter what is different, or choose “Still right”."),
    (STOPPED, "Enter when it stopped. A month or a year is fine."),
    (STOPPED | {"until": "3/26"}, "Enter it like March 5, 2024, or March 2024,"),
    (STOPPED | {"until": "2027"}, "Enter a date from 1900 to November 21, 2026."),
    (STOPPED | {"until": "2025"}, "The end, 2025, is before the start, March 2026."),
    (CHANGED | {"dose": "x" * 201}, "Use 200 characters or fewer. You typed 201."),
]


@pytest.mark.parametrize(("answers", "sentence"), REFUSALS)
def test_an_incomplete_row_is_refused(as_helper, patient, answers, sentence):
    medication = make_medication(patient=patient, **START)
    other = make_medication(patient=patient, name="Aspirin", dose="81 mg")

    response = as_helper.post(
        url(patient), row(medication, **answers) | row(other, **CHANGED, dose="100 mg")
    )

    other.refresh_from_db()
    assert response.status_code == 422
    assert response.text.count(sentence) == 2  # above the form, and beside the field
    assert "<title>Error:" in response.text
    assert 'value="100 mg"' in response.text
    assert other.dose == "81 mg"
    assert not MedicationCheck.objects.exists()


def test_a_medication_added_meanwhile_needs_an_answer_too(as_helper, patient):
    medication = make_medication(patient=patient)
    answers = row(medication, **RIGHT)
    make_medication(patient=patient, name="Aspirin")

    response = as_helper.post(url(patient), answers)

    assert response.status_code == 422
    assert "Choose one of the three answers for Aspirin." in response.text


def test_a_row_changed_meanwhile_is_refused(as_helper, patient):
    medication = make_medication(patient=patient)
    answers = row(medication, **RIGHT)
    medication.dose, medication.version = "800 mg, once a day", 2
    medication.save()

    refused = as_helper.post(url(patient), answers)
    accepted = as_helper.post(url(patient), row(medication, **RIGHT))

    assert refused.status_code == 422
    assert (
        "Acyclovir was changed while you had this page open. Check it again."
        in refused.text
    )
    assert "<bdi>800 mg, once a day</bdi>" in refused.text
    assert accepted.status_code == 302


def test_a_row_of_another_journal_is_left_alone(as_helper, patient):
    mine, elsewhere = make_medication(patient=patient), make_medication()

    as_helper.post(
        url(patient), row(mine, **RIGHT) | row(elsewhere, **CHANGED, dose="mine now")
    )

    elsewhere.refresh_from_db()
    assert elsewhere.dose == "400 mg, twice a day"


def test_the_latest_check_is_shown(as_helper, patient):
    make_medication(patient=patient)
    make_medication_check(patient=patient, checked_on=date(2026, 10, 1))
    make_medication_check(patient=patient, checked_on=date(2026, 11, 20))

    page = as_helper.get(url(patient)).text

    assert "on November 20, 2026 by <bdi>Anna Lewis, daughter</bdi>." in page
    assert "October 1" not in page


def test_the_page_says_that_it_does_not_look_for_clashes(as_helper, patient):
    make_medication(patient=patient)

    assert "doesn’t check for drug interactions" in (as_helper.get(url(patient)).text)


def test_the_number_of_queries_does_not_grow(
    as_helper, patient, django_assert_max_num_queries
):
    as_helper.get(url(patient))  # the first look of a day is noted
    counts = []
    for size in (1, 9):
        for _ in range(size):
            make_medication(patient=patient)
            make_allergy(patient=patient)
        with django_assert_max_num_queries(12) as queries:
            as_helper.get(url(patient))
        counts.append(len(queries))

    assert counts[0] == counts[1]
