"""Writes of an entry with its items."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.entry_data import EntryData, MeasurementData, RatingData
from myeloma_journal.journal.models import (
    OWN_FIELDS,
    CallReply,
    Entry,
    EntryItem,
    Measurement,
    Rating,
    Severity,
    Voice,
)
from myeloma_journal.journal.revisions import data_before
from myeloma_journal.journal.rule_matching import evaluate_rules, evaluate_rules_for_new
from myeloma_journal.questions import actions as questions
from myeloma_journal.questions.models import Question

A = TypeVar("A", Rating, Measurement)
# The foreign key that says what an item is about.
SUBJECTS: dict[type[EntryItem], str] = {Rating: "followed", Measurement: "measure"}


class Outcome(Enum):
    CREATED = "created"
    UNCHANGED = "unchanged"
    CORRECTED = "corrected"


def create_entry(*, by: Membership, data: EntryData) -> tuple[Entry, Outcome]:
    """Create an entry once per `client_uuid`.

    A form submitted twice (a double click, a reload) is one entry. Changed after going
    back it corrects that entry, whose history keeps what it said. About another day it
    is a second entry.
    """
    client_uuid = data.day["client_uuid"]
    try:
        with transaction.atomic():
            return _create(by, data, client_uuid), Outcome.CREATED
    except IntegrityError:
        existing = _find_submitted(by, client_uuid)
    if existing and existing.deleted_at is None:
        if _is_same(existing, data):
            return existing, Outcome.UNCHANGED
        if existing.felt_on == data.day["felt_on"]:
            correct_entry(entry=existing, by=by, data=data)
            return existing, Outcome.CORRECTED
    with transaction.atomic():
        return _create(by, data, uuid.uuid4()), Outcome.CREATED


@transaction.atomic
def correct_entry(*, entry: Entry, by: Membership, data: EntryData) -> None:
    """Change an entry; its history keeps the earlier data."""
    _start_history(entry)
    for name in OWN_FIELDS:
        setattr(entry, name, data.day[name])
    if entry.discuss and entry.question is None:
        entry.question = _add_question(by, data)
    entry.save()
    _save_items(Rating, entry, data, by)
    _save_items(Measurement, entry, data, by)
    evaluate_rules(entry)


def trash(entry: Entry) -> None:
    """Hide an entry until it is restored or purged."""
    _start_history(entry)
    entry.deleted_at = timezone.now()
    entry.save()


def restore(entry: Entry) -> None:
    _start_history(entry)
    entry.deleted_at = None
    entry.save()


def revert_to(*, entry: Entry, by: Membership, number: int) -> None:
    """Undo the revision `number` and all later ones; recorded as a new revision.

    Raises:
        ObjectDoesNotExist: There is no such revision, or none before it.
    """
    correct_entry(entry=entry, by=by, data=data_before(entry, number))


@transaction.atomic
def create_week(
    *, by: Membership, days: Iterable[EntryData]
) -> list[tuple[Entry, Outcome]]:
    """Create an entry for each of these days, all of them or none."""
    return [create_entry(by=by, data=data) for data in days]


@transaction.atomic
def purge_trash(now: datetime) -> int:
    """Erase entries deleted more than `TRASH_DAYS` ago, with their history.

    Returns:
        How many there were.
    """
    due = Entry.all_objects.due_for_purge(now)
    keys = list(due.values_list("pk", flat=True))
    due.delete()
    # Deleting a record adds a last row to its history and leaves the earlier ones.
    for model in (Rating, Measurement, CallReply):
        model.history.filter(entry_id__in=keys).delete()
    Entry.history.filter(id__in=keys).delete()
    return len(keys)


def question_text(data: EntryData) -> str:
    """The question of an entry to discuss: its note, or else the strongest symptoms."""
    if data.day["note"]:
        return " ".join(data.day["note"].split())
    day = date_format(data.day["felt_on"], "MONTH_DAY_FORMAT")
    by_severity = sorted(data.ratings.items(), key=lambda rating: -rating[1].severity)
    felt = ", ".join(
        f"{followed.name}: {Severity(rating.severity).label}"
        for followed, rating in by_severity
        if rating.severity > Severity.NONE and not followed.is_private
    )
    if not felt:
        return _("I want to talk about %(day)s.") % {"day": day}
    return _("I want to talk about %(day)s. %(felt)s.") % {"day": day, "felt": felt}


def _find_submitted(by: Membership, client_uuid: uuid.UUID) -> Entry | None:
    entries = by.patient.entries(manager="all_objects")
    submitted: Entry | None = entries.filter(
        created_by=by.user, client_uuid=client_uuid
    ).first()
    return submitted


def _create(by: Membership, data: EntryData, client_uuid: uuid.UUID) -> Entry:
    entry = Entry(
        patient=by.patient,
        **by.as_creator,
        voice=Voice.OWN if by.is_patient else Voice.OBSERVED,
        written_at=timezone.now(),
        zone=by.patient.zone,
        question=_add_question(by, data) if data.day["discuss"] else None,
        **data.day | {"client_uuid": client_uuid},
    )
    # What simple-history adds to a record has no types.
    entry.save_without_historical_record(force_insert=True)  # type: ignore[attr-defined]
    ratings = _create_items(Rating, entry, data.ratings)
    measurements = _create_items(Measurement, entry, data.measurements)
    if data.question:
        questions.add(text=data.question, by=by)
    evaluate_rules_for_new(entry, measurements, ratings)
    return entry


def _create_items(model: type[A], entry: Entry, given: dict[Any, Any]) -> list[A]:
    subject_field = SUBJECTS[model]
    new = [
        model(
            entry=entry,
            name=str(subject),
            **{subject_field: subject},
            **item._asdict(),
        )
        for subject, item in given.items()
    ]
    return model.objects.bulk_create(new)


def _start_history(entry: Entry) -> None:
    """Record the first revision of an entry, before its first change.

    Without a change the entry itself is that revision, and creating it costs half.
    """
    if entry.history.exists():
        return
    querysets = [
        Entry.all_objects.filter(pk=entry.pk),
        *(model.objects.filter(entry=entry) for model in SUBJECTS),
    ]
    for records in querysets:
        for record in records:
            record._history_user = entry.created_by  # type: ignore[union-attr]
        records.model.history.bulk_history_create(
            records, default_date=entry.written_at
        )


def _save_items(model: type[A], entry: Entry, data: EntryData, by: Membership) -> None:
    """Create, update or delete: what the form asked about and lacks is deleted."""
    given, stored = _given(model, data), _stored(model, entry)
    new = {subject: given[subject] for subject in given if subject not in stored}
    created = _create_items(model, entry, new)
    model.history.bulk_history_create(created, default_user=by.user)
    for subject, record in stored.items():
        if subject in given:
            _update_item(record, given[subject]._asdict())
        elif subject in data.asked_about:
            record.delete()


def _update_item(record: EntryItem, values: dict[str, Any]) -> None:
    if any(getattr(record, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(record, name, value)
        record.save()


def _given(model: type[EntryItem], data: EntryData) -> dict[Any, Any]:
    return data.ratings if model is Rating else data.measurements


def _stored(model: type[A], entry: Entry) -> dict[Any, A]:
    subject_field = SUBJECTS[model]
    records = model.objects.filter(entry=entry).select_related(subject_field)
    return {getattr(record, subject_field): record for record in records}


def _is_same(entry: Entry, data: EntryData) -> bool:
    return (
        all(getattr(entry, name) == data.day[name] for name in OWN_FIELDS)
        and _stored_data(Rating, entry) == data.ratings
        and _stored_data(Measurement, entry) == data.measurements
    )


def _stored_data(model: type[A], entry: Entry) -> dict[Any, Any]:
    data_class = RatingData if model is Rating else MeasurementData
    return {
        subject: data_class(*(getattr(record, name) for name in data_class._fields))
        for subject, record in _stored(model, entry).items()
    }


def _add_question(by: Membership, data: EntryData) -> Question:
    return questions.add(text=question_text(data), by=by)
