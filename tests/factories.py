"""One plain function per model: fixed values, no randomness, no clock.

What a test cares about it says itself; the rest is usual and plain.
"""

from datetime import UTC, date, datetime
from itertools import count

from myeloma_journal.accounts.models import User
from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.catalogue.models import (
    CatalogueQuestion,
    Checklist,
    Measure,
    Symptom,
)
from myeloma_journal.journal.models import (
    Entry,
    FollowedSymptom,
    Overall,
    Rating,
    Severity,
    Voice,
)
from myeloma_journal.questions.models import Answer, Question

numbers = count(1)


def make_user(**fields):
    usual = {"email": f"person{next(numbers)}@example.org", "name": "Anna Lewis"}
    return User.objects.create_user(
        password="an honest long password", **usual | fields
    )


def make_patient(**fields):
    usual = {"name": "Margaret Lewis", "zone": "America/New_York", "units": "us"}
    return Patient.objects.create(**usual | fields)


def make_membership(*, patient=None, user=None, **fields):
    return Membership.objects.create(
        patient=patient or make_patient(),
        user=user or make_user(),
        **{"role": Role.OWNER} | fields,
    )


def make_followed(*, patient=None, **fields):
    usual = {"name": "Bone pain", "since": date(2026, 1, 1)}
    return FollowedSymptom.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_entry(*, patient=None, **fields):
    usual = {
        "felt_on": date(2026, 3, 4),
        "written_at": datetime(2026, 3, 4, 20, 0, tzinfo=UTC),
        "voice": Voice.OWN,
        "signed": "Margaret Lewis",
        "zone": "America/New_York",
        "overall": Overall.NOT_GREAT,
    }
    return Entry.objects.create(patient=patient or make_patient(), **usual | fields)


def make_rating(*, entry=None, followed=None, **fields):
    entry = entry or make_entry()
    return Rating.objects.create(
        entry=entry,
        followed=followed or make_followed(patient=entry.patient),
        **{"severity": Severity.MODERATE} | fields,
    )


def make_appointment(*, patient=None, **fields):
    patient = patient or make_patient()
    usual = {
        "starts_at": datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
        "zone": patient.zone,
        "with_whom": "Dr. Elena Ruiz",
    }
    return Appointment.objects.create(patient=patient, **usual | fields)


def make_checklist(**fields):
    number = next(numbers)
    usual = {
        "slug": f"list-{number}",
        "position": number,
        "situation": "first",
        "title": "Just found out",
        "label": "New diagnosis",
        "written_on": date(2026, 3, 1),
    }
    return Checklist.objects.create(**usual | fields)


def make_catalogue_question(*, checklist=None, **fields):
    number = next(numbers)
    usual = {
        "slug": f"question-{number}",
        "position": number,
        "text": "Can you tell me in plain words what myeloma is?",
        "why": "Myeloma starts in plasma cells.",
        "written_on": date(2026, 3, 1),
    }
    return CatalogueQuestion.objects.create(
        checklist=checklist or make_checklist(), **usual | fields
    )


def make_question(*, patient=None, **fields):
    usual = {"text": "How much should I drink each day?", "signed": "Anna Lewis"}
    return Question.objects.create(
        patient=patient or make_patient(),
        **{"position": next(numbers)} | usual | fields,
    )


def make_answer(*, question=None, **fields):
    usual = {
        "text": "Three quarts a day.",
        "given_by": "Dr. Elena Ruiz",
        "given_on": date(2026, 10, 27),
        "signed": "Anna Lewis",
    }
    return Answer.objects.create(question=question or make_question(), **usual | fields)


def make_symptom(**fields):
    usual = {
        "position": next(numbers),
        "group": "energy",
        "written_on": date(2026, 3, 1),
    }
    slug = fields.pop("slug", f"symptom-{usual['position']}")
    label = fields.pop("label", "Tired or low energy")
    return Symptom.objects.create(slug=slug, label=label, **usual | fields)


def make_measure(**fields):
    usual = {
        "position": next(numbers),
        "label": "Weight",
        "written_on": date(2026, 3, 1),
        "units": [{"unit": "kg", "decimals": 1, "hard_min": 20, "hard_max": 350}],
    }
    slug = fields.pop("slug", f"measure-{usual['position']}")
    return Measure.objects.create(slug=slug, **usual | fields)
