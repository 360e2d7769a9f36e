"""Results of tests without a number: MRD, a scan, a heart test.

They are saved as reported. Nothing is calculated from them.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import OtherTest
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import (
    partial_date,
    partial_date_check,
)

NOTE_LENGTH = 2000
# Slug in the catalogue of the test for minimal residual disease.
MRD = "mrd"


class MrdWord(models.TextChoices):
    """Result of an MRD test, with the values of the catalogue."""

    NOT_FOUND = "not found", _("Not found")
    FOUND = "found", _("Found")
    UNCLEAR = "unclear", _("Unclear, or the test didn’t work")
    NOT_KNOWN = "not known", _("Not known")


class MrdSensitivity(models.TextChoices):
    """The lowest share of myeloma cells that an MRD test could detect."""

    NOT_REPORTED = "", _("I wasn’t told")
    FOUR = "10^-4", "10⁻⁴"
    FIVE = "10^-5", "10⁻⁵"
    SIX = "10^-6", "10⁻⁶"


class OtherTestResult(Record):
    """A test whose result is text."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="other_test_results"
    )
    test = models.ForeignKey(
        OtherTest, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("test"), max_length=100)
    result = models.CharField(_("result"), max_length=200)
    # Of an MRD test only.
    sensitivity = models.CharField(max_length=5, choices=MrdSensitivity, blank=True)
    method = models.CharField(_("method"), max_length=100, blank=True)
    # Blood or bone marrow; of a scan, the part of the body.
    sample = models.CharField(_("sample"), max_length=100, blank=True)
    performed_on, performed_precision, when = partial_date("performed")
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = [F("performed_on").desc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                name="labs_othertestresult_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="labs_othertestresult_has_a_result", condition=~Q(result="")
            ),
            models.CheckConstraint(
                name="labs_othertestresult_sensitivity_is_known",
                condition=Q(sensitivity__in=MrdSensitivity.values),
            ),
            models.CheckConstraint(
                name="labs_othertestresult_note_fits",
                condition=Q(LessThanOrEqual(Length("note"), NOTE_LENGTH)),
            ),
            partial_date_check("labs_othertestresult", "performed"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.result}"

    @property
    def is_mrd(self) -> bool:
        """Whether it is an MRD test, which has a form of its own."""
        return self.test is not None and self.test.slug == MRD

    @property
    def in_words(self) -> str:
        """The result with its sensitivity, sample and method."""
        result = self.result
        if self.is_mrd and result in MrdWord.values:
            result = str(MrdWord(result).label)
        if self.sensitivity:
            params = {"result": result, "level": self.get_sensitivity_display()}
            result = gettext("%(result)s (level %(level)s)") % params
        return ", ".join(filter(None, (result, self.sample, self.method)))


audit.register(
    OtherTestResult,
    ngettext_lazy("another test result", "%(number)d other test results", "number"),
)
