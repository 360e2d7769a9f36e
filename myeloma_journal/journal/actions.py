"""Writes of the journal: an entry with all it holds, in one transaction."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.answers import Answers, Rated, Taken
from myeloma_journal.journal.models import (
    OWN_FIELDS,
    Entry,
    FollowedSymptom,
    Measurement,
    Rating,
    Severity,
    Voice,
)
from myeloma_journal.journal.revisions import answers_before
from myeloma_journal.journal.rule_matching import evaluate_rules, evaluate_rules_for_new
from myeloma_journal.questions import actions as questions
from myeloma_journal.questions.models import Question

Part = Rating | Measurement
P = TypeVar("P", Rating, Measurement)
# What each part of an entry is about.
LINKS: dict[type[Part], str] = {Rating: "followed", Measurement: "measure"}
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
    _begin_history(entry)
    for name in OWN_FIELDS:
        setattr(entry, name, answers.day[name])
    if entry.discuss and entry.question is None:
        entry.question = _question(by, answers)
    entry.save()
    _write_parts(Rating, entry, answers, by)
    _write_parts(Measurement, entry, answers, by)
    evaluate_rules(entry)


def soft_delete(entry: Entry) -> None:
    """Hide an entry until it is restored or purged."""
    _begin_history(entry)
    entry.deleted_at = timezone.now()
    entry.save()


def restore(entry: Entry) -> None:
    _begin_history(entry)
    entry.deleted_at = None
    entry.save()


def revert_to(*, entry: Entry, by: Membership, number: int) -> None:
    """Undo the revision `number` and all later ones; recorded as a new revision.

    Raises:
        ObjectDoesNotExist: There is no such revision, or none before it.
    """
    correct_entry(entry=entry, by=by, answers=answers_before(entry, number))


@transaction.atomic
def write_week(*, by: Membership, days: Iterable[Answers]) -> list[Entry]:
    """Keep each of these days as an entry of its own, all of them or none."""
    return [write_entry(by=by, answers=answers)[0] for answers in days]


@transaction.atomic
def purge_trash(now: datetime) -> int:
    """Erase entries deleted more than `TRASH_DAYS` ago, with their history.

    Returns:
        How many there were.
    """
    due = Entry.with_deleted.due_for_purge(now)
    keys = list(due.values_list("pk", flat=True))
    due.delete()
    # Deleting a record adds a last row to its history and leaves the earlier ones.
    for parts in (Rating, Measurement):
        parts.history.filter(entry_id__in=keys).delete()
    Entry.history.filter(id__in=keys).delete()
    return len(keys)


def question_text(answers: Answers) -> str:
    """What a flagged entry asks: its note, or else what was strongest that day."""
    if answers.day["note"]:
        return " ".join(answers.day["note"].split())
    day = date_format(answers.day["felt_on"], "MONTH_DAY_FORMAT")
    by_severity = sorted(answers.ratings.items(), key=lambda one: -one[1][0])
    felt = ", ".join(
        f"{followed.name}: {Severity(severity).label.lower()}"
        for followed, (severity, _stopped) in by_severity
        if severity > Severity.NONE and not followed.is_private
    )
    if not felt:
        return _("I want to talk about %(day)s.") % {"day": day}
    return _("I want to talk about %(day)s. %(felt)s.") % {"day": day, "felt": felt}


def follow_starters(patient: Patient) -> None:
    """Let a new journal begin with the commonest symptoms."""
    found = Symptom.objects.in_bulk(STARTERS, field_name="slug")
    follow(
        patient=patient, symptoms=[found[slug] for slug in STARTERS if slug in found]
    )


@transaction.atomic
def follow(
    *, patient: Patient, symptoms: Iterable[Symptom], own: Iterable[str] = ()
) -> list[FollowedSymptom]:
    """Follow these symptoms too; those followed already stay as they are."""
    names = {one.name.casefold() for one in patient.followed_symptoms.current()}
    wanted = [(one.label, one) for one in symptoms] + [(name, None) for name in own]
    added = []
    for name, symptom in wanted:
        if name.casefold() not in names:
            names.add(name.casefold())
            is_private = symptom is not None and symptom.is_private
            added.append(_begin(patient, name, symptom, is_private, len(names)))
    return added


def follow_again(stopped: FollowedSymptom) -> None:
    """Follow from today on what was followed once; the old span stays as it was."""
    current = stopped.patient.followed_symptoms.current()
    if not current.filter(name__iexact=stopped.name).exists():
        place = current.count() + 1
        _begin(
            stopped.patient, stopped.name, stopped.symptom, stopped.is_private, place
        )


def stop_following(followed: FollowedSymptom, *, on: date) -> None:
    """Ask about it no more. What was written about it stays."""
    followed.until = max(followed.since, on)
    followed.save()


@transaction.atomic
def move(followed: FollowedSymptom, *, to: str) -> None:
    """Bring a symptom to the top, or one place up or down, in the order of Today."""
    order = list(followed.patient.followed_symptoms.current())
    here = order.index(followed)
    there = {"top": 0, "up": here - 1, "down": here + 1}.get(to, here)
    order.insert(max(there, 0), order.pop(here))
    for position, one in enumerate(order, start=1):
        one.position = position
    # The order is no part of the history: nobody asks who moved what when.
    FollowedSymptom.objects.bulk_update(order, ["position"])


def _sent_before(by: Membership, sent: uuid.UUID) -> Entry | None:
    entries = by.patient.entries(manager="with_deleted")
    found: Entry | None = entries.filter(created_by=by.user, client_uuid=sent).first()
    return found


def _keep(by: Membership, answers: Answers, sent: uuid.UUID) -> Entry:
    entry = Entry(
        patient=by.patient,
        **by.as_creator,
        voice=Voice.OWN if by.is_patient else Voice.OBSERVED,
        written_at=timezone.now(),
        zone=by.patient.zone,
        question=_question(by, answers) if answers.day["discuss"] else None,
        **answers.day | {"client_uuid": sent},
    )
    # What simple-history adds to a record has no types.
    entry.save_without_historical_record(force_insert=True)  # type: ignore[attr-defined]
    rated = _add_parts(Rating, entry, answers.ratings)
    measured = _add_parts(Measurement, entry, answers.measurements)
    if answers.ask:
        questions.add(patient=by.patient, text=answers.ask, by=by)
    evaluate_rules_for_new(entry, measured, rated)
    return entry


def _said(record: type[Part], answers: Answers) -> dict[Any, Any]:
    """What the page says, by what it is said of: a symptom, or a measure."""
    return answers.ratings if record is Rating else answers.measurements


def _add_parts(record: type[P], entry: Entry, said: dict[Any, Any]) -> list[P]:
    """Keep what was said, in one statement however much it is."""
    link = LINKS[record]
    new = [
        record(entry=entry, name=str(thing), **{link: thing}, **answer._asdict())
        for thing, answer in said.items()
    ]
    return record.objects.bulk_create(new)


def _begin_history(entry: Entry) -> None:
    """Keep an entry as it was first written, before it is changed for the first time.

    Until then the entry itself says what was written, and saving one costs half.
    """
    if entry.history.exists():
        return
    stood = [
        Entry.with_deleted.filter(pk=entry.pk),
        *(record.objects.filter(entry=entry) for record in LINKS),
    ]
    for found in stood:
        for one in found:
            one._history_user = entry.created_by  # type: ignore[union-attr]
        found.model.history.bulk_history_create(found, default_date=entry.written_at)


def _write_parts(
    record: type[P], entry: Entry, answers: Answers, by: Membership
) -> None:
    """Keep what was said now; take away what the page asked about without an answer."""
    link, said = LINKS[record], _said(record, answers)
    there = {
        getattr(one, link): one
        for one in record.objects.filter(entry=entry).select_related(link)
    }
    new = {thing: answer for thing, answer in said.items() if thing not in there}
    added = _add_parts(record, entry, new)
    record.history.bulk_history_create(added, default_user=by.user)
    for thing, one in there.items():
        if thing in said:
            _change_part(one, said[thing]._asdict())
        elif thing in answers.asked:
            one.delete()


def _change_part(one: Part, said: dict[str, Any]) -> None:
    if any(getattr(one, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(one, name, value)
        one.save()


def _question(by: Membership, answers: Answers) -> Question:
    """The question a flagged entry becomes; from then on it is the person's own."""
    return questions.add(patient=by.patient, text=question_text(answers), by=by)


def _says(entry: Entry, answers: Answers) -> bool:
    """Whether the entry holds just these answers."""
    return (
        all(getattr(entry, name) == answers.day[name] for name in OWN_FIELDS)
        and _held(Rating, entry) == answers.ratings
        and _held(Measurement, entry) == answers.measurements
    )


def _held(record: type[Part], entry: Entry) -> dict[Any, Any]:
    """What the entry says, as answers."""
    link, answer = LINKS[record], (Rated if record is Rating else Taken)
    return {
        getattr(one, link): answer(*(getattr(one, name) for name in answer._fields))
        for one in record.objects.filter(entry=entry).select_related(link)
    }


def _begin(
    patient: Patient, name: str, symptom: Symptom | None, is_private: bool, place: int
) -> FollowedSymptom:
    return FollowedSymptom.objects.create(
        patient=patient,
        symptom=symptom,
        name=name,
        since=patient.today(),
        position=place,
        is_private=is_private,
    )
