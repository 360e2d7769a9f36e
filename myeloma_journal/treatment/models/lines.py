"""Lines of therapy: what was given, with which drugs, and why it ended."""

from datetime import date
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Phase, Regimen, Response
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import partial_date
from myeloma_journal.treatment.models.line_drugs import LineDrug
from myeloma_journal.treatment.models.spans import (
    NOTE_LENGTH,
    is_a_span,
)

MOST_LINES = 50
MOST_CYCLES = 500


class WhyEnded(models.TextChoices):
    """Why a treatment ended, as the patient or the team sees it."""

    FINISHED = "finished", _("It was finished as planned")
    SIDE_EFFECT = "side_effect", _("Side effects")
    STOPPED_WORKING = "stopped_working", _("It stopped working")
    OWN_CHOICE = "own_choice", _("Own choice")
    OTHER = "other", _("Another reason")


class LineQuerySet(models.QuerySet["Line"]):
    """The named questions about lines of therapy."""

    def current(self, day: date) -> Self:
        """Lines under way on `day`; from the day it was stopped a line is over."""
        return self.filter(started_on__lte=day).exclude(stopped_on__lte=day)

    def whole(self) -> Self:
        """Lines with their drugs, in two queries however many there are."""
        return self.prefetch_related(
            models.Prefetch("drugs", LineDrug.objects.select_related("drug"))
        )

    def next_number(self) -> int:
        """The number that a new line would have."""
        highest = self.aggregate(highest=models.Max("number"))["highest"]
        return min((highest or 0) + 1, MOST_LINES)


class Line(Record):
    """One line of therapy, or a part of one: maintenance may keep its line's number."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("line number"))
    phase = models.ForeignKey(
        Phase,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    phase_name = models.CharField(
        _("part of treatment"), max_length=60, blank=True, editable=False
    )
    regimen = models.ForeignKey(
        Regimen,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    regimen_name = models.CharField(_("treatment"), max_length=100, blank=True)
    started_on, started_precision, started = partial_date(
        "started", _("when it started"), required=True
    )
    stopped_on, stopped_precision, stopped = partial_date(
        "stopped", _("when it stopped")
    )
    cycles_planned = models.PositiveSmallIntegerField(
        _("cycles planned"), null=True, blank=True
    )
    cycles_given = models.PositiveSmallIntegerField(
        _("cycles so far"), null=True, blank=True
    )
    response = models.ForeignKey(
        Response,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    best_response = models.CharField(
        _("best response, as told"), max_length=60, blank=True, editable=False
    )
    why_ended = models.CharField(
        _("why it ended"), max_length=20, choices=WhyEnded, blank=True
    )
    note = models.TextField(_("note"), max_length=NOTE_LENGTH, blank=True)

    objects = LineQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-started_on", "-number"]
        indexes = [models.Index(fields=["patient", "-started_on"])]
        constraints = [
            models.CheckConstraint(
                name="treatment_line_number_fits",
                condition=Q(number__range=(1, MOST_LINES)),
            ),
            models.CheckConstraint(
                name="treatment_line_cycles_planned_fit",
                condition=Q(cycles_planned__isnull=True)
                | Q(cycles_planned__range=(1, MOST_CYCLES)),
            ),
            models.CheckConstraint(
                name="treatment_line_cycles_given_fit",
                condition=Q(cycles_given__isnull=True)
                | Q(cycles_given__lte=MOST_CYCLES),
            ),
            models.CheckConstraint(
                name="treatment_line_note_fits",
                condition=Q(LessThanOrEqual(Length("note"), NOTE_LENGTH)),
            ),
            models.CheckConstraint(
                name="treatment_line_has_a_name", condition=~Q(regimen_name="")
            ),
            *is_a_span("treatment_line"),
            models.CheckConstraint(
                name="treatment_line_why_ended_is_known",
                condition=Q(why_ended__in=["", *WhyEnded.values]),
            ),
            models.CheckConstraint(
                name="treatment_line_why_ended_needs_an_end",
                condition=Q(why_ended="") | Q(stopped_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        words = {"number": self.number, "name": self.regimen_name}
        return _now("line %(number)s, %(name)s") % words

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words of what was chosen; they outlive the catalogue."""
        if self.phase and not self.phase_name:
            self.phase_name = self.phase.name
        if self.regimen and not self.regimen_name:
            self.regimen_name = self.regimen.name
        if self.response and not self.best_response:
            self.best_response = self.response.name
        super().save(*args, **kwargs)

    def is_current(self, day: date) -> bool:
        """Whether it is under way on `day`, as `current` has it."""
        is_over = self.stopped_on is not None and self.stopped_on <= day
        return self.started_on <= day and not is_over

    def copy_drugs(self) -> None:
        """Write the drugs of the chosen mix into this line, as its own."""
        if self.regimen is None:
            return
        with transaction.atomic():
            for part in self.regimen.parts.select_related("drug"):
                self.drugs.create(
                    drug=part.drug, name=part.drug.name, position=part.position
                )


audit.register(
    Line, ngettext_lazy("a line of therapy", "%(number)d lines of therapy", "number")
)
