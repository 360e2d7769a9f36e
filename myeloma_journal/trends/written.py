"""What was written about one symptom or one measure in a span of days."""

from datetime import date

from django.db.models import Max, QuerySet

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.models import FollowedSymptom, Measurement, Rating
from myeloma_journal.trends.trend import Days


def charted_symptoms(patient: Patient) -> list[FollowedSymptom]:
    """Each symptom that is or was followed, once by its name; private ones are not."""
    every = patient.followed_symptoms.filter(is_private=False)
    by_name: dict[str, FollowedSymptom] = {}
    for one in every:
        # One that was stopped and is followed again is the same to its person.
        if one.name not in by_name or one.until is None:
            by_name[one.name] = one
    return list(by_name.values())


def charted_measures(patient: Patient, first: date, last: date) -> QuerySet[Measure]:
    """What was measured from `first` to `last`."""
    taken = Measurement.objects.filter(entry__in=patient.entries.between(first, last))
    return Measure.objects.filter(pk__in=taken.order_by().values("measure"))


def symptom_days(patient: Patient, name: str, first: date, last: date) -> Days:
    """The written days of a symptom and the strongest severity of each, in one query.

    Own entries and what others noticed count alike. Private ratings do not.
    """
    rated = Rating.objects.shown_to(None).filter(
        entry__in=patient.entries.between(first, last), name=name
    )
    by_day = rated.order_by("entry__felt_on").values_list("entry__felt_on")
    return dict(by_day.annotate(Max("severity")))


def readings(
    patient: Patient, measure: Measure, first: date, last: date
) -> list[Measurement]:
    """The readings of a measure, the earliest first, in one query."""
    taken = Measurement.objects.filter(
        entry__in=patient.entries.between(first, last), measure=measure
    )
    return list(
        taken.select_related("entry").order_by("entry__felt_on", "entry__written_at")
    )
