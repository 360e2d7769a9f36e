"""Who looked into the invented journal, printed it, and wrote what nobody signed."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Model
from simple_history.utils import get_history_manager_for_model

from myeloma_journal.accounts.models import INVENTED, User
from myeloma_journal.appointments.models import Appointment, NextStep
from myeloma_journal.care_circle.models import Activity, Kind, Membership
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.care_team.models import CallRule, Contact
from myeloma_journal.home.invented.family import Family
from myeloma_journal.journal.models import Entry, FollowedSymptom
from myeloma_journal.labs.models import LabResult, ToldResult
from myeloma_journal.questions.models import Answer, Question
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Line,
    Medication,
    ProcedureDone,
    StageTold,
)

SON = f"david@{INVENTED}"
# What the daughter copied from paper, and how it is known to be of this patient.
COPIED: dict[type[Model], str] = {
    Allergy: "patient",
    Answer: "question__patient",
    Appointment: "patient",
    CallRule: "patient",
    Contact: "patient",
    Diagnosis: "patient",
    GeneFinding: "patient",
    LabResult: "patient",
    Line: "patient",
    Medication: "patient",
    NextStep: "appointment__patient",
    ProcedureDone: "patient",
    Question: "patient",
    StageTold: "patient",
    ToldResult: "patient",
}
OWN: dict[type[Model], str] = {Entry: "patient", FollowedSymptom: "patient"}
HOME, AWAY = "203.0.113.0/24", "198.51.100.0/24"


def make_circle(family: Family) -> None:
    """Let the son in as a reader, and note what all three did of late."""
    margaret, anna = family.margaret, family.anna
    son, _ = User.objects.get_or_create(email=SON, defaults={"name": "David Lewis"})
    david = Membership.objects.create(
        patient=family.patient, user=son, role=Role.READER, relation="son"
    )
    _sign(COPIED, anna)
    _sign(OWN, margaret)
    _note(margaret, Kind.SIGNED_IN, 1, time(18, 55), "Safari on iPad", HOME)
    _note(anna, Kind.SIGNED_IN, 1, time(20, 12), "Chrome on Android", AWAY)
    _note(anna, Kind.READ, 1, time(20, 12))
    _note(david, Kind.SIGNED_IN, 3, time(7, 40), "Firefox on Windows", AWAY)
    _note(david, Kind.READ, 3, time(7, 40))
    _note(david, Kind.REFUSED, 3, time(7, 44), "Firefox on Windows", AWAY)
    _note(anna, Kind.PRINTED, 5, time(21, 5))


def _sign(records: dict[type[Model], str], by: Membership) -> None:
    """Let the history of these say who wrote them."""
    for record, path in records.items():
        versions = get_history_manager_for_model(record)
        theirs = versions.filter(**{path: by.patient}, history_user=None)
        theirs.update(history_user=by.user)


def _note(
    by: Membership, kind: Kind, ago: int, at: time, device: str = "", address: str = ""
) -> None:
    day: date = by.patient.today() - timedelta(days=ago)
    noted = Activity.objects.create(
        patient=by.patient,
        **by.as_creator,
        kind=kind,
        on=day,
        device=device,
        address=address,
    )
    moment = datetime.combine(day, at, ZoneInfo(by.patient.zone))
    Activity.objects.filter(pk=noted.pk).update(created_at=moment)
