"""Writes beside those of the forms."""

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_team.models import CallRule, Contact, RulesReview


def clear_other_first(contact: Contact) -> None:
    """Unset `is_first` of any other contact of the patient."""
    others = contact.patient.contacts.filter(is_first=True).exclude(pk=contact.pk)
    for other in others:
        other.is_first = False
        other.save()


def toggle(rule: CallRule) -> None:
    """Switch a rule off or on; a general sign is saved as a copy."""
    rule.is_active = not rule.is_active
    rule.save()


def keep_general(rule: CallRule, *, keeps: bool) -> None:
    """Use the general sign beside the team's rule, or the team's rule in its place."""
    rule.keeps_general = keeps
    rule.save()


def record_review(*, by: Membership) -> None:
    """Record that the rules were reviewed today."""
    RulesReview.objects.create(
        patient=by.patient, reviewed_on=by.patient.today(), **by.as_creator
    )


def add_first_contact(patient: Patient, *, name: str, number: str) -> Contact:
    """The first contact of a new journal: the one to call first."""
    return Contact.objects.create(
        patient=patient, name=name, daytime_number=number, is_first=True
    )
