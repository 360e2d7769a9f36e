"""Default rules made from the general signs of the catalogue.

They are not stored: each is built anew from the catalogue until somebody changes it or
switches it off, which saves a copy.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import models

from myeloma_journal.care_circle.models import Patient, Units
from myeloma_journal.care_team.models import CallRule
from myeloma_journal.care_team.rules import LimitComparator, overlap
from myeloma_journal.catalogue.models import Measure, WarningSign

COMPARATORS = {
    ">=": LimitComparator.AT_LEAST,
    ">": LimitComparator.ABOVE,
    "<=": LimitComparator.AT_MOST,
    "<": LimitComparator.BELOW,
}


def all_rules(patient: Patient) -> list[CallRule]:
    """Every rule, switched on or off: the saved ones, then unsaved default rules."""
    saved = list(patient.call_rules.with_catalogue())
    signs = current_signs().exclude(pk__in=_sign_ids(saved)).prefetch_related("sources")
    measures = {measure.slug: measure for measure in Measure.objects.all()}
    return saved + _without_overlaps(
        saved, [default_rule(patient, sign, measures) for sign in signs]
    )


def checkable_rules(
    patient: Patient, measures: Mapping[str, Measure]
) -> list[CallRule]:
    """Active rules that an entry with these measures can meet, by at most 2 queries."""
    saved = list(patient.call_rules.select_related("measure", "symptom", "sign"))
    general = []
    if measures:
        signs = current_signs().exclude(pk__in=_sign_ids(saved)).exclude(rule=None)
        general = [default_rule(patient, sign, measures) for sign in signs]
    rules = saved + _without_overlaps(saved, general)
    return [rule for rule in rules if rule.is_active and rule.condition]


def _sign_ids(saved: Iterable[CallRule]) -> list[int]:
    return [rule.sign_id for rule in saved if rule.sign_id]


def _without_overlaps(
    saved: Iterable[CallRule], general: Iterable[CallRule]
) -> list[CallRule]:
    """The general rules without those for which the team has a rule of its own."""
    own = [rule.condition for rule in saved if rule.is_active and not rule.is_general]
    return [
        rule
        for rule in general
        if not any(overlap(rule.condition, condition) for condition in own)
    ]


def current_signs() -> models.QuerySet[WarningSign]:
    """The published general signs, with their level."""
    return WarningSign.objects.current().select_related("level")


def default_rule(
    patient: Patient, sign: WarningSign, measures: Mapping[str, Measure]
) -> CallRule:
    """An unsaved rule of `patient` made from `sign`, in the patient's units."""
    checks = sign.rule or {}
    rule = CallRule(
        patient=patient,
        sign=sign,
        revision=sign.revision,
        is_general=True,
        level=sign.level.slug,
        words=sign.label,
        details=sign.examples,
        is_active=checks.get("default_on", True),
    )
    measure = measures.get(checks.get("measure", ""))
    if measure and checks.get("op") in COMPARATORS:
        is_us = patient.units == Units.US
        rule.measure = measure
        rule.measure_name = measure.label
        rule.comparator = COMPARATORS[checks["op"]]
        rule.value = Decimal(str(checks["default_f" if is_us else "default_c"]))
        rule.unit = "°F" if is_us else "°C"
    return rule
