"""The page with all questions, sorted by what somebody looks for and has ticked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from myeloma_journal.catalogue.models import (
    CatalogueQuestion,
    Checklist,
    Drug,
    DrugClass,
    GeneMarker,
    Phase,
    Regimen,
    RelapseStrategy,
    Term,
)
from myeloma_journal.catalogue.search import Search


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
    # Whether each of them speaks of all that was looked for, and not of a part only.
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
        cls, checklists: Sequence[Checklist], *, find: str, ticked: Iterable[str]
    ) -> Self:
        """Sort the questions of these lists, made by `with_questions`."""
        drugs, terms = list(Drug.objects.current()), list(Term.objects.current())
        search = Search.of(find, _names(drugs, terms) if find else [])
        marks = {
            question: search.hits(f"{question.text} {question.why} {one.title}")
            for one in checklists
            for question in [*one.open_questions, *one.hard_questions]
        }
        most = max(marks.values(), default=0)
        found = [one for one, hits in marks.items() if hits == most > 0]
        ticks = frozenset(ticked)
        before = [one for one in marks if one.slug in ticks and one not in found]
        shown = {*found, *before}
        return cls(
            find=find,
            is_whole=most == len(search.ideas),
            questions=tuple(one for one in found if not one.is_hard),
            hard=tuple(one for one in found if one.is_hard),
            drugs=tuple(one for one in drugs if search.is_named(_of_drug(one))),
            terms=tuple(
                one for one in terms if search.is_named([one.term, *one.aliases])
            ),
            ticked_before=tuple(before),
            lists=tuple(_part(one, shown) for one in checklists),
            ticked=ticks,
        )


def _part(checklist: Checklist, shown: set[CatalogueQuestion]) -> Part:
    return Part(
        checklist.title,
        tuple(one for one in checklist.open_questions if one not in shown),
        tuple(one for one in checklist.hard_questions if one not in shown),
    )


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
    ]
