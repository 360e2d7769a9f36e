"""The page with all questions, sorted by what somebody looks for and has ticked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from myeloma_journal.catalogue.models import (
    CatalogueQuestion,
    Drug,
    DrugClass,
    GeneMarker,
    Phase,
    Regimen,
    RelapseStrategy,
    Symptom,
    Term,
)
from myeloma_journal.catalogue.search import STOP, Search, words_of

# What people say, beside what the questions say.
EVERYDAY = [
    ["travel", "trip", "holiday", "vacation", "flight"],
    ["cost", "price", "pay", "bill", "money", "insurance", "afford"],
    ["job", "my work", "at work", "return to work"],
    ["die", "dying", "death", "outlook", "prognosis", "survival", "how long do i have"],
    ["relapse", "come back", "comes back", "is back"],
    ["food", "eat", "diet", "drink", "alcohol"],
    ["anemia", "hemoglobin", "blood count"],
    ["teeth", "dentist", "dental", "jaw"],
    ["vaccine", "vaccination", "flu shot", "immunization"],
    ["children", "child", "grandchildren", "family"],
]
SIDE_EFFECT = "side effect"


@dataclass(frozen=True)
class Part:
    """The questions of one list that stand nowhere else on the page."""

    title: str
    questions: tuple[CatalogueQuestion, ...]
    hard: tuple[CatalogueQuestion, ...]


@dataclass(frozen=True)
class Found:
    """Each question once: found, or ticked before, or under its list."""

    find: str
    # Whether what was found speaks of everything that was looked for.
    is_whole: bool
    questions: tuple[CatalogueQuestion, ...]
    hard: tuple[CatalogueQuestion, ...]
    drugs: tuple[Drug, ...]
    terms: tuple[Term, ...]
    ticked_before: tuple[CatalogueQuestion, ...]
    lists: tuple[Part, ...]
    ticked: frozenset[str]

    @classmethod
    def among(
        cls, every: Iterable[CatalogueQuestion], *, find: str, ticked: Iterable[str]
    ) -> Self:
        """Sort every question; they come in the order of their lists."""
        drugs, terms = list(Drug.objects.current()), list(Term.objects.current())
        search = Search.of(find, _names(drugs, terms) if find else [])
        marks = {
            one: search.hits(f"{one.text} {one.why} {one.checklist.title}")
            for one in every
        }
        most = max(marks.values(), default=0)
        found = [one for one, hits in marks.items() if hits == most > 0]
        ticks = frozenset(ticked)
        before = [one for one in marks if one.slug in ticks and one not in found]
        others = [one for one in marks if one not in {*found, *before}]
        by_list = groupby(others, key=lambda one: one.checklist.title)
        return cls(
            find=find,
            is_whole=most == len(search.ideas),
            questions=_open(found),
            hard=_hard(found),
            drugs=tuple(one for one in drugs if search.is_named(_of_drug(one))),
            terms=tuple(
                one for one in terms if search.is_named([one.term, *one.aliases])
            ),
            ticked_before=tuple(before),
            lists=tuple(_part(title, questions) for title, questions in by_list),
            ticked=ticks,
        )


def _part(title: str, questions: Iterable[CatalogueQuestion]) -> Part:
    of_list = list(questions)
    return Part(title, _open(of_list), _hard(of_list))


def _open(questions: Iterable[CatalogueQuestion]) -> tuple[CatalogueQuestion, ...]:
    return tuple(one for one in questions if not one.is_hard)


def _hard(questions: Iterable[CatalogueQuestion]) -> tuple[CatalogueQuestion, ...]:
    return tuple(one for one in questions if one.is_hard)


def _of_drug(drug: Drug) -> list[str]:
    return [drug.name, *drug.brands, *drug.aliases]


def _names(drugs: Iterable[Drug], terms: Iterable[Term]) -> list[list[str]]:
    """The names of each thing that has several."""
    named = [
        one
        for model in (DrugClass, Phase, Regimen, GeneMarker, RelapseStrategy)
        for one in model.objects.all()
    ]
    return [
        *map(_of_drug, drugs),
        *([one.term, *one.aliases] for one in terms),
        *([one.name, *one.aliases] for one in named),
        *EVERYDAY,
        *([word, SIDE_EFFECT] for word in _of_symptoms()),
    ]


def _of_symptoms() -> set[str]:
    """The words of symptoms: who looks for one may ask about side effects."""
    labels = " ".join(f"{one.label} {one.slug}" for one in Symptom.objects.current())
    return {word for word in words_of(labels) if len(word) > 2 and word not in STOP}
