"""Writes of several lab results at once."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.labs.models import LabResult


def sort_out(
    patient: Patient, results: Sequence[LabResult]
) -> tuple[list[LabResult], list[LabResult]]:
    """Those that are new, and those that the record or the others say already."""
    days = {result.collected_on for result in results}
    there = patient.lab_results.filter(collected_on__in=days)
    seen = {result.says for result in there}
    new: list[LabResult] = []
    known: list[LabResult] = []
    for result in results:
        (known if result.says in seen else new).append(result)
        seen.add(result.says)
    return new, known


def doubles(patient: Patient, results: Sequence[LabResult]) -> dict[UUID, LabResult]:
    """For each of these results, another one of the same test and time, if any."""
    these = {result.pk for result in results}
    days = {result.collected_on for result in results}
    there = patient.lab_results.filter(collected_on__in=days).exclude(pk__in=these)
    first = {
        (result.test, result.collected): result
        for result in there.order_by("created_at")
    }
    found = {}
    for result in results:
        other = first.setdefault((result.test, result.collected), result)
        if other is not result:
            found[result.pk] = other
    return found


@transaction.atomic
def keep_new(patient: Patient, results: Iterable[LabResult]) -> list[LabResult]:
    """Keep all that are not there yet, or none; the same page sent twice saves once."""
    # Two clicks at once wait here for each other.
    patient.lock()
    new, _known = sort_out(patient, list(results))
    return list(bulk_create_with_history(new, LabResult)) if new else []
