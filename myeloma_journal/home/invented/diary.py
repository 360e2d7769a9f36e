"""Four months of entries, and a fever that met one of the team's own rules."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from simple_history.utils import bulk_create_with_history

from myeloma_journal.accounts.models import User
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.home.invented.family import Family
from myeloma_journal.journal.calling import ask_rules
from myeloma_journal.journal.models import (
    Entry,
    FollowedSymptom,
    Measurement,
    Overall,
    Rating,
    Severity,
    Stopped,
    Voice,
)

DAYS = 124
NONE, MILD, MODERATE, SEVERE = Severity.values
# The whole day, by the worst that was felt.
OVERALL = [Overall.GOOD, Overall.ALL_RIGHT, Overall.NOT_GREAT, Overall.BAD]
FOLLOWED = ["fatigue", "neuropathy", "sleep-trouble", "bone-pain", "nausea"]
# How many days ago one entry met a rule of her team.
FEVER = 16
WORDS = {
    1: "Awake from 2 until 5. Dropped a cup again, fingers feel like cotton wool.",
    4: "A good walk to the park and back.",
    9: "Long day at the clinic. The drip took four hours.",
    FEVER: "Shivery in the evening. Called the nurse line.",
    19: "Buttons are hard today.",
    33: "No appetite until noon, then fine.",
    51: "Anna came. We cooked together.",
    70: "Hips ache on the stairs.",
    88: "Wired all night after the Monday tablets.",
    104: "Slept through. First time this month.",
}


def make_diary(family: Family) -> None:
    """Write it day by day; what met a rule is kept with the entry."""
    _Diary(family).write()


class _Diary:
    """The entries and their parts, gathered and then kept at once."""

    def __init__(self, family: Family) -> None:
        self.family = family
        self.followed = dict(self._follow())
        self.measures = Measure.objects.in_bulk(
            ["weight", "pain-now", "temperature"], field_name="slug"
        )
        self.entries: list[Entry] = []
        self.ratings: list[Rating] = []
        self.taken: list[Measurement] = []

    def _follow(self) -> Iterator[tuple[str, FollowedSymptom]]:
        symptoms = Symptom.objects.in_bulk(FOLLOWED, field_name="slug")
        for place, slug in enumerate(FOLLOWED):
            yield (
                slug,
                FollowedSymptom.objects.create(
                    patient=self.family.patient,
                    symptom=symptoms[slug],
                    name=symptoms[slug].label,
                    since=self.family.back(DAYS),
                    position=place,
                ),
            )

    def write(self) -> None:
        dice = random.Random(7)  # noqa: S311 - an invented life needs no secrecy
        for ago in range(DAYS, 0, -1):
            if ago not in WORDS and dice.random() < 0.3:
                continue  # days without an entry are part of a life
            self._write_day(ago)
        self.entries.append(self._noticed())
        self._keep()
        for entry in self.entries:
            if entry.felt_on == self.family.back(FEVER):
                ask_rules(entry, now=entry.written_at)

    def _write_day(self, ago: int) -> None:
        entry = self._entry(ago)
        self.entries.append(entry)
        for slug, severity, stopped in self._felt(ago):
            followed = self.followed[slug]
            self.ratings.append(
                Rating(
                    entry=entry,
                    followed=followed,
                    name=followed.name,
                    severity=severity,
                    stopped=stopped,
                )
            )
        if ago % 5 == 0:
            weight = Decimal("151.0") - Decimal(DAYS - ago) / 40
            self._measure(entry, "weight", round(weight, 1), "lb")
            self._measure(entry, "pain-now", Decimal(4 if ago > 60 else 2), "0-10")
        if ago == FEVER:
            self._measure(entry, "temperature", Decimal("100.6"), "°F")

    def _entry(self, ago: int) -> Entry:
        worst = max((severity for _, severity, _ in self._felt(ago)), default=NONE)
        day = self.family.back(ago)
        return Entry(
            patient=self.family.patient,
            **self.family.margaret.as_creator,
            voice=Voice.OWN,
            felt_on=day,
            overall=OVERALL[worst],
            note=WORDS.get(ago, ""),
            written_at=self.family.at(day, 19, ago % 60),
            zone=self.family.patient.zone,
        )

    def _noticed(self) -> Entry:
        return Entry(
            patient=self.family.patient,
            **self.family.anna.as_creator,
            voice=Voice.OBSERVED,
            felt_on=self.family.back(3),
            note="Mom dropped a cup twice. She says it is nothing.",
            written_at=self.family.at(self.family.back(2), 8, 12),
            zone=self.family.patient.zone,
        )

    def _felt(self, ago: int) -> Iterator[tuple[str, int, int | None]]:
        """How strong each symptom was, so many days ago."""
        chance = random.Random(ago).random()  # noqa: S311 - as above
        day_after_dex = self.family.back(ago).weekday() == 1
        tired = MODERATE if ago < 20 and chance < 0.7 else MILD
        numb = NONE if ago > 18 else (MODERATE if ago < 3 else MILD)
        yield "fatigue", tired, Stopped.SOME if tired == MODERATE else None
        yield "neuropathy", numb, Stopped.SOME if numb == MODERATE else None
        yield "sleep-trouble", SEVERE if day_after_dex else round(chance), None
        yield "bone-pain", MODERATE if ago > 24 and chance < 0.6 else MILD, None
        yield "nausea", MILD if ago > 23 and chance < 0.5 else NONE, None

    def _measure(self, entry: Entry, slug: str, value: Decimal, unit: str) -> None:
        measure = self.measures[slug]
        self.taken.append(
            Measurement(
                entry=entry, measure=measure, name=measure.label, value=value, unit=unit
            )
        )

    def _keep(self) -> None:
        """Keep them with a history that begins when they were written."""
        for one in self.entries:
            _was_kept(one, one.written_at, by=one.created_by)
        parts: list[Rating | Measurement] = [*self.ratings, *self.taken]
        for part in parts:
            _was_kept(part, part.entry.written_at, by=part.entry.created_by)
        bulk_create_with_history(self.entries, Entry)
        bulk_create_with_history(self.ratings, Rating)
        bulk_create_with_history(self.taken, Measurement)
        self._correct(next(one for one in self.entries if one.note == WORDS[1]))

    def _correct(self, entry: Entry) -> None:
        """Let one entry have been corrected, and one more wait in the bin."""
        entry.note = f"{entry.note} Better by noon."
        later = entry.written_at + timedelta(minutes=20)
        _was_kept(entry, later, by=entry.created_by)
        entry.save()
        mistaken = self._entry(2)
        mistaken.note = "Meant for yesterday."
        mistaken.save()
        mistaken.deleted_at = mistaken.written_at + timedelta(minutes=1)
        mistaken.save()


def _was_kept(record: Any, at: datetime, *, by: User | None) -> None:
    """Let the history of the record say `at`, and not now, and by whom."""
    record._history_date, record._history_user = at, by
