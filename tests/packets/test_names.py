"""Names in many scripts, from the page where they were typed to the paper."""

import pytest
from django.urls import reverse

from tests.factories import make_appointment, make_question
from tests.packets.reading import failed_rules, read

pytestmark = pytest.mark.once

DRAWN = {
    "Vietnamese": "Đặng Thị Ngọc Hương",
    "Polish": "Żółć Wąsik",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Ольга Щукина",
}
BOXES = {
    "Arabic": "محمد",
    "Hebrew": "שרה",
    "Hindi": "राम",
    "Chinese": "王芳",
    "an emoji": "😀",
}


@pytest.fixture
def visit(patient):
    return make_appointment(patient=patient)


def packet_url(visit):
    return reverse("packets:packet_print", args=[visit.patient_id, visit.pk])


@pytest.mark.parametrize("name", DRAWN.values(), ids=DRAWN)
def test_a_name_that_paper_can_show_prints_as_it_was_typed(
    client, cast, patient, visit, name
):
    patient.name = name
    patient.save()
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit), {"size": "large"})

    assert response["Content-Type"] == "application/pdf"
    assert name in read(response.content)[0]
    assert failed_rules(response.content) == []


@pytest.mark.parametrize("name", BOXES.values(), ids=BOXES)
def test_what_paper_cannot_show_is_said_before_it_prints(
    client, cast, patient, visit, name
):
    make_question(patient=patient, text=f"May {name} come along?")
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit), {"size": "large", "paper": "a4"})

    said = response.content.decode()
    assert response.status_code == 422
    assert "Paper cannot show all of it" in said
    assert f" {name[0]}" in said
    assert '<input type="hidden" name="size" value="large">' in said


def test_who_knows_of_the_boxes_can_print_them(client, cast, patient, visit):
    make_question(patient=patient, text="May 王芳 come along?")
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit), {"missing_glyphs": "acknowledged"})

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


@pytest.mark.django_db
def test_a_sheet_for_strangers_says_it_too(client):
    response = client.post(
        reverse("sheets:all_sheet"), {"own": "May 王芳 come along?", "lines": "on"}
    )

    assert response.status_code == 422
    assert "王 芳" in response.content.decode()
