"""What comes onto the list, in which words, and what is taken off it."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.questions.actions.places import (
    close_gaps,
    last_position,
    lock_for,
)
from myeloma_journal.questions.models import QUESTION_LENGTH, Question


class AlreadyTaken(Exception):
    """The same question of a list is on the patient's list again by now."""


@transaction.atomic
def take(
    *,
    patient: Patient,
    catalogue_questions: Iterable[CatalogueQuestion],
    own: Iterable[str] = (),
    by: Membership,
) -> tuple[list[Question], list[Question]]:
    """Copy questions from lists to the end of the patient's own, each only once.

    Args:
        patient: Whose questions.
        catalogue_questions: Those of published lists.
        own: Those that were typed beside a list.
        by: Who takes them.

    Returns:
        The questions that are new, and those that were there already, however far
        they have come.
    """
    patient.lock()
    wanted = list(catalogue_questions)
    there = {
        question.catalogue_question_id: question
        for question in patient.questions.filter(catalogue_question__in=wanted)
    }
    taken, already = [], []
    position = last_position(patient)
    for source in wanted:
        if source.pk in there:
            already.append(there[source.pk])
            continue
        position += 1
        there[source.pk] = _copy(source, patient, position, by)
        taken.append(there[source.pk])
    for text in own:
        same = same_question(text=text, by=by)
        if same:
            already.append(same)
        else:
            taken.append(add(patient=patient, text=text, by=by))
    return taken, already


def _copy(
    source: CatalogueQuestion, patient: Patient, position: int, by: Membership
) -> Question:
    """A published question as the patient's own, word for word."""
    return Question.objects.create(
        patient=patient,
        text=source.text,
        why=source.why,
        label=source.checklist.label,
        catalogue_question=source,
        catalogue_revision=source.revision,
        taken_text=source.text,
        taken_why=source.why,
        position=position,
        **by.as_creator,
    )


def same_question(*, text: str, by: Membership) -> Question | None:
    """The question that asks just this, of those that `by` may see, open ones first."""
    asked = _bare(text)
    seen = Question.every.seen_by(by).on_list().order_by("created_at")
    same = [one for one in seen if _bare(one.text) == asked]
    return min(same, key=lambda one: not one.is_open, default=None)


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@transaction.atomic
def add(
    *, patient: Patient, text: str, by: Membership, is_private: bool = False
) -> Question:
    """Put an own question at the end of the list; a private one is seen by `by` only.

    The same words sent twice (a double click, a second entry) are one question. Words
    that do not fit are cut with an ellipsis: they came from somewhere that keeps them.
    """
    patient.lock()
    if len(text) > QUESTION_LENGTH:
        text = text[: QUESTION_LENGTH - 1] + "…"
    private_to = by.user if is_private else None
    seen = Question.every.seen_by(by).on_list()
    same = seen.open().filter(text=text, private_to=private_to)
    return same.first() or Question.objects.create(
        patient=patient,
        text=text,
        position=last_position(patient) + 1,
        **by.as_creator,
        private_to=private_to,
    )


@transaction.atomic
def reword(*, question: Question, is_wanted: bool) -> None:
    """Take the newer words of the list, or keep one's own; it is not asked again."""
    lock_for(question)
    newer = question.newer
    if newer is None:
        return
    if is_wanted:
        question.text, question.why = newer.text, newer.why
    question.taken_text, question.taken_why = newer.text, newer.why
    question.catalogue_revision = newer.revision
    question.save()


@transaction.atomic
def remove(*, question: Question) -> None:
    """Take a question off the list; it can be put back."""
    patient = lock_for(question)
    question.deleted_at = timezone.now()
    question.top = None
    question.save()
    close_gaps(patient)


@transaction.atomic
def put_back(*, question: Question) -> None:
    """Put a removed question back where it stood.

    Raises:
        AlreadyTaken: The same question was taken again in the meantime.
    """
    patient = lock_for(question)
    source = question.catalogue_question_id
    if source and patient.questions.filter(catalogue_question=source).exists():
        raise AlreadyTaken
    question.deleted_at = None
    question.save()
