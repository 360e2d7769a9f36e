"""The drugs of a line of therapy: dose, way and days, as told."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.catalogue.models import Drug, Route
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.treatment.dose_days import (
    MOST_CYCLE_DAYS,
    DoseDays,
    OfACycle,
    Weekly,
    days_since_dose,
    read_days,
)


class Pattern(models.TextChoices):
    """How the days of a drug come again."""

    WEEKLY = "weekly", _("Every week, on the same days")
    CYCLE = "cycle", _("On certain days of a cycle")


NOT_WEEKLY = Q(weekdays="")
NOT_A_CYCLE = Q(cycle_days="", cycle_length__isnull=True, cycle_began_on__isnull=True)
# SQL lets a check pass on NULL, so "is there a number?" comes first.
WHOLE_CYCLE = (
    ~Q(cycle_days="")
    & Q(cycle_length__isnull=False, cycle_length__range=(1, MOST_CYCLE_DAYS))
    & Q(cycle_began_on__isnull=False, cycle_began_on__gte=FIRST_DAY)
)


class LineDrug(Record):
    """One drug of a line, with the dose this person was given."""

    line = models.ForeignKey(
        "treatment.Line", on_delete=models.CASCADE, related_name="drugs"
    )
    drug = models.ForeignKey(
        Drug, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("drug"), max_length=100)
    dose = models.CharField(_("dose"), max_length=200, blank=True)
    route = models.CharField(
        _("how it is given"), max_length=12, choices=Route, blank=True
    )
    pattern = models.CharField(
        _("which days"), max_length=6, choices=Pattern, blank=True
    )
    # "25" is Tuesday and Friday: Monday is 1, Sunday is 7.
    weekdays = models.CharField(_("days of the week"), max_length=7, blank=True)
    # "1-21" or "1,8,15", as dose_days.write_days has it.
    cycle_days = models.CharField(_("days of the cycle"), max_length=200, blank=True)
    cycle_length = models.PositiveSmallIntegerField(
        _("days in a cycle"), null=True, blank=True
    )
    cycle_began_on = models.DateField(_("first day of a cycle"), null=True, blank=True)
    days_told = models.CharField(
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
                name="treatment_linedrug_days_fit_their_pattern",
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
        """Dose, way and days, as told; empty when nothing was."""
        route = self.get_route_display()
        told = (self.dose, route, self.dose_days, self.days_told)
        return ", ".join(str(one) for one in told if one)

    @property
    def dose_days(self) -> DoseDays | None:
        """Its days, when they were told so that one can count them."""
        if self.pattern == Pattern.WEEKLY:
            return Weekly(frozenset(map(int, self.weekdays)))
        if self.cycle_length and self.cycle_began_on:
            days = read_days(self.cycle_days)
            return OfACycle(days, self.cycle_length, first=self.cycle_began_on)
        return None

    def days_since_dose(self, day: date) -> int | None:
        """How many days before `day` the last dose was; None when nobody knows.

        Reads the line that the drug belongs to.
        """
        # Of a start that is known in part nobody knows the day; from its end on it
        # had begun. A cycle has its own first day.
        since = self.line.started.last if self.pattern == Pattern.WEEKLY else None
        return days_since_dose(
            self.dose_days, day, since=since, until=self.line.stopped_on
        )
