"""Constraints of records with a start and a stop, both partial dates."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from myeloma_journal.platform.forms.partial_dates import Precision, partial_date_check

NOTE_LENGTH = 20_000
# How many days later than its column a partial stop may have been.
SLACK = {Precision.MONTH: 30, Precision.SEASON: 91, Precision.YEAR: 365}


def span_constraints(table: str) -> list[models.CheckConstraint]:
    """Valid partial dates, and a stop that is not before the start."""
    return [
        _ends_after_it_begins(f"{table}_ends_after_it_begins"),
        partial_date_check(table, "started"),
        partial_date_check(table, "stopped"),
    ]


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The stop may lie before the start within the precision of the stop."""
    condition = (
        Q(stopped_on__isnull=True)
        | Q(started_on__isnull=True)
        | Q(stopped_on__gte=F("started_on"))
    )
    for precision, days in SLACK.items():
        soon_enough = F("started_on") - timedelta(days=days)
        condition |= Q(stopped_precision=precision, stopped_on__gte=soon_enough)
    return models.CheckConstraint(name=name, condition=condition)
