from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.treatment.history import ChangesSinceVisit
from tests.factories import (
    make_allergy,
    make_appointment,
    make_catalogue_question,
    make_checklist,
    make_medication,
    make_medication_check,
)
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
VISIT = datetime(2026, 11, 3, 15, 30, tzinfo=UTC)
DAY = {"started_precision": "day"}


def change_since(visit, medication):
    (marked,) = ChangesSinceVisit(medication.patient, visit).of([medication], TODAY)
    return marked.change


@pytest.fixture
def visit(patient):
    return make_appointment(patient=patient, starts_at=VISIT)


def written_before(medication, visit):
    """As if it had been written down a month before the visit."""
    medication.history.update(history_date=datetime(2026, 10, 3, tzinfo=UTC))
    return medication


@pytest.mark.parametrize(
    ("started_on", "precision", "what"),
    [
        (date(2026, 11, 12), "day", "Started November 12, 2026, since the last visit"),
        (date(2026, 11, 3), "day", "Started November 3, 2026, since the last visit"),
        (date(2026, 11, 2), "day", ""),
        # It may have been before the visit or after it.
        (date(2026, 11, 1), "month", ""),
        (date(2026, 12, 1), "day", ""),
        (None, "", ""),
    ],
)
def test_a_medication_that_began_since_the_visit_says_so(
    patient, visit, started_on, precision, what
):
    medication = make_medication(
        patient=patient, started_on=started_on, started_precision=precision
    )

    assert change_since(visit, medication) == what


@pytest.mark.parametrize(
    ("stopped_on", "what"),
    [
        (date(2026, 11, 7), "Stopped November 7, 2026, since the last visit"),
        (date(2026, 11, 2), ""),
        (date(2026, 11, 30), ""),
    ],
)
def test_a_medication_that_ended_since_the_visit_says_so(
    patient, visit, stopped_on, what
):
    medication = make_medication(
        patient=patient, stopped_on=stopped_on, stopped_precision="day"
    )
    written_before(medication, visit)

    assert change_since(visit, medication) == what


def test_a_dose_that_changed_since_the_visit_says_what_stood_before(patient, visit):
    medication = make_medication(patient=patient, dose="400 mg", how_often="at noon")
    written_before(medication, visit)

    medication.dose = "800 mg"
    medication.save()

    assert change_since(visit, medication) == (
        "Changed since the last visit. Before: 400 mg, at noon"
    )


def test_a_dose_that_was_not_written_down_before_says_so(patient, visit):
    medication = written_before(make_medication(patient=patient, dose=""), visit)

    medication.dose = "800 mg"
    medication.save()

    assert change_since(visit, medication) == (
        "Changed since the last visit. Before: not entered"
    )


def test_what_was_only_written_down_since_the_visit_is_no_change(patient, visit):
    medication = make_medication(patient=patient, dose="400 mg")

    medication.dose = "800 mg"
    medication.save()

    assert change_since(visit, medication) == ""


def test_before_the_first_visit_nothing_is_marked(patient):
    medication = make_medication(patient=patient, started_on=TODAY, **DAY)

    assert change_since(None, medication) == ""


def test_the_record_marks_changes_since_the_last_visit(as_helper, patient, visit):
    make_medication(patient=patient, started_on=date(2026, 11, 12), **DAY)
    make_appointment(patient=patient)  # the next one does not count

    page = as_helper.get(url("medication_list", patient)).text

    assert "Started November 12, 2026, since the last visit" in page


def test_the_record_says_who_prescribed_it_what_for_and_how_often(as_helper, patient):
    make_medication(
        patient=patient,
        dose="8 mg",
        how_often="when needed",
        what_for="nausea",
        prescribed_by="Dr. Kim",
    )

    page = as_helper.get(url("medication_list", patient)).text

    assert "<bdi>8 mg, when needed</bdi> · Reason: <bdi>nausea</bdi>" in page
    assert "Prescribed, <bdi>Dr. Kim</bdi>." in page


def test_the_record_says_who_looked_through_it_last(as_helper, patient):
    make_medication_check(patient=patient)

    page = as_helper.get(url("medication_list", patient)).text

    assert "on November 20, 2026 by <bdi>Anna Lewis, daughter</bdi>." in page


def test_the_question_about_clashes_goes_into_my_questions(as_helper, patient):
    make_catalogue_question(
        slug="se-interact",
        text="Could this treatment clash with anything else I take?",
        checklist=make_checklist(),
    )

    page = as_helper.get(url("medication_list", patient)).text
    address = reverse("questions:question_add_from_catalogue", args=[patient.pk])
    as_helper.post(address, {"q": "se-interact"})

    assert f'action="{address}"' in page
    assert 'name="q" value="se-interact"' in page
    assert patient.questions.get().text.startswith("Could this treatment clash")


def test_a_reader_is_not_offered_to_look_through_or_to_ask(client, cast, patient):
    make_medication(patient=patient)
    make_catalogue_question(slug="se-interact", checklist=make_checklist())
    client.force_login(cast["reader"])

    page = client.get(url("medication_list", patient)).text

    assert "Are these still right?" not in page
    assert "Add this to my questions" not in page


def test_nobody_is_asked_whether_an_empty_list_is_still_right(as_helper, patient):
    page = as_helper.get(url("medication_list", patient)).text

    assert "Add a medication" in page
    assert "Are these still right?" not in page


def test_an_allergy_that_was_ruled_out_can_hold_again(as_helper, patient):
    allergy = make_allergy(
        patient=patient, ended_on=date(2020, 1, 1), ended_precision="year"
    )
    answers = {"name": "Penicillin", "reaction": "rash", "since": "1988"}

    shown = as_helper.get(url("allergy_edit", patient, allergy)).text
    as_helper.post(url("allergy_edit", patient, allergy), answers | {"ended": ""})

    assert 'value="2020"' in shown
    assert patient.allergies.all().current(TODAY).get() == allergy


def test_a_new_allergy_is_not_asked_when_it_ended(as_helper, patient):
    page = as_helper.get(url("allergy_add", patient)).text

    assert "no allergy any more" not in page
