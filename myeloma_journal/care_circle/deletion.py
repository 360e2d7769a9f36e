"""Scheduling the deletion of a journal, and cancelling that during the grace period."""

from datetime import datetime, timedelta
from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.actions import require_owner
from myeloma_journal.care_circle.models import ActivityKind, Membership, Patient
from myeloma_journal.platform.forms.models import FormResponse

GRACE_PERIOD = timedelta(days=7)


class DeletionCancelledError(Exception):
    """Whoever has the journal deleted anew each time could hold it closed."""


class GracePeriodOverError(Exception):
    """A part of the journal may be erased already."""


@transaction.atomic
def schedule_deletion(by: Membership) -> None:
    """Hide the journal from everybody at once; it is erased after the grace period.

    The patient and every owner get an email: each of them can cancel it.

    Raises:
        NoLongerOwnerError: `by` was removed, or made less, in the meantime.
        DeletionCancelledError: Somebody cancelled one lately, and `by` does not act for
            the patient.
    """
    patient = by.patient.lock()
    require_owner(patient, by)
    if patient.deletion_scheduled_at:
        return
    now = timezone.now()
    cancelled_at = patient.deletion_cancelled_at
    if cancelled_at and now < cancelled_at + GRACE_PERIOD and by != patient.holder():
        raise DeletionCancelledError
    patient.deletion_scheduled_user = by.user
    _schedule(patient, by.signature, now)
    audit.record(by, ActivityKind.DELETION_SCHEDULED)
    _send_deletion_emails(patient)


@transaction.atomic
def schedule_deletion_by_operator(patient: Patient) -> None:
    """The same, for a written request to the person who runs the site."""
    patient = patient.lock()
    if patient.deletion_scheduled_at:
        return
    _schedule(patient, audit.operator_signature(), timezone.now())
    audit.record_by_operator(patient, ActivityKind.DELETION_SCHEDULED)
    _send_deletion_emails(patient)


def _schedule(patient: Patient, signature: str, now: datetime) -> None:
    patient.deletion_scheduled_at = now + GRACE_PERIOD
    patient.deletion_scheduled_by = signature
    patient.save()
    FormResponse.objects.mentioning(patient.pk).delete()


def _send_deletion_emails(patient: Patient) -> None:
    if not settings.SENDS_MAIL:
        return
    gone_on = patient.local(cast(datetime, patient.deletion_scheduled_at)).date()
    for owner in patient.memberships.all().owners().select_related("user"):
        get_adapter().send_mail(
            "care_circle/email/deletion_scheduled",
            owner.user.email,
            {"gone_on": gone_on},
        )


@transaction.atomic
def cancel_deletion(by: Membership) -> None:
    """Open the journal again, as it was.

    Raises:
        GracePeriodOverError: It is being erased.
    """
    pending = Patient.objects.filter(
        pk=by.patient_id, deletion_scheduled_at__gt=timezone.now()
    )
    cancelled = pending.update(
        deletion_scheduled_at=None,
        deletion_scheduled_by="",
        deletion_scheduled_user=None,
        deletion_cancelled_at=timezone.now(),
    )
    if not cancelled:
        raise GracePeriodOverError
    by.patient.refresh_from_db()
    audit.record(by, ActivityKind.DELETION_CANCELLED)
