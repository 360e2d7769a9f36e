"""Questions by visit, and those that speak of something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.catalogue.search import Search
from myeloma_journal.questions.models import Question


@dataclass(frozen=True)
class ForVisit:
    """The questions kept for one visit; without a visit, for whichever comes next."""

    appointment: Appointment | None
    is_past: bool
    questions: tuple[Question, ...]


def by_visit(questions: Iterable[Question], now: datetime) -> list[ForVisit]:
    """Questions under their visits: those to come first, then none, then past ones."""
    kept: dict[Appointment | None, list[Question]] = {}
    for question in questions:
        visit = question.appointment
        kept.setdefault(None if visit and visit.is_cancelled else visit, []).append(
            question
        )
    coming = [one for one in kept if one and one.starts_at > now]
    past = [one for one in kept if one and one.starts_at <= now]
    order: list[Appointment | None] = [
        *sorted(coming, key=lambda one: one.starts_at),
        *([None] if None in kept else []),
        *sorted(past, key=lambda one: one.starts_at, reverse=True),
    ]
    return [ForVisit(one, one in past, tuple(kept[one])) for one in order]


def matching(questions: Iterable[Question], find: str) -> list[Question]:
    """Those that speak of all that was looked for, in the question or an answer."""
    search = Search.of(find, [])
    if not search.ideas:
        return []
    return [one for one in questions if search.hits(_all_of(one)) == len(search.ideas)]


def _all_of(question: Question) -> str:
    said = [f"{one.text} {one.given_by}" for one in question.answers.all()]
    return " ".join([question.text, question.why, question.label, *said])
