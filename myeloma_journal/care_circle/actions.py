"""Writes that create or change a care circle."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import (
    ActivityKind,
    Invitation,
    Membership,
    Patient,
    Units,
)
from myeloma_journal.care_circle.regions import uses_fahrenheit
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.secret_links import hash_token, new_token
from myeloma_journal.platform.forms.models import Draft, FormResponse

INVITATION_LASTS = timedelta(days=7)


def default_units(zone: str, country: str = "") -> str:
    """The units people are most likely used to; the journal's settings change it."""
    return Units.US if uses_fahrenheit(country, zone) else Units.METRIC


@transaction.atomic
def start_journal(
    *,
    by: User,
    name: str,
    zone: str,
    is_patient: bool,
    relation: str = "",
    country: str = "",
) -> Membership:
    """Create a patient with `by` as the owner."""
    patient = Patient.objects.create(
        name=name, zone=zone, units=default_units(zone), country=country
    )
    return Membership.objects.create(
        patient=patient,
        user=by,
        role=Role.OWNER,
        is_patient=is_patient,
        relation="" if is_patient else relation,
    )


class CircleRefusedError(Exception):
    """The circle stays as it is; the subclass says why."""


class LastOwnerError(CircleRefusedError):
    """A circle needs an owner who can sign in."""


class PatientStaysError(CircleRefusedError):
    """The patient can only leave by themselves, and is always an owner."""


class FounderStaysError(CircleRefusedError):
    """Who stands for a patient without an account can only leave by themselves."""


class NoLongerOwnerError(CircleRefusedError):
    """Who asked for it was removed, or made less, in the meantime."""


class InvitationClosedError(Exception):
    """The invitation was used, withdrawn, or has expired."""


class AlreadyMemberError(Exception):
    pass


class OtherPatientError(Exception):
    """Another account is the patient, or was: it may keep private symptoms here."""


@transaction.atomic
def invite(*, by: Membership, name: str, role: str, is_patient: bool) -> str:
    """Create an invitation and return its token, of which only a hash is stored."""
    require_owner(by.patient.lock(), by)
    token = new_token()
    Invitation.objects.create(
        patient=by.patient,
        name=name,
        role=role,
        is_patient=is_patient,
        token_hash=hash_token(token),
        expires_at=timezone.now() + INVITATION_LASTS,
        **by.as_creator,
    )
    kind = ActivityKind.INVITED_PATIENT if is_patient else ActivityKind.INVITED
    audit.record(by, kind, name)
    return token


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Membership) -> None:
    """Let the invitation open nothing from now on.

    Raises:
        NoLongerOwnerError: `by` was removed, or made less, in the meantime.
        InvitationClosedError: It was accepted, or withdrawn, in the meantime.
    """
    patient = by.patient.lock()
    require_owner(patient, by)
    now = timezone.now()
    unused = patient.invitations.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None
    )
    if not unused.update(withdrawn_at=now, updated_at=now):
        raise InvitationClosedError
    audit.record(by, ActivityKind.WITHDREW, invitation.name)


@transaction.atomic
def accept(
    *, invitation: Invitation, by: User, name: str, relation: str, client: ClientInfo
) -> Membership:
    """Make `by` a member who signs as `name`; the invitation works once.

    Raises:
        InvitationClosedError: Used, withdrawn or expired.
        AlreadyMemberError: `by` is a member.
        OtherPatientError: The invitation is for the patient, who has another account.
    """
    patient = invitation.patient.lock()
    now = timezone.now()
    if not patient.invitations.open(now).filter(pk=invitation.pk).exists():
        raise InvitationClosedError
    if patient.memberships.all().active().filter(user=by).exists():
        raise AlreadyMemberError
    if invitation.is_patient:
        _make_room_for_the_patient(patient, by)
    by.name = name
    by.save(update_fields=["name"])
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at", "updated_at"])
    member = Membership.objects.create(
        patient=patient,
        user=by,
        role=invitation.role,
        is_patient=invitation.is_patient,
        relation="" if invitation.is_patient else relation,
    )
    member.client = client
    is_patient = invitation.is_patient
    kind = ActivityKind.JOINED_AS_PATIENT if is_patient else ActivityKind.JOINED
    audit.record(member, kind)
    return member


def _make_room_for_the_patient(patient: Patient, user: User) -> None:
    patients = patient.memberships.filter(is_patient=True)
    # A closed account may be opened again, and has private symptoms until then.
    if patients.filter(user__in=User.objects.real()).exclude(user=user).exists():
        raise OtherPatientError
    # What a restored journal has in the patient's place is a name without a login.
    patients.filter(removed_at=None).update(removed_at=timezone.now())


@transaction.atomic
def change_role(*, member: Membership, role: str, by: Membership) -> None:
    """Change a role; who may not invite any more loses open invitations.

    Raises:
        CircleRefusedError: Its subclass says why.
    """
    patient = _lock(member, by)
    if refused := why_protected(member, by):
        raise refused
    if role != Role.OWNER:
        _refuse_the_last_owner(patient, member)
        _withdraw_what_they_sent(patient, member)
    member.role = role
    member.save(update_fields=["role", "updated_at"])
    audit.record(by, ActivityKind.ROLE, str(member.user))


@transaction.atomic
def remove(*, member: Membership, by: Membership) -> None:
    """Revoke a membership from the next request on.

    What they wrote stays, under their name. Their drafts, which nobody could open, are
    deleted, and their open invitations are withdrawn.

    Raises:
        CircleRefusedError: Its subclass says why.
    """
    patient = _lock(member, by)
    if member != by and (refused := why_protected(member, by)):
        raise refused
    _refuse_the_last_owner(patient, member)
    _withdraw_what_they_sent(patient, member)
    for model in (Draft, FormResponse):
        model.objects.filter(user=member.user_id).mentioning(patient.pk).delete()
    member.removed_at = timezone.now()
    member.save(update_fields=["removed_at", "updated_at"])
    kind = ActivityKind.LEFT if member == by else ActivityKind.REMOVED
    audit.record(by, kind, "" if member == by else str(member.user))


def _withdraw_what_they_sent(patient: Patient, member: Membership) -> None:
    """An open invitation could be a way back in."""
    now = timezone.now()
    theirs = patient.invitations.open(now).filter(created_by=member.user)
    theirs.update(withdrawn_at=now)


def why_protected(member: Membership, by: Membership) -> CircleRefusedError | None:
    """Why `by` cannot change the role of this member; None if they can.

    Nobody else can remove such a member, either.
    """
    if member.is_patient:
        return PatientStaysError()
    if member != by and member == member.patient.holder():
        return FounderStaysError()
    return None


def _lock(member: Membership, by: Membership) -> Patient:
    """Lock the circle, and check anew that `by` may change another member."""
    patient = member.patient.lock()
    if member != by:
        require_owner(patient, by)
    return patient


def require_owner(patient: Patient, by: Membership) -> None:
    if not patient.memberships.all().owners().filter(pk=by.pk).exists():
        raise NoLongerOwnerError


def _refuse_the_last_owner(patient: Patient, member: Membership) -> None:
    if not patient.memberships.all().owners().exclude(pk=member.pk).exists():
        raise LastOwnerError
