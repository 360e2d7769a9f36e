"""Default rules made from the general signs of the catalogue.

They are not stored: each is built anew from the catalogue until somebody changes it or
switches it off, which saves a copy.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Patient, Units
from myeloma_journal.care_team.models import CallRule, RuleKind
from myeloma_journal.care_team.rules import LimitComparator, overlap
from myeloma_journal.catalogue.models import (
    Measure,
    SignRelation,
    SymptomSign,
    WarningSign,
)

COMPARATORS = {
    ">=": LimitComparator.AT_LEAST,
    ">": LimitComparator.ABOVE,
    "<=": LimitComparator.AT_MOST,
    "<": LimitComparator.BELOW,
}


class Checking(models.TextChoices):
    """What the journal does about a general sign."""

    CHECKED = "checked", _("Checked")
    ASKED = "asked", _("Asked after you save")
    READ = "read", _("For reading only")


def all_rules(patient: Patient) -> list[CallRule]:
    """Every rule, switched on or off: the saved ones, then unsaved default rules."""
    saved = list(patient.call_rules.with_catalogue())
    signs = current_signs().exclude(pk__in=_sign_ids(saved)).prefetch_related("sources")
    measures = {measure.slug: measure for measure in Measure.objects.all()}
    return saved + _without_replaced(
        saved, [default_rule(patient, sign, measures) for sign in signs]
    )


def saved_rules(patient: Patient) -> list[CallRule]:
    """The saved rules, also those switched off, in one query."""
    return list(patient.call_rules.select_related("measure", "symptom", "sign"))


def checkable_rules(
    patient: Patient, measures: Mapping[str, Measure], saved: Iterable[CallRule]
) -> list[CallRule]:
    """Active rules that an entry with these measures can meet, in at most one query."""
    saved = list(saved)
    general = []
    if measures:
        signs = current_signs().exclude(pk__in=_sign_ids(saved)).exclude(rule=None)
        general = [default_rule(patient, sign, measures) for sign in signs]
    rules = saved + _without_replaced(saved, general)
    return [rule for rule in rules if rule.is_active and rule.condition]


def replaced_by(rule: CallRule) -> list[CallRule]:
    """The general signs that a rule of the team stands in for, as unsaved rules."""
    if not rule.measure:
        return []
    copied = rule.patient.call_rules.exclude(sign=None).values("sign")
    signs = current_signs().exclude(pk__in=copied).exclude(rule=None)
    measures = {rule.measure.slug: rule.measure}
    general = [default_rule(rule.patient, sign, measures) for sign in signs]
    return [sign for sign in general if _replaces(rule, sign)]


def general_beside(rule: CallRule) -> list[CallRule]:
    """The general signs that a team's rule stands in for, or would if it kept none.

    An edited sign stands in for the one that we publish.
    """
    if rule.sign:
        measures = {rule.measure.slug: rule.measure} if rule.measure else {}
        return [default_rule(rule.patient, rule.sign, measures)]
    alone = copy(rule)
    alone.keeps_general = False
    return replaced_by(alone)


def checking_of(rule: CallRule, signs: Mapping[str, Checking]) -> Checking:
    """What is done about a rule; `signs` is what `checking_of_signs` returns."""
    if rule.sign and not rule.condition:
        return signs.get(rule.sign.slug, Checking.READ)
    return Checking.CHECKED if rule.condition else Checking.READ


def checking_of_signs() -> dict[str, Checking]:
    """What is done about each general sign, by its slug, in one query."""
    rows = SymptomSign.objects.current().filter(sign=OuterRef("pk"))
    signs = WarningSign.objects.current().annotate(
        is_checked=Exists(rows.filter(relation=SignRelation.IS)),
        is_asked=Exists(rows.filter(relation=SignRelation.MAY_GO_WITH)),
    )
    return {sign.slug: _checking(sign) for sign in signs}


def _checking(sign: WarningSign) -> Checking:
    if sign.is_checked or has_limit(sign):  # type: ignore[attr-defined]
        return Checking.CHECKED
    return Checking.ASKED if sign.is_asked else Checking.READ  # type: ignore[attr-defined]


def has_limit(sign: WarningSign) -> bool:
    """Whether a number decides about it, and not the table of symptoms and signs."""
    return (sign.rule or {}).get("op") in COMPARATORS


def _sign_ids(saved: Iterable[CallRule]) -> list[int]:
    return [rule.sign_id for rule in saved if rule.sign_id]


def _without_replaced(
    saved: Iterable[CallRule], general: Iterable[CallRule]
) -> list[CallRule]:
    """The general rules without those that a rule of the team stands in for."""
    saved = list(saved)
    return [rule for rule in general if not any(_replaces(own, rule) for own in saved)]


def _replaces(own: CallRule, general: CallRule) -> bool:
    """Whether the team's rule is used in place of a general one.

    It is for the same side of the same measure only, and for the same level: one that
    is milder, or more urgent, silences nothing. A rule about a symptom adds to the
    signs and stands in for none.
    """
    return (
        own.is_active
        and not own.is_general
        and not own.keeps_general
        and own.kind == RuleKind.NUMBER
        and own.level == general.level
        and overlap(own.condition, general.condition)
    )


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
        count=checks.get("count"),
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
