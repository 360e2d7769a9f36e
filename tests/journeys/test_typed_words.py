"""What people typed, on a narrow screen and on paper that the browser prints."""

import pytest
from django.urls import reverse

from tests.factories import (
    make_contact,
    make_followed,
    make_lab_result,
    make_medication,
    make_membership,
    make_patient,
    make_question,
    make_user,
)
from tests.journeys.conftest import widths_that_scroll
from tests.journeys.test_stories import phone

__all__ = ["phone"]
ADDRESS = "https://www.lakesidecancercenterofnortherncanada.org"
PAGES = [
    "treatment:record",
    "treatment:medication_list",
    "labs:result_list",
    "labs:result_add",
    "care_team:care_team",
    "questions:question_list",
    "journal:symptom_list",
    "journal:week",
    "care_circle:circle",
]


@pytest.fixture
def patient():
    return make_patient()


@pytest.fixture
def signed_in(phone, let_in, patient):
    user = make_user(email="margaret@example.org", name=ADDRESS)
    make_membership(patient=patient, user=user, is_patient=True)
    make_followed(patient=patient, name=ADDRESS)
    let_in(phone, user)
    return phone


def test_a_web_address_never_widens_a_page(signed_in, patient):
    make_medication(patient=patient, name=ADDRESS, what_for=ADDRESS)
    make_contact(patient=patient, name=ADDRESS, role=ADDRESS)
    make_question(patient=patient, text=ADDRESS)
    make_lab_result(
        patient=patient,
        name=ADDRESS,
        unit="",
        typed="1234567890",
        high_typed="1234567890",
    )

    for page in PAGES:
        signed_in.goto(reverse(page, args=[patient.pk]))
        assert widths_that_scroll(signed_in, 320) == [], page


def test_severity_marks_are_filled_on_paper_of_the_browser(signed_in, patient):
    signed_in.goto(reverse("today", args=[patient.pk]))
    signed_in.emulate_media(media="print")

    marks = signed_in.locator(".ink").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark).printColorAdjust)"
    )
    assert set(marks) == {"exact"}
