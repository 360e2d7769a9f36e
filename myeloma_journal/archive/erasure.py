"""Erasing a journal whose deletion is due, or an account, for good.

Gone is also what used to stand there: earlier versions, drafts, what was noted about
it. Whatever belongs to a journal or a person is read from the models, so that nothing
has to be remembered here when a table is added.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import CASCADE, QuerySet
from django.utils import timezone
from simple_history.utils import get_history_manager_for_model

from myeloma_journal.care_circle import actions as circle
from myeloma_journal.care_circle.models import Invitation, Membership, Patient
from myeloma_journal.platform.accounts.models import Session, User
from myeloma_journal.platform.backups.models import Erasure
from myeloma_journal.platform.forms.models import Draft, Submission

# What kind of thing is gone.
JOURNAL, ACCOUNT = "journal", "account"
# Few at a time: while they go, everybody else's words are saved in between.
STEP = 200


class OwnerOfJournals(Exception):
    """Journals would be left without anybody who decides about them."""

    def __init__(self, journals: list[Patient]) -> None:
        """Name them."""
        super().__init__(journals)
        self.journals = journals


def erase_due(now: datetime) -> int:
    """Erase the journals whose week is over; say how many."""
    due = Patient.objects.filter(deletion_scheduled_at__lte=now)
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        erase_journal(key, now)
    return len(keys)


def erase_journal(key: UUID, at: datetime) -> None:
    """Erase a journal for good; idempotent, and resumes where it broke off."""
    _end_sessions(key)
    _erase_for_good(Patient, JOURNAL, key, at)


def erase_account(key: UUID, at: datetime) -> None:
    """Erase an account for good; idempotent, and resumes where it broke off."""
    _erase_for_good(User, ACCOUNT, key, at)


def _erase_for_good(
    model: type[models.Model], kind: str, key: UUID, at: datetime
) -> None:
    """Erase it with all that belongs to it, and record that it was erased.

    What is not there is recorded all the same.
    """
    for part, column in _parts(model):
        _erase_all(part, column, key)
    with transaction.atomic():
        _forget_forms(key)
        model._base_manager.filter(pk=key).delete()
        Erasure.objects.record(kind, key, at)


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete an account. What its person wrote in others' journals stays, signed.

    Raises:
        OwnerOfJournals: They are the last owner of some; nothing was erased.
    """
    if alone := journals_of_theirs_alone(user):
        raise OwnerOfJournals(alone)
    # As if they had left: their invitations open nothing, and the owner can read it.
    for membership in Membership.objects.open_to(user.pk):
        circle.remove(member=membership, by=membership)
    # A journal that waits to be deleted may stay after all, and nobody left it.
    now = timezone.now()
    Invitation.objects.unused().filter(created_by=user).update(withdrawn_at=now)
    erase_account(user.pk, now)


def journals_of_theirs_alone(user: User) -> list[Patient]:
    """The journals that have no other owner, and were not deleted."""
    owned = Membership.objects.open_to(user.pk).owners()
    others = Membership.objects.owners().exclude(user=user)
    alone = owned.exclude(patient__in=others.values("patient"))
    return [member.patient for member in alone]


def _parts(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """What is deleted along with a record, and its column that says with which."""
    links: list[Any] = model._meta.get_fields(include_hidden=True)
    return [
        (one.related_model, one.field.attname)
        for one in links
        if one.auto_created and getattr(one, "on_delete", None) is CASCADE
    ]


def _erase_all(model: type[models.Model], column: str, key: UUID) -> None:
    """Erase all records that belong to `key`, and those that were removed long ago."""
    _erase_in_steps(model, model._base_manager.filter(**{column: key}), "pk")
    for versions in _histories(model):
        _erase_in_steps(model, versions.filter(**{column: key}), model._meta.pk.attname)


def _erase_in_steps(model: type[models.Model], rows: QuerySet[Any], name: str) -> None:
    while keys := set(rows.order_by().values_list(name, flat=True)[:STEP]):
        with transaction.atomic():
            _erase(model, keys)


def _erase(model: type[models.Model], keys: set[Any]) -> None:
    """Erase these records, what belongs to them, and the earlier versions of both."""
    for part, column in _parts(model):
        belonging = {f"{column}__in": keys}
        parts = set(part._base_manager.filter(**belonging).values_list("pk", flat=True))
        for versions in _histories(part):
            parts |= set(
                versions.filter(**belonging).values_list(
                    part._meta.pk.attname, flat=True
                )
            )
        if parts:
            _erase(part, parts)
    model._base_manager.filter(pk__in=keys).delete()
    for versions in _histories(model):
        versions.filter(**{f"{model._meta.pk.attname}__in": keys}).delete()


def _histories(model: type[models.Model]) -> Iterator[QuerySet[Any]]:
    """The earlier versions of a kind of record, where any are kept."""
    if hasattr(model._meta, "simple_history_manager_attribute"):
        yield get_history_manager_for_model(model).all()


def _end_sessions(patient_id: UUID) -> None:
    """Sign out who was in the circle: a sentence about it may wait in their session."""
    members = Membership.objects.filter(patient=patient_id)
    Session.objects.filter(user__in=members.values("user")).delete()


def _forget_forms(key: UUID) -> None:
    """Forget forms begun and forms sent, which know the journal by its address only."""
    Draft.objects.mentioning(key).delete()
    Submission.objects.filter(location__contains=str(key)).delete()
