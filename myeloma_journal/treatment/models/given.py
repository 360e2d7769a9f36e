"""What was given: lines of therapy, medications, and what is not borne."""

from datetime import date
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Drug, Phase, Regimen, Response
from myeloma_journal.core.models import FIRST_DAY, Record

NOTE_LENGTH = 20_000
MOST_LINES = 50
MOST_CYCLES = 500


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A last day is not before the first."""
    return models.CheckConstraint(
        name=name,
        condition=Q(stopped_on__isnull=True)
        | Q(started_on__isnull=True)
        | Q(stopped_on__gte=F("started_on")),
    )


def in_our_time(name: str) -> models.CheckConstraint:
    """Neither day is a slip of the finger by centuries."""
    return models.CheckConstraint(
        name=name,
        condition=(Q(started_on__isnull=True) | Q(started_on__gte=FIRST_DAY))
        & (Q(stopped_on__isnull=True) | Q(stopped_on__gte=FIRST_DAY)),
    )


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
        verbose_name=_("part of treatment"),
    )
    phase_name = models.CharField(max_length=60, blank=True, editable=False)
    regimen = models.ForeignKey(
        Regimen,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("treatment"),
    )
    regimen_name = models.CharField(_("its name"), max_length=100, blank=True)
    started_on = models.DateField(_("started on"))
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)
    cycles_given = models.PositiveSmallIntegerField(
        _("cycles so far"), null=True, blank=True
    )
    response = models.ForeignKey(
        Response,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("best response so far, as told"),
    )
    best_response = models.CharField(max_length=60, blank=True, editable=False)
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
            ends_after_it_begins("treatment_line_ends_after_it_begins"),
            in_our_time("treatment_line_is_in_our_time"),
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


class LineDrug(Record):
    """One drug of a line, with the dose this person was given."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="drugs")
    drug = models.ForeignKey(
        Drug, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("drug"), max_length=100)
    dose = models.CharField(_("dose and days"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="treatment_linedrug_has_a_name", condition=~Q(name="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.dose}" if self.dose else self.name


class Kind(models.TextChoices):
    """Where a medication comes from."""

    PRESCRIBED = "prescribed", _("Prescribed")
    OVER_THE_COUNTER = "over_the_counter", _("Over the counter")
    SUPPLEMENT = "supplement", _("Vitamin or supplement")


class MedicationQuerySet(models.QuerySet["Medication"]):
    """The named questions about medications."""

    def current(self, day: date) -> Self:
        """Medications taken on `day`; one whose start nobody knows has started."""
        return self.filter(Q(started_on__isnull=True) | Q(started_on__lte=day)).exclude(
            stopped_on__lte=day
        )

    def stopped(self, day: date) -> Self:
        """Medications that had ended by `day`, the latest first."""
        return self.filter(stopped_on__lte=day).order_by("-stopped_on", "name")

    def planned(self, day: date) -> Self:
        """Medications that begin after `day`, the next first."""
        return self.filter(started_on__gt=day).order_by("started_on", "name")

    def changed_since(self, day: date) -> Self:
        """Medications started or stopped on `day` or later, the latest change first."""
        return self.filter(Q(started_on__gte=day) | Q(stopped_on__gte=day)).order_by(
            Coalesce("stopped_on", "started_on").desc(), "name"
        )


class Medication(Record):
    """Something taken beside the treatment, or because of it."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="medications"
    )
    drug = models.ForeignKey(
        Drug, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    dose = models.CharField(_("dose and how often"), max_length=200, blank=True)
    what_for = models.CharField(_("what it is for"), max_length=200, blank=True)
    started_on = models.DateField(_("started on"), null=True, blank=True)
    stopped_on = models.DateField(_("stopped on"), null=True, blank=True)

    objects = MedicationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="treatment_medication_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="treatment_medication_kind_is_known",
                condition=Q(kind__in=Kind.values),
            ),
            ends_after_it_begins("treatment_medication_ends_after_it_begins"),
            in_our_time("treatment_medication_is_in_our_time"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_current(self, day: date) -> bool:
        """Whether it is taken on `day`, as `current` has it."""
        has_begun = self.started_on is None or self.started_on <= day
        is_over = self.stopped_on is not None and self.stopped_on <= day
        return has_begun and not is_over


class Allergy(Record):
    """Something this person must not be given, and what it did."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="allergies"
    )
    name = models.CharField(_("allergic to"), max_length=100)
    reaction = models.CharField(_("what happened"), max_length=200, blank=True)
    since = models.CharField(_("since when"), max_length=60, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["name", "created_at"]
        verbose_name_plural = "allergies"
        constraints = [
            models.CheckConstraint(
                name="treatment_allergy_has_a_name", condition=~Q(name="")
            )
        ]

    def __str__(self) -> str:
        return self.name
