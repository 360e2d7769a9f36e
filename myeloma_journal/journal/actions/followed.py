"""Writes of the symptoms and measures that Today asks about."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.models import FollowedSymptom, MeasureChoice

# Common symptoms of myeloma, so that the first page is not a questionnaire.
DEFAULT_SYMPTOMS = ["fatigue", "bone-pain", "neuropathy", "sleep-trouble"]


def follow_default_symptoms(patient: Patient) -> None:
    found = Symptom.objects.in_bulk(DEFAULT_SYMPTOMS, field_name="slug")
    symptoms = [found[slug] for slug in DEFAULT_SYMPTOMS if slug in found]
    follow(patient=patient, symptoms=symptoms)


@transaction.atomic
def follow(
    *,
    patient: Patient,
    symptoms: Iterable[Symptom],
    own: Iterable[str] = (),
    by: Membership | None = None,
) -> list[FollowedSymptom]:
    """Follow these symptoms as well, without those followed already.

    What `by` may not see is none of them, or its name would tell that it is there.
    """
    known = patient.followed_symptoms.current()
    names = {
        followed.name.casefold() for followed in (known.visible_to(by) if by else known)
    }
    wanted = [(symptom.label, symptom) for symptom in symptoms]
    added = []
    for name, symptom in wanted + [(name, None) for name in own]:
        if name.casefold() not in names:
            names.add(name.casefold())
            followed = patient.followed_symptoms.create(
                symptom=symptom,
                name=name,
                since=patient.today(),
                position=len(names),
                is_private=symptom is not None and symptom.is_private,
            )
            added.append(followed)
    return added


@transaction.atomic
def save_list(
    *,
    by: Membership,
    add: Iterable[Symptom],
    own: Iterable[str],
    stop: Iterable[FollowedSymptom],
) -> None:
    """Follow some symptoms and stop others; each comes back under its earlier name."""
    for followed in stop:
        stop_following(followed, on=by.patient.today())
    stopped = by.patient.followed_symptoms.visible_to(by).stopped()
    new = []
    for symptom in add:
        if earlier := stopped.filter(symptom=symptom).first():
            follow_again(earlier)
        else:
            new.append(symptom)
    names = []
    for name in own:
        if earlier := stopped.filter(name__iexact=name).first():
            follow_again(earlier)
        else:
            names.append(name)
    follow(patient=by.patient, symptoms=new, own=names, by=by)


def follow_again(stopped: FollowedSymptom) -> None:
    """Follow a stopped symptom from today on, as a new record."""
    patient = stopped.patient
    current = patient.followed_symptoms.current()
    alike = current.filter(name__iexact=stopped.name, is_private=stopped.is_private)
    if not alike.exists():
        patient.followed_symptoms.create(
            symptom=stopped.symptom,
            name=stopped.name,
            since=patient.today(),
            position=current.count() + 1,
            is_private=stopped.is_private,
        )


def stop_following(followed: FollowedSymptom, *, on: date) -> None:
    followed.until = max(followed.since, on)
    followed.save()


@transaction.atomic
def move(followed: FollowedSymptom, *, to: str, by: Membership) -> None:
    """Move a symptom in the order of Today: `to` is "top", "up" or "down".

    It moves past what `by` sees: a step past another would tell that it is there.
    """
    order = list(by.patient.followed_symptoms.current())
    seen = list(by.patient.followed_symptoms.current().visible_to(by))
    here = seen.index(followed)
    there = {"top": 0, "up": here - 1, "down": here + 1}.get(to, here)
    place = order.index(seen[min(max(there, 0), len(seen) - 1)])
    order.insert(place, order.pop(order.index(followed)))
    for position, followed in enumerate(order, start=1):
        followed.position = position
    # Without a row in the history, which leaves out the position.
    FollowedSymptom.objects.bulk_update(order, ["position"])


@transaction.atomic
def choose_measures(patient: Patient, choices: Iterable[MeasureChoice]) -> None:
    """Save which measures Today asks for, and in which units."""
    for choice in choices:
        patient.measure_choices.update_or_create(
            measure=choice.measure,
            defaults={"is_shown": choice.is_shown, "unit": choice.unit},
        )
