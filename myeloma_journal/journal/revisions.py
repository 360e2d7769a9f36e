"""An entry through its changes: who changed what, and what stood there before."""

from typing import Any

from django.db.models import QuerySet

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.answers import Answers, MeasurementAnswer, RatingAnswer
from myeloma_journal.journal.models import OWN_FIELDS, Entry, Measurement, Rating
from myeloma_journal.platform.history import Change, changes


def changes_of(entry: Entry, member: Membership) -> list[Change]:
    """Who changed what in `entry`, the latest first, as far as `member` may see."""
    ratings = Rating.history.filter(entry_id=entry.pk)
    if not member.is_patient:
        ratings = ratings.exclude(followed__is_private=True)
    measurements = Measurement.history.filter(entry_id=entry.pk)
    return changes(entry.history.all(), ratings, measurements)


def answers_before(entry: Entry, number: int) -> Answers:
    """What `entry` said before the change of this number.

    Raises:
        ObjectDoesNotExist: There is no such change, or nothing stood before it.
    """
    change = entry.history.get(history_id=number)
    moment = change.history_date
    earlier = entry.history.filter(history_date__lt=moment).latest("history_date")
    ratings = {
        one.followed: RatingAnswer(one.severity, one.stopped)
        for one in _standing(
            Rating.history.filter(entry_id=entry.pk), moment, "followed"
        )
        if one.followed
    }
    measurements = {
        one.measure: MeasurementAnswer(one.value, one.unit, one.second_value)
        for one in _standing(
            Measurement.history.filter(entry_id=entry.pk), moment, "measure"
        )
        if one.measure
    }
    now = [one.followed for one in Rating.objects.filter(entry=entry)]
    measured = [one.measure for one in entry.measurements.all()]
    return Answers(
        day={name: getattr(earlier, name) for name in OWN_FIELDS},
        ratings=ratings,
        measurements=measurements,
        asked_about=frozenset((*ratings, *measurements, *now, *measured)),
    )


def _standing(versions: QuerySet[Any], moment: Any, link: str) -> list[Any]:
    """The last version of each part before `moment`, without those removed by then."""
    latest = {}
    earlier = versions.filter(history_date__lt=moment).select_related(link)
    for version in earlier.order_by("history_date", "history_id"):
        latest[version.id] = version
    return [one for one in latest.values() if one.history_type != "-"]
