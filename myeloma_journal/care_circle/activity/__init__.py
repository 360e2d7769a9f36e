"""Who did what in a journal: written down, and told to its owner."""

from myeloma_journal.care_circle.activity.notes import note

__all__ = ["note"]
