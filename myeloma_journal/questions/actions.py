"""Adding, rewording, sharing, trashing and ordering questions.

Every write here locks the patient's row first, so that two concurrent requests cannot
give two questions one place, or add the same question twice.
"""

import re
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.questions.models import QUESTION_LENGTH, TOP_POSITIONS, Question

UP, DOWN, TOP = "up", "down", "top"


class AlreadyOnListError(Exception):
    """The same catalogue question is on the patient's list already."""


class TopThreeFullError(Exception):
    """Three questions are at the top already."""


@transaction.atomic
def add_from_catalogue(
    *,
    catalogue_questions: Iterable[CatalogueQuestion],
    own: Iterable[str] = (),
    by: Membership,
) -> tuple[list[Question], list[Question]]:
    """Copy catalogue questions to the end of the list, and add `own` ones; idempotent.

    Returns:
        The new questions, and those that were there already, in whatever status.
    """
    patient = by.patient.lock()
    wanted = list(catalogue_questions)
    there = {
        question.catalogue_question_id: question
        for question in patient.questions.filter(catalogue_question__in=wanted)
    }
    added, already = [], []
    position = last_position(patient)
    for source in wanted:
        if source.pk in there:
            already.append(there[source.pk])
            continue
        position += 1
        there[source.pk] = _copy(source, position, by)
        added.append(there[source.pk])
    for text in own:
        same = same_question(text=text, by=by)
        if same:
            already.append(same)
        else:
            added.append(add(text=text, by=by))
    return added, already


def _copy(source: CatalogueQuestion, position: int, by: Membership) -> Question:
    return Question.objects.create(
        patient=by.patient,
        text=source.text,
        why=source.why,
        label=source.checklist.label,
        catalogue_question=source,
        catalogue_revision=source.revision,
        source_text=source.text,
        source_why=source.why,
        position=position,
        **by.as_creator,
    )


def same_question(*, text: str, by: Membership) -> Question | None:
    """A question with the same words, of those that `by` may see; open ones first."""
    words = _words(text)
    visible = Question.all_objects.visible_to(by).on_list().order_by("created_at")
    same = [question for question in visible if _words(question.text) == words]
    return min(same, key=lambda question: not question.is_open, default=None)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@transaction.atomic
def add(*, text: str, by: Membership, is_private: bool = False) -> Question:
    """Add a question at the end of the list; a private one is visible to `by` only.

    Idempotent: the same text twice (a double click, a second entry) is one question.
    Text that is too long is cut with an ellipsis; it comes from an entry that has it.
    """
    patient = by.patient.lock()
    if len(text) > QUESTION_LENGTH:
        text = text[: QUESTION_LENGTH - 1] + "…"
    private_to = by.user if is_private else None
    visible = Question.all_objects.visible_to(by).on_list()
    same = visible.open().filter(text=text, private_to=private_to)
    return same.first() or Question.objects.create(
        patient=patient,
        text=text,
        position=last_position(patient) + 1,
        **by.as_creator,
        private_to=private_to,
    )


@transaction.atomic
def reword(*, question: Question, accept: bool) -> None:
    """Accept or decline the newer words of the catalogue; either is offered once."""
    lock_list(question)
    newer = question.newer
    if newer is None:
        return
    if accept:
        question.text, question.why = newer.text, newer.why
    question.source_text, question.source_why = newer.text, newer.why
    question.catalogue_revision = newer.revision
    question.save()


@transaction.atomic
def share(*, question: Question) -> None:
    """Make a private question visible to the whole circle."""
    lock_list(question)
    question.private_to = None
    question.save()


@transaction.atomic
def trash(*, question: Question) -> None:
    """Take a question off the list; `restore` undoes it."""
    patient = lock_list(question)
    question.deleted_at = timezone.now()
    question.top = None
    question.save()
    close_gaps(patient)


@transaction.atomic
def restore(*, question: Question) -> None:
    """Undo `trash`; the question keeps its position.

    Raises:
        AlreadyOnListError: The same question was added again in the meantime.
    """
    patient = lock_list(question)
    source = question.catalogue_question_id
    if source and patient.questions.filter(catalogue_question=source).exists():
        raise AlreadyOnListError
    question.deleted_at = None
    question.save()


@transaction.atomic
def move(*, question: Question, to: str | int) -> None:
    """Move a question within its section: the top three, or the rest.

    Questions that wait for an answer are not counted, and keep their places.

    Args:
        question: The question.
        to: `UP`, `DOWN` or `TOP`, or its new number in the section, from 1.
    """
    patient = lock_list(question)
    questions = patient.questions.all()
    is_top = question.top is not None
    section = list(questions.top_three() if is_top else questions.if_there_is_time())
    to_ask = [question for question in section if question.is_to_ask]
    if question not in to_ask:
        return
    old = to_ask.index(question)
    named = {UP: max(old - 1, 0), DOWN: old + 1, TOP: 0}
    new = to - 1 if isinstance(to, int) else named[to]
    to_ask.insert(new, to_ask.pop(old))
    moved = iter(to_ask)
    order = [next(moved) if other.is_to_ask else other for other in section]
    if is_top:
        _set_top_three(patient, order)
    else:
        _set_positions(order)


@transaction.atomic
def mark_top(*, question: Question) -> None:
    """Append a question to the top three.

    One that was asked and waits for its answer gives up its place.

    Raises:
        TopThreeFullError: There are three to ask already.
    """
    patient = lock_list(question)
    top = list(patient.questions.all().top_three())
    if question in top:
        return
    if len(top) == len(TOP_POSITIONS):
        waiting = [other for other in top if not other.is_to_ask]
        if not waiting:
            raise TopThreeFullError
        top.remove(waiting[-1])
        _set_top_three(patient, top)
    question.top = len(top) + 1
    question.save()


@transaction.atomic
def unmark_top(*, question: Question) -> None:
    """Move a question to the first position below the top three."""
    patient = lock_list(question)
    question.top = None
    question.save()
    rest = patient.questions.all().if_there_is_time().exclude(pk=question.pk)
    _set_positions([question, *rest])
    close_gaps(patient)


def lock_list(question: Question) -> Patient:
    """Lock the patient's row and refresh the question."""
    patient = question.patient.lock()
    question.refresh_from_db()
    return patient


def last_position(patient: Patient) -> int:
    last: int | None = patient.questions.aggregate(last=Max("position"))["last"]
    return last or 0


def _set_positions(order: Iterable[Question]) -> None:
    """Set the positions of the questions below the top three."""
    moved = []
    for position, question in enumerate(order, start=1):
        if question.position != position:
            question.position = position
            moved.append(question)
    # Not in the history: who moved what is of no interest.
    Question.objects.bulk_update(moved, ["position"])


def close_gaps(patient: Patient) -> None:
    """Renumber the top three after one of them left."""
    _set_top_three(patient, list(patient.questions.all().top_three()))


def _set_top_three(patient: Patient, order: list[Question]) -> None:
    """Make these questions the top three, in this order."""
    if [question.top for question in order] == list(range(1, len(order) + 1)):
        return
    # Clear all first: the unique constraint is checked row by row.
    patient.questions.filter(top__isnull=False).update(top=None)
    for top, question in enumerate(order, start=1):
        patient.questions.filter(pk=question.pk).update(top=top)
