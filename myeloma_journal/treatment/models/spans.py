"""What a line of therapy and a medication share: a first and a last day."""

from django.db import models
from django.db.models import F, Q

from myeloma_journal.core.models import FIRST_DAY

NOTE_LENGTH = 20_000


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
