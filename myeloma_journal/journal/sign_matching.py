"""Which warning signs an entry meets by the table of symptoms, and which are asked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.functional import cached_property

from myeloma_journal.care_team import signs as table
from myeloma_journal.care_team.default_rules import default_rule, has_limit
from myeloma_journal.care_team.models import CallRule, Urgency
from myeloma_journal.care_team.rules import (
    UPWARD,
    LimitComparator,
    Number,
    RatedSymptom,
    Reading,
    Threshold,
    meets,
)
from myeloma_journal.care_team.signs import Report, Row, Situation
from myeloma_journal.catalogue.models import (
    SignRelation,
    Status,
    SymptomSign,
    WarningSign,
)
from myeloma_journal.journal.models import Entry, Rating
from myeloma_journal.journal.readings import ReadItem
from myeloma_journal.treatment.sign_contexts import contexts_on

MEASURE = "measure:"
TEMPERATURE = "temperature"
# The one fixed temperature of the table, whatever number the team gave.
FEVER = Threshold(TEMPERATURE, LimitComparator.AT_LEAST, Decimal("38.0"), "°C")


class SignTable:
    """The rows of the catalogue's table that are about one entry.

    Args:
        entry: The entry.
        read: What it says.
        saved: The saved rules of its patient.
        met: The rules about a number that it meets.
        relation: Only the rows of this kind.
    """

    def __init__(
        self,
        entry: Entry,
        read: Sequence[ReadItem],
        *,
        saved: Iterable[CallRule],
        met: Iterable[CallRule],
        relation: SignRelation | None = None,
    ) -> None:
        self.entry = entry
        self.read = [
            (self._report(about, item), item)
            for item in read
            if (about := _about(item.reading))
        ]
        self.met_numbers = list(met)
        self.about = {report.about for report, _item in self.read}
        stored = list(_stored_rows(self.about, relation))
        self.signs = {row.sign.slug: row.sign for row in stored}
        self.rows = [_row(row) for row in stored]
        self._copies = {rule.sign.slug: rule for rule in saved if rule.sign}

    def met(self) -> list[tuple[CallRule, ReadItem]]:
        """The rule of each sign that is met, with what meets it.

        What is met only together with a private symptom is as private as that.
        Whether a sign with a number is met, the number decides.
        """
        everybody = table.met_signs(self.rows, self._situation(with_private=False))
        met = {slug: (report, False) for slug, report in everybody.items()}
        alone = table.met_signs(self.rows, self._situation(with_private=True))
        met = {slug: (report, True) for slug, report in alone.items()} | met
        return [
            (self.rules[slug], self._item(report, is_private=is_private))
            for slug, (report, is_private) in met.items()
            if not has_limit(self.signs[slug])
        ]

    def asked(
        self,
        *,
        with_private: bool,
        shown: Iterable[str],
    ) -> list[tuple[CallRule, ReadItem]]:
        """The rules of signs to ask about, the most urgent first.

        Args:
            with_private: Whether private symptoms count, as for the patient.
            shown: Signs that need no question.
        """
        # A number that is written needs no question about it.
        by_number = {
            slug
            for slug, sign in self.signs.items()
            if has_limit(sign) and self._is_measured(sign)
        }
        asked = table.asked_signs(
            self.rows,
            self._situation(with_private=with_private),
            shown=by_number.union(shown),
            urgency=self._urgency,
        )
        return [
            (self.rules[slug], self._item(report)) for slug, report in asked.items()
        ]

    def _is_measured(self, sign: WarningSign) -> bool:
        return f"{MEASURE}{(sign.rule or {}).get('measure')}" in self.about

    @cached_property
    def rules(self) -> dict[str, CallRule]:
        """The rule of each sign: the saved copy, or as published."""
        patient = self.entry.patient
        return {
            slug: self._copies.get(slug) or default_rule(patient, sign, {})
            for slug, sign in self.signs.items()
        }

    def _situation(self, *, with_private: bool) -> Situation:
        """What everybody sees, or else all of it."""
        reports = tuple(
            report for report, item in self.read if with_private or not item.is_private
        )
        others = tuple(
            _report_of(rating)
            for rating in self._around
            if with_private or not (rating.followed and rating.followed.is_private)
        )
        return Situation(
            reports=reports,
            others=others,
            contexts=self._contexts,
            off=frozenset(
                slug for slug, rule in self.rules.items() if not rule.is_active
            ),
            counts={
                slug: rule.count or (self.signs[slug].rule or {}).get("count", 0)
                for slug, rule in self.rules.items()
            },
        )

    def _report(self, about: str, item: ReadItem) -> Report:
        severity = (
            item.reading.severity if isinstance(item.reading, RatedSymptom) else 1
        )
        answers = item.answers if isinstance(item.answers, dict) else {}
        return Report(about, severity, self.entry.felt_on, answers)

    def _item(self, report: Report, *, is_private: bool = False) -> ReadItem:
        item = next(item for found, item in self.read if found is report)
        return replace(item, is_private=item.is_private or is_private)

    def _urgency(self, slug: str) -> tuple[int, int]:
        return Urgency.values.index(self.rules[slug].level), self.signs[slug].position

    @cached_property
    def _contexts(self) -> frozenset[str]:
        """Those that a row asks for, so that the treatment is not always read."""
        asked = table.contexts_in(self.rows)
        contexts = frozenset(self._of_temperature())
        if asked & table.ON_TREATMENT:
            contexts |= contexts_on(self.entry.patient, self.entry.felt_on)
        return contexts

    def _of_temperature(self) -> Iterable[str]:
        if MEASURE + TEMPERATURE not in self.about:
            return
        yield "temperature"
        if any(meets(item.reading, FEVER) for _report, item in self.read):
            yield "temperature-38"
        for rule in self.met_numbers:
            limit = rule.condition
            if isinstance(limit, Threshold) and limit.measure == TEMPERATURE:
                yield "fever" if limit.comparator in UPWARD else "low-temperature"

    @cached_property
    def _around(self) -> list[Rating]:
        """What other entries of these days say, if a row asks for it."""
        if not table.look_around(self.rows):
            return []
        day, around = self.entry.felt_on, timedelta(days=table.DAYS_AROUND)
        ratings = Rating.objects.filter(
            entry__patient=self.entry.patient,
            entry__deleted_at=None,
            entry__felt_on__range=(day - around, day + around),
            followed__symptom__isnull=False,
            severity__gt=0,
        ).exclude(entry=self.entry)
        return list(ratings.select_related("entry", "followed__symptom"))


def _stored_rows(
    items: Iterable[str], relation: SignRelation | None
) -> Iterable[SymptomSign]:
    """The rows about what an entry says, in one query, or none if it says nothing."""
    items = set(items)
    measures = {about.removeprefix(MEASURE) for about in items if MEASURE in about}
    symptoms = {about for about in items if MEASURE not in about}
    if not items:
        return []
    rows = SymptomSign.objects.current().exclude(sign__status=Status.RETIRED)
    if relation:
        rows = rows.filter(relation=relation)
    return rows.filter(
        Q(symptom__slug__in=symptoms) | Q(measure__slug__in=measures)
    ).select_related("symptom", "measure", "sign__level")


def _row(stored: SymptomSign) -> Row:
    about = (
        stored.symptom.slug
        if stored.symptom
        else f"{MEASURE}{stored.measure.slug if stored.measure else ''}"
    )
    return Row(
        about=about,
        sign=stored.sign.slug,
        is_sign=stored.relation == SignRelation.IS,
        at_least=stored.at_least,
        condition=stored.condition,
    )


def _about(reading: Reading) -> str:
    """What rows call it; empty for a symptom of one's own, and for one not felt."""
    match reading:
        case Number(measure):
            return f"{MEASURE}{measure}" if measure == TEMPERATURE else ""
        case RatedSymptom(symptom, _, severity):
            return symptom if severity else ""


def _report_of(rating: Rating) -> Report:
    symptom = rating.followed.symptom if rating.followed else None
    answers = rating.answers if isinstance(rating.answers, dict) else {}
    return Report(
        symptom.slug if symptom else "", rating.severity, rating.entry.felt_on, answers
    )
