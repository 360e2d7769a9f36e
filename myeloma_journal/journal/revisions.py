"""The history of an entry: its revisions, and what it said before one of them."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.entry_data import EntryData, MeasurementData, RatingData
from myeloma_journal.journal.models import OWN_FIELDS, Entry, Measurement, Rating
from myeloma_journal.platform.history import Revision, revisions


def revisions_of(entry: Entry, member: Membership) -> list[Revision]:
    """The revisions of `entry`, the latest first, as far as `member` may see them."""
    ratings = Rating.history.filter(entry_id=entry.pk)
    if not member.is_patient:
        ratings = ratings.exclude(followed__is_private=True)
    measurements = Measurement.history.filter(entry_id=entry.pk)
    return revisions(entry.history.all(), ratings, measurements)


def data_before(entry: Entry, number: int) -> EntryData:
    """What `entry` said before the revision with this number.

    Raises:
        ObjectDoesNotExist: There is no such revision, or none before it.
    """
    moment = entry.history.get(history_id=number).history_date
    earlier = entry.history.filter(history_date__lt=moment).latest("history_date")
    old_ratings = _as_of(moment, Rating.history.filter(entry_id=entry.pk), "followed")
    ratings = {
        rating.followed: RatingData(
            rating.severity, rating.stopped, rating.answers, rating.answers_in_words
        )
        for rating in old_ratings
        if rating.followed
    }
    old_measurements = _as_of(
        moment, Measurement.history.filter(entry_id=entry.pk), "measure"
    )
    measurements = {
        old.measure: MeasurementData(old.value, old.unit, old.second_value)
        for old in old_measurements
        if old.measure
    }
    followed = [rating.followed for rating in Rating.objects.filter(entry=entry)]
    measures = [measurement.measure for measurement in entry.measurements.all()]
    return EntryData(
        day={name: getattr(earlier, name) for name in OWN_FIELDS},
        ratings=ratings,
        measurements=measurements,
        asked_about=frozenset((*ratings, *measurements, *followed, *measures)),
    )


def _as_of(moment: datetime, history: QuerySet[Any], subject_field: str) -> list[Any]:
    """The last revision of each item before `moment`, without deleted ones."""
    latest = {}
    earlier = history.filter(history_date__lt=moment).select_related(subject_field)
    for revision in earlier.order_by("history_date", "history_id"):
        latest[revision.id] = revision
    return [revision for revision in latest.values() if revision.history_type != "-"]
