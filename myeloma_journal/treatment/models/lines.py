"""Lines of therapy and the drugs of each."""

from datetime import date
from typing import Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext, ngettext_lazy, pgettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Drug, Phase, Regimen, Response, Route
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY, partial_date
from myeloma_journal.treatment.dose_days import (
    MOST_CYCLE_DAYS,
    CycleSchedule,
    DoseSchedule,
    WeeklySchedule,
    days_since_dose,
    parse_days,
)
from myeloma_journal.treatment.models.spans import (
    NOTE_LENGTH,
    span_constraints,
)

MOST_LINES = 50
# Phases of the catalogue in which no drug is given, unless the line has one.
TREATMENT_FREE = frozenset({"watching", "remission"})
MOST_CYCLES = 500


class WhyEnded(models.TextChoices):
    FINISHED = "finished", _("Finished as planned")
    SIDE_EFFECT = "side_effect", _("Side effects")
    STOPPED_WORKING = "stopped_working", _("It stopped working")
    OWN_CHOICE = "own_choice", _("Patient’s choice")
    OTHER = "other", _("Another reason")


class LineQuerySet(models.QuerySet["Line"]):
    def current(self, day: date) -> Self:
        """Lines under way on `day`; on the day it stopped a line is over."""
        return self.filter(started_on__lte=day).exclude(stopped_on__lte=day)

    def with_drugs(self) -> Self:
        """Lines with phase and drugs, in two queries however many there are."""
        return self.select_related("phase").prefetch_related(
            models.Prefetch("drugs", LineDrug.objects.select_related("drug"))
        )

    def given_on(self, day: date) -> list["Line"]:
        """Lines under way on `day` in which a drug is given."""
        lines = self.current(day).with_drugs()
        return [line for line in lines if not line.is_treatment_free]

    def next_number(self) -> int:
        """The number of a line to be added."""
        given = self.exclude(phase__slug__in=TREATMENT_FREE, drugs=None)
        highest = given.aggregate(highest=models.Max("number"))["highest"]
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
        _("phase of treatment"), max_length=60, blank=True, editable=False
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
        "started", _("start date"), required=True
    )
    stopped_on, stopped_precision, stopped = partial_date("stopped", _("end date"))
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
        _("best response (from the care team)"),
        max_length=60,
        blank=True,
        editable=False,
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
            *span_constraints("treatment_line"),
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
        if self.is_treatment_free:
            return self.regimen_name
        params = {"number": self.number, "name": self.regimen_name}
        return pgettext("name of a treatment", "line %(number)s, %(name)s") % params

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Copy the names of what was chosen: they outlive the catalogue."""
        if self.phase and not self.phase_name:
            self.phase_name = self.phase.name
        if self.regimen and not self.regimen_name:
            self.regimen_name = self.regimen.name
        if self.response and not self.best_response:
            self.best_response = self.response.name
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """As in "Line 2: D-Pd"; a time without treatment has no number."""
        if self.is_treatment_free:
            return self.regimen_name
        words = {"number": self.number, "name": self.regimen_name}
        return gettext("Line %(number)d: %(name)s") % words

    @property
    def is_treatment_free(self) -> bool:
        """Whether it is a time of watching or of remission, without any drug."""
        is_free = self.phase is not None and self.phase.slug in TREATMENT_FREE
        return is_free and not self.drugs.all()

    def is_current(self, day: date) -> bool:
        """The same rule as `LineQuerySet.current`."""
        is_over = self.stopped_on is not None and self.stopped_on <= day
        return self.started_on <= day and not is_over

    def copy_drugs(self) -> None:
        """Copy the drugs of the chosen regimen into this line."""
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


class Pattern(models.TextChoices):
    WEEKLY = "weekly", _("Every week, on the same days")
    CYCLE = "cycle", _("On set days of a cycle")


NOT_WEEKLY = Q(weekdays="")
NOT_A_CYCLE = Q(cycle_days="", cycle_length__isnull=True, cycle_began_on__isnull=True)
# A SQL check passes on NULL, so NOT NULL is tested first.
WHOLE_CYCLE = (
    ~Q(cycle_days="")
    & Q(cycle_length__isnull=False, cycle_length__range=(1, MOST_CYCLE_DAYS))
    & Q(cycle_began_on__isnull=False, cycle_began_on__gte=FIRST_DAY)
)


class LineDrug(Record):
    """One drug of a line, with the dose this person was given."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="drugs")
    drug = models.ForeignKey(
        Drug, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("drug"), max_length=100)
    dose = models.CharField(_("dose"), max_length=200, blank=True)
    route = models.CharField(
        _("how it is given"), max_length=12, choices=Route, blank=True
    )
    pattern = models.CharField(
        _("days it is given"), max_length=6, choices=Pattern, blank=True
    )
    # "25" is Tuesday and Friday: Monday is 1, Sunday is 7.
    weekdays = models.CharField(_("days of the week"), max_length=7, blank=True)
    # "1-21" or "1,8,15", as dose_days.format_days writes it.
    cycle_days = models.CharField(_("days of the cycle"), max_length=200, blank=True)
    cycle_length = models.PositiveSmallIntegerField(
        _("days in a cycle"), null=True, blank=True
    )
    cycle_began_on = models.DateField(_("first day of a cycle"), null=True, blank=True)
    schedule_note = models.CharField(
        _("days, in your own words"), max_length=200, blank=True
    )
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="treatment_linedrug_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="treatment_linedrug_route_is_known",
                condition=Q(route__in=["", *Route.values]),
            ),
            models.CheckConstraint(
                name="treatment_linedrug_schedule_fits_its_pattern",
                condition=(Q(pattern="") & NOT_WEEKLY & NOT_A_CYCLE)
                | (Q(pattern=Pattern.WEEKLY) & ~NOT_WEEKLY & NOT_A_CYCLE)
                | (Q(pattern=Pattern.CYCLE) & NOT_WEEKLY & WHOLE_CYCLE),
            ),
            models.CheckConstraint(
                name="treatment_linedrug_weekdays_are_in_order",
                condition=Q(weekdays__regex=r"^1?2?3?4?5?6?7?$"),
            ),
            models.CheckConstraint(
                name="treatment_linedrug_cycle_days_are_numbers",
                condition=Q(cycle_days__regex=r"^([1-9][0-9]?(-[1-9][0-9]?)?(,|$))*$"),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.details)))

    @property
    def details(self) -> str:
        """As in "4 mg, oral, days 1 to 21 of 28"; empty when nothing is known."""
        route = self.get_route_display()
        parts = (self.dose, route, self.schedule, self.schedule_note)
        return ", ".join(str(part) for part in parts if part)

    @property
    def schedule(self) -> DoseSchedule | None:
        """Its dose days; None where only a note or nothing is known."""
        if self.pattern == Pattern.WEEKLY:
            return WeeklySchedule(frozenset(map(int, self.weekdays)))
        if self.cycle_length and self.cycle_began_on:
            days = parse_days(self.cycle_days)
            return CycleSchedule(days, self.cycle_length, first=self.cycle_began_on)
        return None

    def days_since_dose(self, day: date) -> int | None:
        """How many days before `day` the last dose was; None when unknown.

        Reads `line`: select it with the drugs.
        """
        # A partial date has certainly begun only on its last day; a cycle has a first
        # day of its own.
        since = self.line.started.last if self.pattern == Pattern.WEEKLY else None
        return days_since_dose(
            self.schedule, day, since=since, until=self.line.stopped_on
        )
