"""What the page of a search shows: each question once, the other kinds beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.catalogue.search import Found
from myeloma_journal.catalogue.searchable import QUESTION

# So many of a kind are shown at once; what comes after fits less and less.
MOST_QUESTIONS = 12
MOST_OF_OTHERS = 5


@dataclass(frozen=True)
class ListGroup:
    """The questions of a list that are not shown elsewhere on the page."""

    title: str
    questions: tuple[CatalogueQuestion, ...]
    sensitive: tuple[CatalogueQuestion, ...]

    @classmethod
    def of(cls, title: str, questions: Iterable[CatalogueQuestion]) -> Self:
        every = list(questions)
        return cls(title, _open_questions(every), _sensitive_questions(every))


@dataclass(frozen=True)
class KindGroup:
    """What was found of one kind, best match first."""

    kind: str
    records: tuple[object, ...]


@dataclass(frozen=True)
class SearchResults:
    """Each question once: found, ticked before, or, if none is found, in its list."""

    find: str
    # The words that were looked for, where a slip of typing was mended.
    read_as: str
    groups: tuple[KindGroup, ...]
    questions: tuple[CatalogueQuestion, ...]
    sensitive: tuple[CatalogueQuestion, ...]
    ticked_before: tuple[CatalogueQuestion, ...]
    lists: tuple[ListGroup, ...]
    ticked: frozenset[str]

    @classmethod
    def build(
        cls,
        every: Iterable[CatalogueQuestion],
        *,
        find: str,
        found: Found,
        selected_slugs: Iterable[str],
    ) -> Self:
        """Order `every` question, which are in the order of their lists."""
        groups = [_kind_group(kind, found) for kind in found.kinds]
        matching = [
            record
            for group in groups
            for record in group.records
            if isinstance(record, CatalogueQuestion)
        ]
        selected = frozenset(selected_slugs)
        others = [question for question in every if question not in matching]
        before = [question for question in others if question.slug in selected]
        rest = [question for question in others if question not in before]
        # Who found something need not scroll past hundreds of other questions.
        below = [] if groups else rest
        by_list = groupby(below, key=lambda question: question.checklist.title)
        best = next(iter(matching), None)
        # Whoever looks for what lists fold finds it first, and not below other things.
        is_folded = best is not None and not best.is_sensitive
        return cls(
            find=find,
            read_as=found.read_as,
            groups=tuple(groups),
            questions=_open_questions(matching) if is_folded else tuple(matching),
            sensitive=_sensitive_questions(matching) if is_folded else (),
            ticked_before=tuple(before),
            lists=tuple(ListGroup.of(title, part) for title, part in by_list),
            ticked=selected,
        )


def _kind_group(kind: str, found: Found) -> KindGroup:
    # A list and a phase, or a word and a procedure, may have one name.
    by_name: dict[str, object] = {}
    for record in found.of(kind):
        by_name.setdefault(str(record).casefold(), record)
    most = MOST_QUESTIONS if kind == QUESTION else MOST_OF_OTHERS
    return KindGroup(kind, tuple(by_name.values())[:most])


def _open_questions(
    questions: Sequence[CatalogueQuestion],
) -> tuple[CatalogueQuestion, ...]:
    return tuple(question for question in questions if not question.is_sensitive)


def _sensitive_questions(
    questions: Sequence[CatalogueQuestion],
) -> tuple[CatalogueQuestion, ...]:
    return tuple(question for question in questions if question.is_sensitive)
