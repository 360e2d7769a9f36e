"""The settings of a packet: what it includes, and how it prints."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Size(TextChoices):
    REGULAR = "regular", _("Regular")
    LARGE = "large", _("Large")
    VERY_LARGE = "very-large", _("Very large")


class Paper(TextChoices):
    LETTER = "letter", _("US Letter")
    A4 = "a4", _("A4")


class SinceWhen(TextChoices):
    """The start of the period that a packet covers."""

    VISIT = "visit", _("Last visit")
    MONTH = "month", _("30 days ago")


class Section(TextChoices):
    """A section that may be left out; page one is always printed."""

    QUESTIONS = "questions", _("Question sheet")
    CHANGES = "changes", _("What changed")
    DAYS = "days", _("Day by day")
    CALLS = "calls", _("Times the journal said to call")
    MEDICATIONS = "medications", _("Medications")
    LABS = "labs", _("Lab results")
    DIAGNOSIS = "diagnosis", _("What your team told you")
    TIMELINE = "timeline", _("All treatments")
    CARE_TEAM = "care-team", _("Care team")


# Day by day takes pages that hardly anybody reads at a visit; the picture of all
# treatments is for somebody who does not know them.
DEFAULT_SECTIONS = frozenset(Section) - {Section.DAYS, Section.TIMELINE}


@dataclass(frozen=True)
class PacketSettings:
    """What one packet holds, and how it prints.

    Attributes:
        sections: The sections that are included.
        left_out: Keys of single items that are not.
        private: Keys of private items that the member chose to print.
        since: The start of its period.
        size: How large it prints.
        paper: What it is printed on.
    """

    sections: frozenset[str] = DEFAULT_SECTIONS
    left_out: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    since: str = SinceWhen.VISIT
    size: str = Size.REGULAR
    paper: str = Paper.LETTER

    def includes(self, key: str) -> bool:
        """Whether the item with this key is in the packet."""
        return key not in self.left_out

    def left_out_ids(self, kind: str) -> list[str]:
        """Which things of one kind are left out."""
        return _which(self.left_out, kind)

    def private_ids(self, kind: str) -> list[str]:
        """Which private things of one kind are in it."""
        return _which(self.private, kind)


DEFAULT_SETTINGS = PacketSettings()


def item_key(kind: str, which: object) -> str:
    """The key of an item in the settings.

    >>> item_key("symptom", "Bone pain")
    'symptom:bone pain'
    """
    return f"{kind}:{str(which).casefold()}"


def _which(keys: frozenset[str], kind: str) -> list[str]:
    prefix = f"{kind}:"
    return [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
