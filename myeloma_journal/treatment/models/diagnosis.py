"""The diagnosis, its stages and its gene findings, as the team reported them.

The app computes no stage and no risk from them.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import GeneMarker, Phase, StagingSystem
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import (
    partial_date,
    partial_date_check,
)
from myeloma_journal.treatment.models.spans import NOTE_LENGTH

MOST_COPIES = 99
# The catalogue's marker for a test that found no change.
NO_CHANGE_FOUND = "normal-genes"


class Diagnosis(Record):
    patient = models.OneToOneField(
        Patient, on_delete=models.CASCADE, related_name="diagnosis"
    )
    myeloma_type = models.CharField(_("type of myeloma"), max_length=100, blank=True)
    diagnosed_on, diagnosed_precision, when = partial_date("diagnosed")
    # Where somebody without treatment is, such as watching early myeloma. A line of
    # therapy has a phase of its own.
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    phase_name = models.CharField(
        _("phase of treatment"), max_length=60, blank=True, editable=False
    )
    kidneys = models.CharField(_("kidneys"), max_length=200, blank=True)
    bones = models.CharField(_("bones"), max_length=200, blank=True)
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "diagnoses"
        constraints = [
            partial_date_check("treatment_diagnosis", "diagnosed"),
            models.CheckConstraint(
                name="treatment_diagnosis_note_fits",
                condition=Q(LessThanOrEqual(Length("note"), NOTE_LENGTH)),
            ),
        ]

    def __str__(self) -> str:
        return self.myeloma_type

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the name of the phase: it outlives the catalogue."""
        if self.phase and not self.phase_name:
            self.phase_name = self.phase.name
        super().save(*args, **kwargs)

    @property
    def is_known(self) -> bool:
        """Whether any field is filled in."""
        told = (self.myeloma_type, self.when, self.phase_name)
        return any((*told, self.kidneys, self.bones, self.note))


audit.register(
    Diagnosis,
    ngettext_lazy("the diagnosis", "the diagnosis %(number)d times", "number"),
)


class Stage(Record):
    """A stage or a risk group that the team named."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="stages"
    )
    system = models.ForeignKey(
        StagingSystem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    system_name = models.CharField(max_length=60, editable=False)
    stage = models.CharField(_("stage"), max_length=60)
    reported_on, reported_precision, when = partial_date("reported")
    reported_by = models.CharField(_("told by"), max_length=100, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = [F("reported_on").desc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                name="treatment_stage_has_a_system", condition=~Q(system_name="")
            ),
            models.CheckConstraint(
                name="treatment_stage_has_a_stage", condition=~Q(stage="")
            ),
            partial_date_check("treatment_stage", "reported"),
        ]

    def __str__(self) -> str:
        return f"{self.system_name}: {self.stage}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the name of the system: it outlives the catalogue."""
        if self.system and not self.system_name:
            self.system_name = self.system.name
        super().save(*args, **kwargs)


audit.register(Stage, ngettext_lazy("a stage", "%(number)d stages", "number"))


class Finding(models.TextChoices):
    """The result of a gene test."""

    FOUND = "found", _("Found")
    NOT_FOUND = "not found", _("Not found")
    NOT_TESTED = "not tested", _("Not tested")
    UNCLEAR = "unclear", _("Not known, or unclear")


class GeneFinding(Record):
    """One change in the genes of the myeloma cells: found or not, in which test."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="gene_findings"
    )
    marker = models.ForeignKey(
        GeneMarker, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("change"), max_length=60)
    result = models.CharField(_("result"), max_length=10, choices=Finding)
    percent = models.DecimalField(
        _("percent of cells"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    copies = models.PositiveSmallIntegerField(_("copies"), null=True, blank=True)
    tested_on, tested_precision, when = partial_date("tested")
    sample = models.CharField(_("sample"), max_length=100, blank=True)
    method = models.CharField(_("method"), max_length=100, blank=True)
    rules = models.CharField(_("rules used"), max_length=200, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = [F("tested_on").desc(nulls_last=True), "created_at"]
        constraints = [
            models.CheckConstraint(
                name="treatment_genefinding_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="treatment_genefinding_result_is_known",
                condition=Q(result__in=Finding.values),
            ),
            models.CheckConstraint(
                name="treatment_genefinding_percent_fits",
                condition=Q(percent__isnull=True) | Q(percent__range=(0, 100)),
            ),
            models.CheckConstraint(
                name="treatment_genefinding_copies_fit",
                condition=Q(copies__isnull=True) | Q(copies__lte=MOST_COPIES),
            ),
            partial_date_check("treatment_genefinding", "tested"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_is_result(self) -> bool:
        """Whether the name is the result, as in "No change found"."""
        is_nothing = self.marker is not None and self.marker.slug == NO_CHANGE_FOUND
        return is_nothing and self.result in (Finding.FOUND, Finding.NOT_FOUND)


audit.register(
    GeneFinding, ngettext_lazy("a gene finding", "%(number)d gene findings", "number")
)
