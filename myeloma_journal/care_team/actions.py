"""Writes of the care team beside its forms."""

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_team.models import CallRule, Contact, RulesReview


def give_way(to: Contact) -> None:
    """Let `to` be the one to call first: whoever was it before is it no longer."""
    for other in to.patient.contacts.filter(is_first=True).exclude(pk=to.pk):
        other.is_first = False
        other.save()


def switch(rule: CallRule) -> None:
    """Switch a rule off, or on again; a general sign is copied for that."""
    rule.is_active = not rule.is_active
    rule.save()


def record_review(*, by: Membership) -> None:
    """Record that the rules were reviewed today."""
    RulesReview.objects.create(
        patient=by.patient, reviewed_on=by.patient.today(), **by.as_creator
    )
