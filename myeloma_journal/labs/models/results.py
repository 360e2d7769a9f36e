"""Lab results. No result is ever judged high or low."""

import re
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.parsing import parse_limit, parse_result
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.numbers import POINT
from myeloma_journal.platform.forms.partial_dates import (
    partial_date,
    partial_date_check,
)

TYPED_LENGTH = 40
# A wrong unit or a misplaced point gives about ten times, or a tenth of, the number.
TENFOLD = (Decimal(8), Decimal(12))
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def unit_in_print(unit: str) -> str:
    """The unit in typographic form.

    >>> unit_in_print("10^9/L"), unit_in_print("g/dL")
    ('× 10⁹/L', 'g/dL')
    """
    return re.sub(
        r"^10[*^](\d{1,2})(?=/)", lambda m: "× 10" + m[1].translate(RAISED), unit
    )


def hash_test(patient_id: UUID, test_slug: str) -> str:
    """A keyed hash of a test's name, which URLs must not hold.

    A URL stays in the history of a browser and in logs.
    """
    name = f"{patient_id} {test_slug.casefold()}"
    return salted_hmac("labs.test", name, algorithm="sha256").hexdigest()[:32]


class Comparator(models.TextChoices):
    """The sign before a number at the limit of what can be measured."""

    EXACT = "", ""
    BELOW = "<", "<"
    AT_MOST = "<=", "≤"
    ABOVE = ">", ">"
    AT_LEAST = ">=", "≥"


class LabResultQuerySet(models.QuerySet["LabResult"]):
    def of_latest_days(self, count: int) -> Self:
        """Results of the last `count` days, unordered, in one query."""
        days = self.order_by("-collected_on").values_list("collected_on").distinct()
        return self.filter(collected_on__in=days[:count])

    def in_order(self) -> Self:
        """The latest time first, then in the order of the catalogue, then by name."""
        return self.select_related("marker").order_by(
            "-collected_on",
            "collected_precision",
            F("marker__position").asc(nulls_last=True),
            "name",
            "created_at",
        )

    def by_test(self) -> Self:
        """Tests of the catalogue first, in its order; with their markers."""
        return self.select_related("marker").order_by(
            F("marker__position").asc(nulls_last=True),
            "name",
            "-collected_on",
            "created_at",
        )


class LabResult(Record):
    """One result as typed, and as parsed.

    The typed text is stored unchanged, since "0.80" says more than 0.8. Value,
    comparator, word and limits are parsed from it at each save.
    """

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="lab_results"
    )
    marker = models.ForeignKey(
        LabMarker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("test"), max_length=100)
    collected_on, collected_precision, collected = partial_date(
        "collected", _("date taken"), required=True
    )

    typed = models.CharField(_("result"), max_length=TYPED_LENGTH)
    comparator = models.CharField(
        max_length=2, choices=Comparator, blank=True, default="", editable=False
    )
    value = models.DecimalField(
        max_digits=24, decimal_places=12, null=True, blank=True, editable=False
    )
    word = models.CharField(max_length=TYPED_LENGTH, blank=True, editable=False)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    # What the laboratory printed beside it, such as H or an asterisk. It is the
    # laboratory's word; we add none of our own.
    flag = models.CharField(_("lab’s flag"), max_length=20, blank=True)

    # The range this laboratory printed beside this result.
    low_typed = models.CharField(
        pgettext_lazy("end of a range", "low"), max_length=TYPED_LENGTH, blank=True
    )
    high_typed = models.CharField(
        pgettext_lazy("end of a range", "high"), max_length=TYPED_LENGTH, blank=True
    )
    range_low = models.DecimalField(
        max_digits=24, decimal_places=12, null=True, blank=True, editable=False
    )
    range_high = models.DecimalField(
        max_digits=24, decimal_places=12, null=True, blank=True, editable=False
    )

    objects = LabResultQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-collected_on", "name"]
        indexes = [models.Index(fields=["patient", "-collected_on"])]
        constraints = [
            models.CheckConstraint(
                name="labs_labresult_is_a_number_or_a_word",
                condition=Q(value__isnull=True) & ~Q(word="")
                | Q(value__isnull=False, word=""),
            ),
            models.CheckConstraint(
                # A test of the catalogue needs a unit; any other may be a bare number.
                name="labs_labresult_known_number_has_its_unit",
                condition=Q(marker__isnull=True) | Q(value__isnull=True) | ~Q(unit=""),
            ),
            models.CheckConstraint(
                name="labs_labresult_comparator_goes_with_a_number",
                condition=Q(comparator="") | Q(value__isnull=False),
            ),
            models.CheckConstraint(
                name="labs_labresult_comparator_is_known",
                condition=Q(comparator__in=Comparator.values),
            ),
            models.CheckConstraint(
                name="labs_labresult_range_goes_up",
                condition=Q(range_low__isnull=True)
                | Q(range_high__isnull=True)
                | Q(range_low__lte=F("range_high")),
            ),
            models.CheckConstraint(
                name="labs_labresult_has_a_name", condition=~Q(name="")
            ),
            partial_date_check("labs_labresult", "collected"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.result}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Parse what was typed, and save.

        Raises:
            ValueError: What was typed is neither a number nor a word.
        """
        self.parse_typed()
        super().save(*args, **kwargs)

    def parse_typed(self) -> None:
        """Set the parsed fields, and copy the marker's name if there is none.

        Raises:
            ValueError: What was typed is neither a number nor a word.
        """
        parsed = parse_result(self.typed, POINT)
        self.comparator, self.value = parsed.comparator, parsed.value
        self.typed, self.word = parsed.typed, parsed.word
        self.flag, self.unit = self.flag or parsed.flag, self.unit or parsed.unit
        self.range_low = parse_limit(self.low_typed) if self.low_typed else None
        self.range_high = parse_limit(self.high_typed) if self.high_typed else None
        if self.marker and not self.name:
            self.name = self.marker.name

    @property
    def test_key(self) -> object:
        """Identifies the test: the marker's id, or the name without a marker."""
        return self.marker_id or self.name.casefold()

    @property
    def test_slug(self) -> str:
        """The marker's slug, or the name without a marker."""
        return self.marker.slug if self.marker else self.name

    @property
    def test_hash(self) -> str:
        """The test in the URL of its page."""
        return hash_test(self.patient_id, self.test_slug)

    @property
    def content_key(self) -> tuple[object, ...]:
        """Equal for duplicates, such as 0.8 and 0,80 of one day."""
        unit = "" if self.value is None else normalize_unit(self.unit)
        number = (self.comparator, self.value, unit)
        return (self.test_key, self.collected, self.word.casefold(), *number)

    def is_about_tenfold(self, value: Decimal) -> bool:
        """Whether `value` is about ten times this number, or a tenth of it."""
        if self.value is None or self.comparator:
            return False
        smaller, larger = sorted([abs(self.value), abs(value)])
        return smaller > 0 and TENFOLD[0] <= larger / smaller <= TENFOLD[1]

    @property
    def amount(self) -> str:
        """The result as typed, with its unit."""
        unit = unit_in_print(self.unit)
        if self.word and unit:
            unit = f"({unit})"
        return f"{self.typed} {unit}".strip()

    @property
    def flag_in_words(self) -> str:
        """What the laboratory printed beside the result, without brackets."""
        return self.flag.strip("()[]")

    @property
    def result(self) -> str:
        """The amount, with the laboratory's flag."""
        if not self.flag:
            return self.amount
        words = {"result": self.amount, "flag": self.flag_in_words}
        return gettext("%(result)s (lab’s flag: %(flag)s)") % words

    @property
    def range_in_words(self) -> str:
        """The range of the laboratory as typed, or an empty text."""
        if self.low_typed and self.high_typed:
            return f"{self.low_typed}–{self.high_typed}"
        end = self.low_typed or self.high_typed
        if end and not re.match(r"-?[\d.,]", end):
            return end  # ">=60", "negative"
        if self.low_typed:
            return pgettext("lab’s range", "from %(low)s") % {"low": self.low_typed}
        if self.high_typed:
            return pgettext("lab’s range", "up to %(high)s") % {"high": self.high_typed}
        return ""


audit.register(
    LabResult, ngettext_lazy("a lab result", "%(number)d lab results", "number")
)
