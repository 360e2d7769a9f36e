"""What is followed, in which order, and since when."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.models import FollowedSymptom

# The commonest troubles of people with myeloma, so that the first page is not a
# questionnaire. What a person takes away stays away.
STARTERS = ["fatigue", "bone-pain", "neuropathy", "sleep-trouble"]


def follow_starters(patient: Patient) -> None:
    """Let a new journal begin with the commonest symptoms."""
    found = Symptom.objects.in_bulk(STARTERS, field_name="slug")
    follow(
        patient=patient, symptoms=[found[slug] for slug in STARTERS if slug in found]
    )


@transaction.atomic
def follow(
    *, patient: Patient, symptoms: Iterable[Symptom], own: Iterable[str] = ()
) -> list[FollowedSymptom]:
    """Follow these symptoms too; those followed already stay as they are."""
    names = {one.name.casefold() for one in patient.followed_symptoms.current()}
    wanted = [(one.label, one) for one in symptoms] + [(name, None) for name in own]
    added = []
    for name, symptom in wanted:
        if name.casefold() not in names:
            names.add(name.casefold())
            is_private = symptom is not None and symptom.is_private
            added.append(_begin(patient, name, symptom, is_private, len(names)))
    return added


def follow_again(stopped: FollowedSymptom) -> None:
    """Follow from today on what was followed once; the old span stays as it was."""
    current = stopped.patient.followed_symptoms.current()
    if not current.filter(name__iexact=stopped.name).exists():
        place = current.count() + 1
        _begin(
            stopped.patient, stopped.name, stopped.symptom, stopped.is_private, place
        )


def stop_following(followed: FollowedSymptom, *, on: date) -> None:
    """Ask about it no more. What was written about it stays."""
    followed.until = max(followed.since, on)
    followed.save()


@transaction.atomic
def move(followed: FollowedSymptom, *, to: str) -> None:
    """Bring a symptom to the top, or one place up or down, in the order of Today."""
    order = list(followed.patient.followed_symptoms.current())
    here = order.index(followed)
    there = {"top": 0, "up": here - 1, "down": here + 1}.get(to, here)
    order.insert(max(there, 0), order.pop(here))
    for position, one in enumerate(order, start=1):
        one.position = position
    # The order is no part of the history: nobody asks who moved what when.
    FollowedSymptom.objects.bulk_update(order, ["position"])


def _begin(
    patient: Patient, name: str, symptom: Symptom | None, is_private: bool, place: int
) -> FollowedSymptom:
    return FollowedSymptom.objects.create(
        patient=patient,
        symptom=symptom,
        name=name,
        since=patient.today(),
        position=place,
        is_private=is_private,
    )
