"""Rules about when to call: the team's own, and changed copies of general signs."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, ngettext_lazy, pgettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.rules import (
    AtLeast,
    Condition,
    LimitComparator,
    SeverityThreshold,
    Threshold,
    in_other_unit,
)
from myeloma_journal.catalogue.models import Measure, Symptom, WarningSign
from myeloma_journal.catalogue.units import OF_TEN
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

# As much as `RuleMatch.rule_words` keeps.
SHOWN_LENGTH = 600
# The sign that a crisis line belongs to.
CRISIS = "sign-mood-crisis"
# Those that count something.
DIARRHEA, VOMITING = "sign-diarrhea", "sign-vomiting"


class Urgency(models.TextChoices):
    """How soon to call: the slugs of the catalogue's `UrgencyLevel`."""

    EMERGENCY = "emergency", _("Get help now")
    NOW = "now", _("Call your team now")
    TODAY = "today", _("Call your team today")

    def is_after(self, other: "Urgency") -> bool:
        """Whether it is less urgent than `other`."""
        levels = list(Urgency)
        return levels.index(self) > levels.index(other)


class RuleKind(models.TextChoices):
    """What a rule is about. Only the first two can be checked."""

    NUMBER = "number", _("A measurement, such as a temperature")
    SYMPTOM = "symptom", _("A symptom")
    WORDS = "words", _("Something else, in your own words")


class CallRuleQuerySet(models.QuerySet["CallRule"]):
    def with_catalogue(self) -> "CallRuleQuerySet":
        """With what they refer to in the catalogue, in two queries."""
        return self.select_related("measure", "symptom", "sign").prefetch_related(
            "sign__sources"
        )


class CallRule(Record):
    """One rule about calling, in words, and the condition that can be checked.

    A general sign is stored only once somebody changed it or switched it off. It is
    then a copy that a new catalogue does not update. `is_general` says that its words
    and its number are still the published ones.
    """

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="call_rules"
    )
    sign = models.ForeignKey(
        WarningSign, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Revision of the sign when it was copied.
    revision = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_general = models.BooleanField(default=False, editable=False)
    level = models.CharField(_("how soon"), max_length=10, choices=Urgency)
    words = models.CharField(_("in their words"), max_length=300, blank=True)
    details = models.CharField(max_length=300, blank=True)

    measure = models.ForeignKey(
        Measure, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    measure_name = models.CharField(max_length=60, blank=True, editable=False)
    comparator = models.CharField(max_length=10, choices=LimitComparator, blank=True)
    value = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)

    symptom = models.ForeignKey(
        Symptom, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    symptom_name = models.CharField(max_length=100, blank=True)
    at_least = models.PositiveSmallIntegerField(choices=AtLeast, null=True, blank=True)

    # From how many on to call, where the sign counts something: stools, hours.
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    # A team's number stands in for the general sign of its measure, side and level,
    # unless the person wants both.
    keeps_general = models.BooleanField(default=False)

    said_by = models.CharField(_("who said it"), max_length=100, blank=True)
    said_on = models.DateField(_("when"), null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = CallRuleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                name="care_team_callrule_level_is_known",
                condition=Q(level__in=Urgency.values),
            ),
            models.CheckConstraint(
                name="care_team_callrule_says_something",
                condition=~Q(words="") | ~Q(measure_name="") | ~Q(symptom_name=""),
            ),
            models.CheckConstraint(
                name="care_team_callrule_number_is_whole_or_absent",
                condition=Q(
                    measure__isnull=True,
                    measure_name="",
                    comparator="",
                    value__isnull=True,
                    unit="",
                )
                | Q(comparator__in=LimitComparator.values, value__isnull=False)
                & ~Q(measure_name="")
                & ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="care_team_callrule_value_is_not_negative",
                condition=Q(value__isnull=True) | Q(value__gte=0),
            ),
            models.CheckConstraint(
                name="care_team_callrule_symptom_is_whole_or_absent",
                condition=Q(
                    symptom__isnull=True, symptom_name="", at_least__isnull=True
                )
                | Q(at_least__isnull=False, at_least__in=AtLeast.values)
                & ~Q(symptom_name=""),
            ),
            models.CheckConstraint(
                name="care_team_callrule_is_about_one_thing",
                condition=Q(measure_name="") | Q(symptom_name=""),
            ),
            models.CheckConstraint(
                name="care_team_callrule_of_the_team_says_who",
                condition=Q(is_general=True) | ~Q(said_by=""),
            ),
            models.CheckConstraint(
                name="care_team_callrule_said_on_is_in_our_time",
                condition=Q(said_on__isnull=True) | Q(said_on__gte=FIRST_DAY),
            ),
            models.UniqueConstraint(
                fields=["patient", "sign"],
                condition=Q(sign__isnull=False),
                name="care_team_callrule_sign_is_copied_once",
            ),
        ]

    def __str__(self) -> str:
        return self.words or self.in_short

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the names from the catalogue, in case it drops them."""
        if self.measure:
            self.measure_name = self.measure.label
        if self.symptom and not self.symptom_name:
            self.symptom_name = self.symptom.label
        super().save(*args, **kwargs)

    @property
    def kind(self) -> RuleKind:
        if self.measure_name or self.measure:
            return RuleKind.NUMBER
        return RuleKind.SYMPTOM if self.symptom_name else RuleKind.WORDS

    @property
    def in_full(self) -> str:
        """The condition, and the words of those who said so.

        The name of a general sign speaks of "the number your team gave you": beside a
        number that is ours, it would not be true.
        """
        own_words = "" if self.is_general and self.in_short else self.words
        # The examples of a general sign name the number to start with.
        count = "" if self.is_general else self.count_in_words
        return ". ".join(
            part.rstrip(".") for part in (self.in_short, own_words, count) if part
        )

    @property
    def as_shown(self) -> str:
        """What is shown when it is met: with its examples, unless it is about a number.

        Those of a number tell which one to start with.
        """
        if self.condition:
            return self.in_full
        whole = ". ".join(filter(None, (self.in_full, self.details)))
        return Truncator(whole).chars(SHOWN_LENGTH)

    @property
    def is_saved(self) -> bool:
        """Whether it is in the database, not a general sign as published."""
        return not self._state.adding

    @property
    def is_crisis(self) -> bool:
        """Whether a crisis line belongs to it."""
        return self.sign is not None and self.sign.slug == CRISIS

    @property
    def attribution(self) -> str:
        """Who said so and when, or that it is general information, with its source."""
        if self.is_general:
            sources = self.sign.sources.all() if self.sign else ()
            names = "; ".join(
                dict.fromkeys(source.publisher or source.title for source in sources)
            )
            if names:
                return gettext("General information. Source: %(names)s.") % {
                    "names": names
                }
            return gettext("General information.")
        params = {"who": self.said_by}
        if self.said_on is None:
            return gettext("From %(who)s.") % params
        params["day"] = date_format(self.said_on, "DATE_FORMAT")
        return gettext("From %(who)s on %(day)s.") % params

    @property
    def condition(self) -> Condition | None:
        """What can be checked; None for a rule in words only."""
        if self.measure and self.value is not None:
            return Threshold(self.measure.slug, self.comparator, self.value, self.unit)
        if self.symptom_name and self.at_least is not None:
            slug = self.symptom.slug if self.symptom else ""
            return SeverityThreshold(slug, self.symptom_name, self.at_least)
        return None

    @property
    def in_short(self) -> str:
        """The condition in a few words: "Temperature: 100.4 °F or more"."""
        if self.value is not None:
            return self._condition_with(self._number())
        if self.at_least is not None:
            return f"{self.symptom_name}: {AtLeast(self.at_least).label}"
        return ""

    @property
    def number_in_two_units(self) -> str:
        """The limit, and in brackets the same in another unit: "100.4 °F (38.0 °C)"."""
        other = in_other_unit(self.value or Decimal(0), self.unit)
        if other is None:
            return self._number()
        value, unit = other
        return gettext("%(number)s (%(same)s %(unit)s)") % {
            "number": self._number(),
            "same": number_format(value, decimal_pos=1),
            "unit": unit,
        }

    @property
    def on_paper(self) -> str:
        """Everything it says, for somebody who has only a sheet of paper."""
        if self.value is None:
            count = self.count_in_words if self.is_general else ""
            return ". ".join(filter(None, (self.in_full, count)))
        condition = self._condition_with(self.number_in_two_units)
        # The name of a sign speaks of "the number your team gave you": here it is.
        is_own = self.words and not (self.sign and self.words == self.sign.label)
        return f"{condition}. {self.words}" if is_own else condition

    @property
    def count_in_words(self) -> str:
        """From how many on to call, for the signs that count; else empty."""
        if self.count is None or self.sign is None:
            return ""
        words = {
            DIARRHEA: gettext("%(number)d or more in 24 hours"),
            VOMITING: ngettext(
                "For %(number)d hour or longer",
                "For %(number)d hours or longer",
                self.count,
            ),
        }
        return words.get(self.sign.slug, "") % {"number": self.count}

    def _condition_with(self, number: str) -> str:
        name = self.measure.label if self.measure else self.measure_name
        return f"{name}: {_on_side(self.comparator, number)}"

    def _number(self) -> str:
        return number_in_words(self.value or Decimal(0), self.unit)


def number_in_words(value: Decimal, unit: str) -> str:
    """A limit with its unit: "100.4 °F"; a place on a scale has none."""
    number = number_format(plain_number(value))
    return number if unit == OF_TEN else f"{number} {unit}"


def limit_in_words(comparator: str, value: Decimal, unit: str) -> str:
    """A limit with its side: "100.4 °F or more", "below 96.8 °F"."""
    return _on_side(comparator, number_in_words(value, unit))


def _on_side(comparator: str, number: str) -> str:
    sides = {
        LimitComparator.AT_LEAST: pgettext("limit of a rule", "%(number)s or more"),
        LimitComparator.ABOVE: pgettext("limit of a rule", "above %(number)s"),
        LimitComparator.AT_MOST: pgettext("limit of a rule", "%(number)s or less"),
        LimitComparator.BELOW: pgettext("limit of a rule", "below %(number)s"),
    }
    return sides[LimitComparator(comparator)] % {"number": number}


audit.register(
    CallRule,
    ngettext_lazy("a when-to-call rule", "%(number)d when-to-call rules", "number"),
)
