"""What this person wants to be asked about."""

from typing import NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.platform.database.models import Record

US_UNITS = ("°F", "lb")


def _shown_to(member: Membership) -> Q:
    """Private symptoms are the patient's alone."""
    return Q() if member.is_patient else Q(is_private=False)


class FollowedSymptomQuerySet(models.QuerySet["FollowedSymptom"]):
    """The named questions about what is followed."""

    def current(self) -> Self:
        """Symptoms that Today asks about."""
        return self.filter(until=None)

    def stopped(self) -> Self:
        """Symptoms followed once, the latest first."""
        return self.exclude(until=None).order_by("-until", "name")

    def shown_to(self, member: Membership) -> Self:
        """Symptoms that `member` may know of."""
        return self.filter(_shown_to(member))

    def asked_in(self, entry: Record) -> Self:
        """What is followed now, and what `entry` speaks of, with what it says of it.

        Each has a `severity` and what it `stopped`; None where the entry says nothing.
        """
        given = models.FilteredRelation("ratings", condition=Q(ratings__entry=entry))
        asked = self.annotate(given=given).filter(Q(until=None) | ~Q(given=None))
        return asked.annotate(
            severity=F("given__severity"), stopped=F("given__stopped")
        )


class FollowedSymptom(Record):
    """A symptom this person keeps an eye on, under the name they know it by."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="followed_symptoms"
    )
    symptom = models.ForeignKey(
        Symptom, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("symptom"), max_length=100)
    since = models.DateField(_("followed since"))
    until = models.DateField(_("stopped on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Shown to the patient alone, and left out of what is printed and charted.
    is_private = models.BooleanField(_("only I see this"), default=False)

    objects = FollowedSymptomQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["position"])

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "name"],
                condition=Q(until__isnull=True),
                name="journal_followedsymptom_is_followed_once",
            ),
            models.CheckConstraint(
                name="journal_followedsymptom_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
            ),
            models.CheckConstraint(
                name="journal_followedsymptom_has_a_name", condition=~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


audit.register(
    FollowedSymptom,
    ngettext_lazy("a symptom to follow", "%(number)d symptoms to follow", "number"),
    seen_by=_shown_to,
)


class AskedMeasure(NamedTuple):
    """A measure as this person is asked for it."""

    measure: Measure
    unit: str
    is_shown: bool


class MeasureChoiceQuerySet(models.QuerySet["MeasureChoice"]):
    """The named questions about the measures of one patient."""

    def for_each_measure(self, patient: Patient) -> list[AskedMeasure]:
        """Every measure of the catalogue, as chosen or as usual, in one query."""
        mine = models.FilteredRelation("choices", condition=Q(choices__patient=patient))
        measures = Measure.objects.current().annotate(mine=mine)
        chosen = measures.annotate(
            chosen_unit=F("mine__unit"), was_chosen=F("mine__is_shown")
        )
        return [
            AskedMeasure(
                one,
                one.chosen_unit or usual_unit(one, patient.units),
                one.is_core if one.was_chosen is None else one.was_chosen,
            )
            for one in chosen
        ]


def usual_unit(measure: Measure, units: str) -> str:
    """The unit that people with these units measure in."""
    names: list[str] = [one["unit"] for one in measure.units]
    wanted = (name for name in names if name in US_UNITS)
    return next(wanted, names[0]) if units == Units.US else names[0]


class MeasureChoice(Record):
    """Whether Today asks for a measure, and in which unit, where a person chose so."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="measure_choices"
    )
    measure = models.ForeignKey(
        Measure, null=True, on_delete=models.SET_NULL, related_name="choices"
    )
    is_shown = models.BooleanField(default=True)
    unit = models.CharField(max_length=20, blank=True)

    objects = MeasureChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "measure"],
                name="journal_measurechoice_is_made_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure}, {self.unit}" if self.unit else str(self.measure)
