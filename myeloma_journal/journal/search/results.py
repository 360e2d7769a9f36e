"""What one member finds in a journal: days, questions with their answers, visits.

The texts are read and compared here, not in the database. So a search finds the same in
either database, whatever its collation, and also where a column is encrypted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import Entry, FollowedSymptom
from myeloma_journal.journal.search.matching import Part, Query
from myeloma_journal.questions.models import Answer, Question

T = TypeVar("T")
# So many of each kind are shown, the newest.
MOST_SHOWN = 30


@dataclass(frozen=True)
class FoundEntry:
    entry: Entry
    note: list[Part]


@dataclass(frozen=True)
class FoundAnswer:
    answer: Answer
    text: list[Part]


@dataclass(frozen=True)
class FoundQuestion:
    """A question, and those of its answers in which a word was found."""

    question: Question
    text: list[Part]
    answers: list[FoundAnswer]


@dataclass(frozen=True)
class FoundVisit:
    """A visit, and those of its notes and tasks in which a word was found."""

    visit: Appointment
    notes: list[list[Part]]


@dataclass(frozen=True)
class Results:
    """The newest of each kind.

    Attributes:
        is_cut: Whether there are more of a kind than are shown.
    """

    symptoms: list[FollowedSymptom]
    entries: list[FoundEntry]
    questions: list[FoundQuestion]
    visits: list[FoundVisit]
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not (self.symptoms or self.entries or self.questions or self.visits)


def search_journal(member: Membership, typed: str) -> Results:
    """Search what `member` may read, in six queries."""
    query = Query(typed)
    entries, more_entries = _newest(_entries(member, query))
    questions, more_questions = _newest(_questions(member, query))
    visits, more_visits = _newest(_visits(member, query))
    return Results(
        symptoms=_symptoms(member, query),
        entries=entries,
        questions=questions,
        visits=visits,
        is_cut=more_entries or more_questions or more_visits,
    )


def _newest(found: Iterator[T]) -> tuple[list[T], bool]:
    """The first ones, and whether there are more."""
    first = list(islice(found, MOST_SHOWN + 1))
    return first[:MOST_SHOWN], len(first) > MOST_SHOWN


def _symptoms(member: Membership, query: Query) -> list[FollowedSymptom]:
    """The symptoms with such a name, each once; the journal lists their days."""
    visible = member.patient.followed_symptoms.visible_to(member)
    by_name = {symptom.name: symptom for symptom in visible}
    return [symptom for name, symptom in by_name.items() if query.matches([name])]


def _entries(member: Membership, query: Query) -> Iterator[FoundEntry]:
    for entry in member.patient.entries.exclude(note="").iterator():
        if query.matches([entry.note]):
            yield FoundEntry(entry, query.excerpt(entry.note))


def _questions(member: Membership, query: Query) -> Iterator[FoundQuestion]:
    """Of shared questions and the member's own private ones."""
    visible = Question.all_objects.visible_to(member).on_list()
    for question in visible.order_by("-created_at").prefetch_related("answers"):
        answers = list(question.answers.all())
        said = [text for answer in answers for text in (answer.text, answer.given_by)]
        if query.matches([question.text, question.why, question.label, *said]):
            found = [
                FoundAnswer(answer, query.excerpt(answer.text))
                for answer in answers
                if query.has_match(answer.text)
            ]
            yield FoundQuestion(question, query.excerpt(question.text), found)


def _visits(member: Membership, query: Query) -> Iterator[FoundVisit]:
    visits = member.patient.appointments.order_by("-starts_at", "-created_at")
    for visit in visits.prefetch_related("next_steps"):
        tasks = [step.text for step in visit.next_steps.all()]
        notes = [visit.purpose, visit.heard, visit.decided, *tasks]
        if query.matches(notes):
            found = [query.excerpt(note) for note in notes if query.has_match(note)]
            yield FoundVisit(visit, found)
