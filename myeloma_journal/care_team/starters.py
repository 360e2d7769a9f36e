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
from myeloma_journal.catalogue.models import ContactSign, Measure

COMPARATORS = {
    ">=": Comparator.AT_LEAST,
    ">": Comparator.ABOVE,
    "<=": Comparator.AT_MOST,
    "<": Comparator.BELOW,
}


def rules_of(patient: Patient) -> list[CallRule]:
    """Every rule of this patient, switched on or off: their own, then general signs.

    Where the team gave a number of its own, that number wins, and the general sign
    about the same is left out. Signs that nobody changed are not in the database, and
    are never saved from here.
    """
    kept = list(patient.call_rules.with_words())
    copied = [rule.sign_id for rule in kept if rule.sign_id]
    own = [rule.condition for rule in kept if rule.is_active and not rule.is_general]
    general = starters(patient, published().exclude(pk__in=copied))
    return kept + [
        rule
        for rule in general
        if not any(is_about_the_same(rule.condition, one) for one in own)
    ]


def published() -> models.QuerySet[ContactSign]:
    """The general signs as we publish them, with their level and sources."""
    return (
        ContactSign.objects.current()
        .select_related("level")
        .prefetch_related("sources")
    )


def starters(patient: Patient, signs: Iterable[ContactSign]) -> list[CallRule]:
    """These signs as rules of `patient`, not saved."""
    measures = {one.slug: one for one in Measure.objects.all()}
    return [starter(patient, sign, measures) for sign in signs]


def starter(
    patient: Patient, sign: ContactSign, measures: Mapping[str, Measure]
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
