"""The symptoms there are to choose from: grouped, and found by everyday words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, cast

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.catalogue.models import Symptom, SymptomGroup
from myeloma_journal.catalogue.search import Entry, Index, Meaning
from myeloma_journal.catalogue.searchable import SYMPTOM
from myeloma_journal.catalogue.words import STOP_WORDS, split, stem
from myeloma_journal.journal.models import FollowedSymptom
from myeloma_journal.journal.search.matching import Part

MOST_WORDS = 3


@dataclass(frozen=True)
class Choice:
    """A symptom of the catalogue, or one that is followed in the person's own words.

    Attributes:
        value: The slug, or the key of what is followed in own words.
        label: The name; where it is followed, the one the person gave it.
        symptom: The one of the catalogue.
        followed: The one on the symptom list.
        found: What was searched for, as the starts of words.
    """

    value: str
    label: str
    symptom: Symptom | None = field(default=None, compare=False)
    followed: FollowedSymptom | None = field(default=None, compare=False)
    found: frozenset[str] = frozenset()

    @property
    def everyday_words(self) -> list[str]:
        """What people call it, what was searched for first."""
        words = self.symptom.everyday_words if self.symptom else []
        return sorted(words, key=lambda name: not self._is_found(name))

    @property
    def label_parts(self) -> list[Part]:
        return self._parts(self.label)

    @property
    def words_parts(self) -> list[Part]:
        return self._parts(in_a_row(self.everyday_words[:MOST_WORDS]))

    def _parts(self, text: str) -> list[Part]:
        words = re.split(r"(\W+)", text)
        return [Part(word, self._is_found(word)) for word in words if word]

    def _is_found(self, text: str) -> bool:
        stems = map(stem, split(text))
        return any(word.startswith(start) for word in stems for start in self.found)


class Group(NamedTuple):
    """Symptoms that are folded below one name, and what stands below the name."""

    label: str
    words: str
    choices: list[Choice]
    is_open: bool = False


@dataclass(frozen=True)
class Proposal:
    """The symptoms to watch for with one drug, as the catalogue lists them."""

    drug: str
    symptoms: list[Symptom]


def proposals(member: Membership) -> list[Proposal]:
    """For each drug of the current line, what was never followed; three queries.

    Only proposed, never followed by itself. What a person once took away is not
    proposed again, and a symptom of two drugs is proposed once. What the patient
    follows in private is proposed to others: its absence would tell of it.
    """
    patient = member.patient
    watched = Symptom.objects.current().filter(is_private=False)
    lines = patient.lines.current(patient.today()).prefetch_related(
        "drugs__drug", Prefetch("drugs__drug__watch_symptoms", watched)
    )
    followed = patient.followed_symptoms.visible_to(member)
    known = set(followed.values_list("symptom_id", flat=True))
    found = []
    for given in (drug for line in lines for drug in line.drugs.all()):
        watch = given.drug.watch_symptoms.all() if given.drug else ()
        new = [symptom for symptom in watch if symptom.pk not in known]
        known |= {symptom.pk for symptom in new}
        if new:
            found.append(Proposal(given.name, new))
    return found


def choices_for(member: Membership) -> list[Choice]:
    """What `member` may choose; private ones are for the patient alone."""
    followed = list(member.patient.followed_symptoms.visible_to(member).current())
    by_symptom = {named.symptom_id: named for named in reversed(followed)}
    offered = Symptom.objects.current()
    if not member.is_patient:
        offered = offered.filter(is_private=False)
    choices = [_choice(symptom, by_symptom.get(symptom.pk)) for symptom in offered]
    shown = {choice.followed for choice in choices}
    own = [
        Choice(str(named.pk), named.name, followed=named)
        for named in followed
        if named not in shown
    ]
    return [*choices, *own]


def _choice(symptom: Symptom, followed: FollowedSymptom | None) -> Choice:
    name = followed.name if followed else symptom.label
    return Choice(symptom.slug, name, symptom, followed)


def often(choices: Iterable[Choice]) -> list[Choice]:
    """What is often felt with myeloma."""
    return [choice for choice in choices if choice.symptom and choice.symptom.is_core]


def proposed(
    choices: Iterable[Choice], found: Sequence[Proposal], ticked: frozenset[str]
) -> list[Group]:
    """What to watch for with the drugs of today, but for what is ticked; or nothing."""
    keys = {symptom.pk for proposal in found for symptom in proposal.symptoms}
    watched = [
        choice
        for choice in choices
        if choice.symptom and choice.symptom.pk in keys and choice.value not in ticked
    ]
    drugs = in_a_row([proposal.drug for proposal in found])
    group = Group(_("Often with this treatment"), drugs, watched)
    return [group] if watched else []


def grouped(choices: Iterable[Choice], ticked: frozenset[str]) -> list[Group]:
    """What is not offered first, by where it is felt; open where one is ticked."""
    groups = []
    for group in SymptomGroup:
        inside = [
            choice
            for choice in choices
            if choice.symptom
            and choice.symptom.group == group
            and not choice.symptom.is_core
        ]
        words = [word for choice in inside for word in choice.everyday_words[:1]]
        is_open = any(choice.value in ticked for choice in inside)
        shown = in_a_row(words[: MOST_WORDS + 1])
        groups.append(Group(str(group.label), shown, inside, is_open))
    return [group for group in groups if group.choices]


def search(
    choices: Iterable[Choice], query: str, meanings: Iterable[Meaning]
) -> list[Choice]:
    """The symptoms that are called so, the best match first."""
    index = Index(map(_entry, choices), meanings)
    found = index.search(query)
    typed = split(found.read_as or query)
    # Shorter starts of words say too little.
    starts = {stem(word) for word in typed if word not in STOP_WORDS and len(word) > 2}
    hits = (cast(Choice, hit.entry.key) for hit in found.hits)
    return [replace(choice, found=frozenset(starts)) for choice in hits]


def _entry(choice: Choice) -> Entry:
    symptom = choice.symptom
    if symptom is None:
        return Entry(choice, SYMPTOM, (choice.label,))
    names = (choice.label, symptom.label, *symptom.everyday_words)
    return Entry(choice, SYMPTOM, names, symptom.help)


def in_a_row(names: Sequence[str]) -> str:
    """Names from the catalogue in one line.

    >>> in_a_row(["queasy", "seasick"])
    'Queasy, seasick'
    """
    line = ", ".join(names)
    return line[:1].upper() + line[1:]
