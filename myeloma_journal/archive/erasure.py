"""Permanent erasure of a journal whose deletion is due, or of an account.

It includes history, drafts and the audit trail. What belongs to a journal or a person
is read from the models' foreign keys, so no list here can miss a new table.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import CASCADE, QuerySet
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from myeloma_journal.archive.private import private_from
from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle import actions as circle
from myeloma_journal.care_circle.models import Invitation, Membership, Patient
from myeloma_journal.journal.models import (
    CallReply,
    FollowedSymptom,
    Rating,
    RuleMatch,
)
from myeloma_journal.platform.accounts.models import Session, User
from myeloma_journal.platform.backups.models import Erasure
from myeloma_journal.platform.forms.models import Draft, FormResponse, Submission

# The kinds of an Erasure.
JOURNAL, ACCOUNT = "journal", "account"
# Rows for each transaction: small, so that others can save in between.
CHUNK_SIZE = 200


class SoleOwnerError(Exception):
    """Journals would be left without an owner."""

    def __init__(self, journals: list[Patient]) -> None:
        super().__init__(journals)
        self.journals = journals


def erase_due(now: datetime) -> int:
    """Erase the journals whose grace period is over; return how many."""
    due = Patient.objects.filter(deletion_scheduled_at__lte=now)
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        erase_journal(key, now)
    return len(keys)


def erase_journal(key: UUID, at: datetime) -> None:
    """Erase a journal; idempotent, also after an interruption."""
    _end_sessions(key)
    _erase_for_good(Patient, JOURNAL, key, at)


def erase_account(key: UUID, at: datetime) -> None:
    """Erase an account; idempotent, also after an interruption."""
    _erase_for_good(User, ACCOUNT, key, at)


def _erase_for_good(
    model: type[models.Model], kind: str, key: UUID, at: datetime
) -> None:
    """Erase a record with all that cascades, and write an Erasure, if found or not."""
    for related, column in _cascading(model):
        _erase_all(related, column, key)
    with transaction.atomic():
        _delete_drafts(key)
        model._base_manager.filter(pk=key).delete()
        Erasure.objects.record(kind, key, at)


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete an account. What it wrote in others' journals stays, with its name.

    Raises:
        SoleOwnerError: The user is the last owner of some; nothing was erased.
    """
    if journals := journals_owned_alone(user):
        raise SoleOwnerError(journals)
    for own in Membership.objects.filter(user=user, is_patient=True):
        _erase_private_symptoms(own.patient)
    # Withdraws invitations and writes to the audit trail, as if they had left.
    for membership in Membership.objects.open_to(user.pk):
        try:
            circle.remove(member=membership, by=membership)
        except circle.LastOwnerError as error:  # the other owner was faster
            raise SoleOwnerError([membership.patient]) from error
    # Also in journals pending deletion, which were not left: deletion may be cancelled.
    now = timezone.now()
    Invitation.objects.unused().filter(created_by=user).update(withdrawn_at=now)
    erase_account(user.pk, now)


def _erase_private_symptoms(patient: Patient) -> None:
    """Erase what only the patient could see, for nobody is left who may.

    With ratings, rule matches and replies: only the symptom says that they are private.
    """
    private = private_from(Membership(patient=patient))
    found: dict[type[models.Model], set[Any]] = {
        CallReply: set(),
        RuleMatch: set(),
        Rating: set(),
        FollowedSymptom: set(),
    }
    for table in tables():
        if table.record in found:
            hidden = table.rows(patient).filter(private.rows[table.record])
            found[table.record] |= set(hidden.values_list("id", flat=True))
    for model, keys in found.items():
        _erase(model, keys)


def journals_owned_alone(user: User) -> list[Patient]:
    """The journals that have no other owner, without those pending deletion."""
    owned = Membership.objects.open_to(user.pk).owners()
    others = Membership.objects.owners().exclude(user=user)
    owned_alone = owned.exclude(patient__in=others.values("patient"))
    return [member.patient for member in owned_alone]


def _cascading(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Models that cascade with `model`, and the column of their foreign key."""
    fields: list[Any] = model._meta.get_fields(include_hidden=True)
    return [
        (field.related_model, field.field.attname)
        for field in fields
        if field.auto_created and getattr(field, "on_delete", None) is CASCADE
    ]


def _erase_all(model: type[models.Model], column: str, key: UUID) -> None:
    """Erase all records that point to `key`, and the history of deleted ones."""
    _erase_in_steps(model, model._base_manager.filter(**{column: key}), "pk")
    for versions in _histories(model):
        _erase_in_steps(model, versions.filter(**{column: key}), model._meta.pk.attname)


def _erase_in_steps(model: type[models.Model], rows: QuerySet[Any], name: str) -> None:
    while keys := set(rows.order_by().values_list(name, flat=True)[:CHUNK_SIZE]):
        with transaction.atomic():
            _erase(model, keys)


def _erase(model: type[models.Model], keys: set[Any]) -> None:
    """Erase these records, what cascades from them, and the history of both."""
    for related, column in _cascading(model):
        pointing = {f"{column}__in": keys}
        related_keys = set(
            related._base_manager.filter(**pointing).values_list("pk", flat=True)
        )
        for versions in _histories(related):
            related_keys |= set(
                versions.filter(**pointing).values_list(
                    related._meta.pk.attname, flat=True
                )
            )
        if related_keys:
            _erase(related, related_keys)
    model._base_manager.filter(pk__in=keys).delete()
    for versions in _histories(model):
        versions.filter(**{f"{model._meta.pk.attname}__in": keys}).delete()


def _histories(model: type[models.Model]) -> Iterator[QuerySet[Any]]:
    """The history of a model, if it has one."""
    if hasattr(model._meta, "simple_history_manager_attribute"):
        yield get_history_manager_for_model(model).all()


def _end_sessions(patient_id: UUID) -> None:
    """Sign out the members: a message about the journal may be in their session."""
    members = Membership.objects.filter(patient=patient_id)
    Session.objects.filter(user__in=members.values("user")).delete()


def _delete_drafts(key: UUID) -> None:
    """Delete drafts and submissions, which name the journal only in their URL."""
    Draft.objects.mentioning(key).delete()
    FormResponse.objects.mentioning(key).delete()
    Submission.objects.filter(location__contains=str(key)).delete()
