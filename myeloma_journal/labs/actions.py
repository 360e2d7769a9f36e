"""Writes of several lab results at once."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.units import find_unit


def split_new(
    patient: Patient, results: Sequence[LabResult]
) -> tuple[list[LabResult], list[LabResult]]:
    """Split into new results, and those that are saved already or repeated here."""
    days = {result.collected_on for result in results}
    saved = patient.lab_results.filter(collected_on__in=days)
    seen = {result.content_key for result in saved}
    new: list[LabResult] = []
    known: list[LabResult] = []
    for result in results:
        (known if result.content_key in seen else new).append(result)
        seen.add(result.content_key)
    return new, known


def find_conflicting(
    patient: Patient, results: Sequence[LabResult]
) -> dict[UUID, LabResult]:
    """By id of each result, another one of the same test and time, if any."""
    ids = {result.pk for result in results}
    days = {result.collected_on for result in results}
    others = patient.lab_results.filter(collected_on__in=days).exclude(pk__in=ids)
    first = {
        (result.test_key, result.collected): result
        for result in others.order_by("created_at")
    }
    conflicting = {}
    for result in results:
        other = first.setdefault((result.test_key, result.collected), result)
        if other is not result:
            conflicting[result.pk] = other
    return conflicting


@transaction.atomic
def save_new(patient: Patient, results: Iterable[LabResult]) -> list[LabResult]:
    """Save all that are not saved yet, in one transaction."""
    # Serializes a form that is submitted twice.
    patient.lock()
    new, _known = split_new(patient, list(results))
    return list(bulk_create_with_history(new, LabResult)) if new else []


@transaction.atomic
def join_test(patient: Patient, name: str, marker: LabMarker) -> tuple[int, int]:
    """Make all results of this name results of a test of the catalogue.

    The name stays as printed, so that the join can be undone.

    Returns:
        How many were joined, and how many have a unit that the test does not have.
    """
    patient.lock()
    joined = left = 0
    for result in patient.lab_results.filter(marker=None, name__iexact=name):
        unit = find_unit(marker.parsed_units, result.unit)
        if result.value is not None and not unit:
            left += 1
            continue
        result.marker = marker
        if unit and not result.unit:
            result.unit = unit.name  # of a ratio
        result.save()
        joined += 1
    return joined, left


@transaction.atomic
def split_test(patient: Patient, name: str, marker: LabMarker) -> int:
    """Make the results of this name a test of their own again; how many they are."""
    patient.lock()
    results = list(patient.lab_results.filter(marker=marker, name__iexact=name))
    for result in results:
        result.marker = None
        result.save()
    return len(results)
