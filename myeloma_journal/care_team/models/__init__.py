"""Contacts, the rules about calling them, and when these were reviewed."""

from myeloma_journal.care_team.models.call_rules import (
    CallRule,
    RuleKind,
    Urgency,
)
from myeloma_journal.care_team.models.contacts import Contact
from myeloma_journal.care_team.models.reviews import RulesReview

__all__ = ["CallRule", "Contact", "RuleKind", "RulesReview", "Urgency"]
