"""Writes of the journal: an entry with all it holds, in one transaction."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.forms import Answers
from myeloma_journal.journal.models import (
    OWN_FIELDS,
    Entry,
    FollowedSymptom,
    Measurement,
    Rating,
    Severity,
    Voice,
)
from myeloma_journal.questions import actions as questions
from myeloma_journal.questions.models import Question

# The commonest troubles of people with myeloma, so that the first page is not a
# questionnaire. What a person takes away stays away.
STARTERS = ["fatigue", "bone-pain", "neuropathy", "sleep-trouble"]


def write_entry(*, by: Membership, answers: Answers) -> tuple[Entry, bool]:
    """Keep an entry; say also whether it is new.

    The same page sent twice (a double click, a reload) is one entry. The same page with
    other answers (changed after going back) is a second one: nothing is written over.
    """
    sent = answers.day["client_uuid"]
    try:
        with transaction.atomic():
            before = _sent_before(by, sent)
            if before is None:
                return _keep(by, answers, sent), True
    except IntegrityError:
        before = _sent_before(by, sent)
    if before is not None and before.deleted_at is None and _says(before, answers):
        return before, False
    with transaction.atomic():
        return _keep(by, answers, uuid.uuid4()), True


@transaction.atomic
def correct_entry(*, entry: Entry, by: Membership, answers: Answers) -> None:
    """Change an entry; what stood before stays in its history."""
    for name in OWN_FIELDS:
        setattr(entry, name, answers.day[name])
    if entry.discuss and entry.question is None:
        entry.question = _question(by, answers)
    entry.save()
    _write_ratings(entry, answers)
    _write_measurements(entry, answers)


def take_back(entry: Entry) -> None:
    """Hide an entry; it can be put back."""
    entry.deleted_at = timezone.now()
    entry.save()


def put_back(entry: Entry) -> None:
    """Show an entry again that was taken back."""
    entry.deleted_at = None
    entry.save()


def follow_starters(patient: Patient) -> None:
    """Let a new journal begin with the commonest symptoms."""
    found = Symptom.objects.in_bulk(STARTERS, field_name="slug")
    follow(
        patient=patient, symptoms=[found[slug] for slug in STARTERS if slug in found]
    )


@transaction.atomic
def follow(
    *, patient: Patient, symptoms: Iterable[Symptom], own: Iterable[str] = ()
) -> None:
    """Follow these symptoms too; those followed already stay as they are."""
    current = patient.followed_symptoms.filter(until=None)
    names = set(current.values_list("name", flat=True))
    position = len(names)
    wanted = [(one.label, one) for one in symptoms] + [(name, None) for name in own]
    for name, symptom in wanted:
        if name not in names:
            position += 1
            names.add(name)
            FollowedSymptom.objects.create(
                patient=patient,
                symptom=symptom,
                name=name,
                since=patient.today(),
                position=position,
            )


def stop_following(followed: Iterable[FollowedSymptom]) -> None:
    """Ask about these no more. What was written about them stays."""
    for one in followed:
        one.until = max(one.since, one.patient.today())
        one.save()


def _sent_before(by: Membership, sent: uuid.UUID) -> Entry | None:
    entries = by.patient.entries(manager="with_deleted")
    found: Entry | None = entries.filter(author=by.user, client_uuid=sent).first()
    return found


def _keep(by: Membership, answers: Answers, sent: uuid.UUID) -> Entry:
    entry = Entry.objects.create(
        patient=by.patient,
        author=by.user,
        signed=by.signature,
        voice=Voice.OWN if by.is_patient else Voice.OBSERVED,
        written_at=timezone.now(),
        zone=by.patient.zone,
        question=_question(by, answers) if answers.day["discuss"] else None,
        **answers.day | {"client_uuid": sent},
    )
    _write_ratings(entry, answers)
    _write_measurements(entry, answers)
    if answers.ask:
        questions.add(patient=by.patient, text=answers.ask, by=by)
    return entry


def _write_ratings(entry: Entry, answers: Answers) -> None:
    there = {rating.followed: rating for rating in entry.ratings.all()}
    for followed, (severity, stopped) in answers.ratings.items():
        rating = there.pop(followed, None) or Rating(entry=entry, followed=followed)
        if (rating.severity, rating.stopped) != (severity, stopped):
            rating.severity, rating.stopped = severity, stopped
            rating.save()
    for left, rating in there.items():
        if left in answers.asked:
            rating.delete()


def _write_measurements(entry: Entry, answers: Answers) -> None:
    there = {taken.measure: taken for taken in entry.measurements.all()}
    for measure, (value, unit) in answers.measurements.items():
        taken = there.pop(measure, None) or Measurement(entry=entry, measure=measure)
        if (taken.value, taken.unit) != (value, unit):
            taken.value, taken.unit = value, unit
            taken.save()
    for left, taken in there.items():
        if left in answers.asked:
            taken.delete()


def _question(by: Membership, answers: Answers) -> Question:
    """The question a flagged entry becomes; from then on it is the person's own."""
    return questions.add(patient=by.patient, text=question_text(answers), by=by)


def question_text(answers: Answers) -> str:
    """What a flagged entry asks: its note, or else what was strongest that day."""
    if answers.day["note"]:
        return " ".join(answers.day["note"].split())
    day = date_format(answers.day["felt_on"], "MONTH_DAY_FORMAT")
    by_severity = sorted(answers.ratings.items(), key=lambda one: -one[1][0])
    felt = ", ".join(
        f"{followed.name}: {Severity(severity).label.lower()}"
        for followed, (severity, _stopped) in by_severity
        if severity > Severity.NONE
    )
    if not felt:
        return _("I want to talk about %(day)s.") % {"day": day}
    return _("I want to talk about %(day)s. %(felt)s.") % {"day": day, "felt": felt}


def _says(entry: Entry, answers: Answers) -> bool:
    """Whether the entry holds just these answers."""
    return (
        all(getattr(entry, name) == answers.day[name] for name in OWN_FIELDS)
        and {r.followed: (r.severity, r.stopped) for r in entry.ratings.all()}
        == answers.ratings
        and {m.measure: (m.value, m.unit) for m in entry.measurements.all()}
        == answers.measurements
    )
