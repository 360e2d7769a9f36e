"""The journal: what was felt on a day, how strongly, and who wrote it down when."""

from myeloma_journal.journal.models.entries import (
    NOTE_LENGTH,
    OWN_FIELDS,
    TRASH_DAYS,
    Entry,
    EntryQuerySet,
    prefetch_items,
)
from myeloma_journal.journal.models.followed import (
    FollowedSymptom,
    FollowedSymptomQuerySet,
    MeasureChoice,
    MeasureSetting,
)
from myeloma_journal.journal.models.items import EntryItem, Measurement, Rating
from myeloma_journal.journal.models.rule_matches import (
    READING_LENGTH,
    CallReply,
    RuleMatch,
    RuleMatchQuerySet,
    Said,
)
from myeloma_journal.journal.models.scales import (
    Overall,
    PartOfDay,
    Severity,
    Stopped,
    Voice,
)

__all__ = [
    "NOTE_LENGTH",
    "OWN_FIELDS",
    "READING_LENGTH",
    "TRASH_DAYS",
    "CallReply",
    "Entry",
    "EntryItem",
    "EntryQuerySet",
    "FollowedSymptom",
    "FollowedSymptomQuerySet",
    "MeasureChoice",
    "MeasureSetting",
    "Measurement",
    "Overall",
    "PartOfDay",
    "Rating",
    "RuleMatch",
    "RuleMatchQuerySet",
    "Said",
    "Severity",
    "Stopped",
    "Voice",
    "prefetch_items",
]
