"""General signs to start from, until the team's own words take their place.

A sign nobody touched is not kept with the patient: it is made afresh from the
catalogue each time. Whoever changes one, or switches it off, makes it their own copy.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import models

from myeloma_journal.care_circle.models import Patient, Units
from myeloma_journal.care_team.models import CallRule
from myeloma_journal.care_team.rules import Comparator, is_about_the_same
from myeloma_journal.catalogue.models import Measure, WarningSign

COMPARATORS = {
    ">=": Comparator.AT_LEAST,
    ">": Comparator.ABOVE,
    "<=": Comparator.AT_MOST,
    "<": Comparator.BELOW,
}


def rules_of(patient: Patient) -> list[CallRule]:
    """Every rule of this patient, switched on or off: their own, then general signs.

    Signs that nobody changed are not in the database, and are never saved from here.
    """
    kept = list(patient.call_rules.with_words())
    signs = published().exclude(pk__in=_copied(kept)).prefetch_related("sources")
    measures = {one.slug: one for one in Measure.objects.all()}
    return kept + _besides(kept, [starter(patient, one, measures) for one in signs])


def rules_to_ask(patient: Patient, measures: Mapping[str, Measure]) -> list[CallRule]:
    """The rules that an entry with these measures can meet, in one or two queries."""
    kept = list(patient.call_rules.select_related("measure", "symptom", "sign"))
    general = []
    if measures:
        signs = published().exclude(pk__in=_copied(kept)).exclude(rule=None)
        general = [starter(patient, one, measures) for one in signs]
    rules = kept + _besides(kept, general)
    return [rule for rule in rules if rule.is_active and rule.condition]


def _copied(kept: Iterable[CallRule]) -> list[int]:
    return [rule.sign_id for rule in kept if rule.sign_id]


def _besides(kept: Iterable[CallRule], general: Iterable[CallRule]) -> list[CallRule]:
    """The general signs about which the team gave no number of its own: theirs wins."""
    own = [rule.condition for rule in kept if rule.is_active and not rule.is_general]
    return [
        rule
        for rule in general
        if not any(is_about_the_same(rule.condition, one) for one in own)
    ]


def published() -> models.QuerySet[WarningSign]:
    """The general signs as we publish them, with their level."""
    return WarningSign.objects.current().select_related("level")


def starter(
    patient: Patient, sign: WarningSign, measures: Mapping[str, Measure]
) -> CallRule:
    """One sign as a rule of `patient`, not saved, in the units they are used to."""
    checks = sign.rule or {}
    rule = CallRule(
        patient=patient,
        sign=sign,
        revision=sign.revision,
        is_general=True,
        level=sign.level.slug,
        words=sign.label,
        details=sign.examples,
        is_active=sign.is_on_at_first and checks.get("default_on", True),
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
