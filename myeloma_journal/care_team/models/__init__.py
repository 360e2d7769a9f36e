"""Contacts, the rules about calling them, and when these were looked at."""

from myeloma_journal.care_team.models.call_rules import CallRule, Kind, Level
from myeloma_journal.care_team.models.contacts import Contact
from myeloma_journal.care_team.models.reviews import RulesReview

__all__ = ["CallRule", "Contact", "Kind", "Level", "RulesReview"]
