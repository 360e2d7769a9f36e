"""Contacts, the rules about calling them, and when these were reviewed."""

from myeloma_journal.care_team.models.call_rules import (
    OF_TEN,
    CallRule,
    RuleKind,
    Urgency,
)
from myeloma_journal.care_team.models.contacts import Contact
from myeloma_journal.care_team.models.reviews import RulesReview

__all__ = ["OF_TEN", "CallRule", "Contact", "RuleKind", "RulesReview", "Urgency"]
