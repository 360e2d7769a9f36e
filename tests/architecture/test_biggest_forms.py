"""The limit on fields lets the biggest forms through (INP-3)."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import FollowedSymptom
from myeloma_journal.packets.models import SavedPacketSettings
from myeloma_journal.questions.limits import MAX_QUESTIONS
from myeloma_journal.questions.models import Question
from tests.factories import make_appointment

pytestmark = pytest.mark.django_db

USUAL = 1000  # what Django lets through


@pytest.fixture
def send(client, cast):
    """Submit a form with many fields, as the owner."""

    def post(address, answers):
        client.force_login(cast["owner"])
        sent = [len(v) if isinstance(v, list) else 1 for v in answers.values()]
        assert sum(sent) > USUAL
        return client.post(address, answers)

    return post


def test_limit_has_room_for_a_visit_with_all_the_questions_that_fit(settings):
    """INP-3: a tick, how it stood before, and the answer, of each of them."""
    others = 100

    assert 3 * MAX_QUESTIONS + others <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def make_questions(patient, count):
    return Question.objects.bulk_create(
        Question(patient=patient, text=f"Question {n}?", created_by_name="A")
        for n in range(count)
    )


def test_visit_with_many_questions_is_saved(send, patient, afternoon):
    """INP-3: the biggest form."""
    visit = make_appointment(
        patient=patient, starts_at=datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
    )
    first, *others = make_questions(patient, 510)
    answers = {"given_by": "Dr. Elena Ruiz", f"said-{first.pk}": "Yes."}
    for question in others:
        answers |= {f"initial-asked-{question.pk}": "False", f"said-{question.pk}": ""}

    page = send(reverse("questions:at_visit", args=[patient.pk, visit.pk]), answers)

    assert page.status_code == 302
    assert first.answers.get().text == "Yes."


def test_week_with_many_symptoms_is_saved(send, patient, afternoon):
    """INP-3: seven days of each."""
    followed = FollowedSymptom.objects.bulk_create(
        FollowedSymptom(patient=patient, name=f"Symptom {n}", since="2026-01-01")
        for n in range(140)
    )
    answers = {}
    for day in range(15, 22):
        prefix = f"d-2026-11-{day}"
        answers |= {f"{prefix}-overall": "1", f"{prefix}-client_uuid": str(uuid4())}
        answers |= {f"{prefix}-s-{symptom.pk}": "0" for symptom in followed}
        answers |= {f"{prefix}-note": ""}

    page = send(reverse("journal:week", args=[patient.pk]), answers)

    assert page.status_code == 302
    assert patient.entries.count() == 7


def test_packet_settings_with_hundreds_of_things_are_saved(send, patient, afternoon):
    """INP-3: of each thing that the page showed it, and that it was ticked."""
    visit = make_appointment(patient=patient)
    things = [f"question:{question.pk}" for question in make_questions(patient, 510)]
    answers = {"since": "visit", "size": "regular", "paper": "letter", "then": "look"}
    answers |= {"sections": ["questions"], "shown": things, "item": things[1:]}

    page = send(reverse("packets:prepare_print", args=[patient.pk, visit.pk]), answers)

    assert page.status_code == 302
    assert SavedPacketSettings.objects.get().left_out == things[:1]
