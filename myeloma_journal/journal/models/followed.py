"""The symptoms and measures that Today asks about."""

from datetime import datetime
from typing import NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.catalogue.units import US_UNITS
from myeloma_journal.platform.database.models import Record


def _visible_to(member: Membership) -> Q:
    """Private symptoms are the patient's alone."""
    return Q() if member.is_patient else Q(is_private=False)


class FollowedSymptomQuerySet(models.QuerySet["FollowedSymptom"]):
    def current(self) -> Self:
        """Symptom list now."""
        return self.filter(until=None)

    def stopped(self) -> Self:
        """Symptoms no longer followed, the latest first."""
        return self.exclude(until=None).order_by("-until", "name")

    def visible_to(self, member: Membership) -> Self:
        return self.filter(_visible_to(member))

    def for_editing(self, entry: Record) -> Self:
        """Symptom list now or rated in `entry`, annotated with that rating.

        What they are annotated with is None where the entry has no rating.
        """
        given = models.FilteredRelation("ratings", condition=Q(ratings__entry=entry))
        asked = self.annotate(given=given).filter(Q(until=None) | ~Q(given=None))
        return asked.annotate(
            severity=F("given__severity"),
            stopped=F("given__stopped"),
            answers=F("given__answers"),
            answers_in_words=F("given__answers_in_words"),
        ).select_related("symptom")


class FollowedSymptom(Record):
    """A symptom this person keeps an eye on, under the name they know it by."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="followed_symptoms"
    )
    symptom = models.ForeignKey(
        Symptom, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(_("symptom"), max_length=100)
    since = models.DateField(_("on the list since"))
    until = models.DateField(_("taken off the list on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Shown to the patient alone, and left out of what is printed and charted.
    is_private = models.BooleanField(_("only I can see this"), default=False)

    objects = FollowedSymptomQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["position"])

    class Meta:
        ordering = ["position", "created_at"]
        constraints = [
            models.UniqueConstraint(
                # What is private is private to those, too, who use the same name.
                fields=["patient", "name", "is_private"],
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

    @property
    def row_id(self) -> str:
        """The id of its row in a list, to which a link leads."""
        return f"symptom-{self.pk}"


audit.register(
    FollowedSymptom,
    ngettext_lazy("a symptom on the list", "%(number)d symptoms on the list", "number"),
    visible_to=_visible_to,
)


class MeasureSetting(NamedTuple):
    """A measure with the choices of a patient, or else the defaults."""

    measure: Measure
    unit: str
    is_shown: bool
    chosen_at: datetime | None = None


class MeasureChoiceQuerySet(models.QuerySet["MeasureChoice"]):
    def settings_of(self, patient: Patient) -> list[MeasureSetting]:
        """The setting of each current measure of the catalogue, in one query."""
        mine = models.FilteredRelation("choices", condition=Q(choices__patient=patient))
        measures = Measure.objects.current().annotate(mine=mine)
        measures = measures.annotate(
            chosen_unit=F("mine__unit"),
            was_chosen=F("mine__is_shown"),
            chosen_at=F("mine__updated_at"),
        )
        return [
            MeasureSetting(
                measure,
                measure.chosen_unit or default_unit(measure, patient.units),
                measure.is_core if measure.was_chosen is None else measure.was_chosen,
                measure.chosen_at if measure.chosen_unit else None,
            )
            for measure in measures
        ]


def default_unit(measure: Measure, units: str) -> str:
    """The first unit of the system of units, US or metric."""
    names = [unit.name for unit in measure.parsed_units]
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
