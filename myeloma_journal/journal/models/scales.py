"""The scales of the journal, in its words."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Overall(models.IntegerChoices):
    """How a person feels, taken as a whole."""

    GOOD = 0, _("Good")
    ALL_RIGHT = 1, _("All right")
    NOT_GREAT = 2, _("Not great")
    BAD = 3, _("Bad")
    VERY_BAD = 4, _("Very bad")


class Severity(models.IntegerChoices):
    """How strong a symptom was at its worst that day."""

    NONE = 0, pgettext_lazy("severity", "None")
    MILD = 1, _("Mild")
    MODERATE = 2, _("Moderate")
    SEVERE = 3, _("Severe")

    @property
    def hint(self) -> str:
        """What the word means, in the words of somebody who has it."""
        return str(SEVERITY_HINTS[self])


# Each fits bodily signs such as bleeding or swelling, and what one only feels.
SEVERITY_HINTS = {
    Severity.NONE: _("I didn’t have it."),
    Severity.MILD: _("It was small, or I could ignore it."),
    Severity.MODERATE: _("It was clearly there, or hard to ignore."),
    Severity.SEVERE: _("It was very bad, or I thought about it most of the time."),
}


class Stopped(models.IntegerChoices):
    """How much of what one does it stopped."""

    NO = 0, _("No")
    SOME = 1, _("Some things")
    MOST = 2, _("Most things")


class PartOfDay(models.TextChoices):
    """When in the day, if that is worth saying."""

    WHOLE = "", _("Whole day")
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    NIGHT = "night", _("Night")


class Voice(models.TextChoices):
    """Whose words: the patient's own, or what somebody noticed about them."""

    OWN = "own", _("The patient’s own entry")
    OBSERVED = "observed", _("A caregiver’s observation")
