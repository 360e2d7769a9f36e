"""What a line of therapy and a medication share: a start and a stop.

Each is told as exactly as somebody knows it: a day, a month, a season or a year.
"""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from myeloma_journal.platform.forms.partial_dates import Precision, partial_date_check

NOTE_LENGTH = 20_000
# How many days a stop that is told in part can lie after the day it is kept under.
SLACK = {Precision.MONTH: 30, Precision.SEASON: 91, Precision.YEAR: 365}


def is_a_span(table: str) -> list[models.CheckConstraint]:
    """A start and a stop that fit each other and say how exactly they are known."""
    return [
        _ends_after_it_begins(f"{table}_ends_after_it_begins"),
        partial_date_check(table, "started"),
        partial_date_check(table, "stopped"),
    ]


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A stop is not before the start, as far as both are known."""
    condition = (
        Q(stopped_on__isnull=True)
        | Q(started_on__isnull=True)
        | Q(stopped_on__gte=F("started_on"))
    )
    for precision, days in SLACK.items():
        soon_enough = F("started_on") - timedelta(days=days)
        condition |= Q(stopped_precision=precision, stopped_on__gte=soon_enough)
    return models.CheckConstraint(name=name, condition=condition)
