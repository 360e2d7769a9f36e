import re
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.questions.models import QUESTION_LENGTH, TOP_PLACES, Question


class AlreadyOnListError(Exception):
    """The same question of a list is on the patient's list again by now."""


@transaction.atomic
def add_from_catalogue(
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
        by: Who adds them.

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
    added, already = [], []
    position = last_position(patient)
    for source in wanted:
        if source.pk in there:
            already.append(there[source.pk])
            continue
        position += 1
        there[source.pk] = _copy(source, patient, position, by)
        added.append(there[source.pk])
    for text in own:
        same = same_question(text=text, by=by)
        if same:
            already.append(same)
        else:
            added.append(add(patient=patient, text=text, by=by))
    return added, already


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
        source_text=source.text,
        source_why=source.why,
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
    lock_list(question)
    newer = question.newer
    if newer is None:
        return
    if is_wanted:
        question.text, question.why = newer.text, newer.why
    question.source_text, question.source_why = newer.text, newer.why
    question.catalogue_revision = newer.revision
    question.save()


@transaction.atomic
def remove(*, question: Question) -> None:
    """Take a question off the list; `restore` brings it back."""
    patient = lock_list(question)
    question.deleted_at = timezone.now()
    question.top = None
    question.save()
    close_gaps(patient)


@transaction.atomic
def restore(*, question: Question) -> None:
    """Put a removed question back where it stood.

    Raises:
        AlreadyOnListError: The same question was added again in the meantime.
    """
    patient = lock_list(question)
    source = question.catalogue_question_id
    if source and patient.questions.filter(catalogue_question=source).exists():
        raise AlreadyOnListError
    question.deleted_at = None
    question.save()


UP, DOWN, TOP = "up", "down", "top"


class TopThreeFullError(Exception):
    """Three questions are at the top already."""


@transaction.atomic
def move(*, question: Question, to: str | int) -> None:
    """Move a question within the part of the list it stands in.

    Args:
        question: The question.
        to: `UP`, `DOWN` or `TOP`, or the number of its new place in that part.
    """
    patient = lock_list(question)
    questions = patient.questions.all()
    is_top = question.top is not None
    part = questions.top_three() if is_top else questions.if_there_is_time()
    order = list(part)
    if question not in order:
        return
    old = order.index(question)
    named = {UP: max(old - 1, 0), DOWN: old + 1, TOP: 0}
    new = to - 1 if isinstance(to, int) else named[to]
    order.insert(new, order.pop(old))
    if is_top:
        _place_at_top(patient, order)
    else:
        _number(order)


@transaction.atomic
def mark_top(*, question: Question) -> None:
    """Give a question the next free place of the top three.

    Raises:
        TopThreeFullError: There are three already.
    """
    patient = lock_list(question)
    top = list(patient.questions.all().top_three())
    if question in top:
        return
    if len(top) == len(TOP_PLACES):
        raise TopThreeFullError
    question.top = len(top) + 1
    question.save()


@transaction.atomic
def unmark_top(*, question: Question) -> None:
    """Let a question stand first below the top three, and close the gap it leaves."""
    patient = lock_list(question)
    question.top = None
    question.save()
    rest = patient.questions.all().if_there_is_time().exclude(pk=question.pk)
    _number([question, *rest])
    close_gaps(patient)


def lock_list(question: Question) -> Patient:
    """Lock its patient's list, and look at the question as it is by now."""
    patient = question.patient.lock()
    question.refresh_from_db()
    return patient


def last_position(patient: Patient) -> int:
    """Where the last question of this patient stands."""
    last: int | None = patient.questions.aggregate(last=Max("position"))["last"]
    return last or 0


def _number(order: Iterable[Question]) -> None:
    """Number the questions below the top three as they stand here."""
    changed = []
    for position, question in enumerate(order, start=1):
        if question.position != position:
            question.position = position
            changed.append(question)
    # The order is no part of the history: nobody asks who moved what when.
    Question.objects.bulk_update(changed, ["position"])


def close_gaps(patient: Patient) -> None:
    """Let those that are left of the top three move up."""
    _place_at_top(patient, list(patient.questions.all().top_three()))


def _place_at_top(patient: Patient, order: list[Question]) -> None:
    """Give the top places to these questions, in this order."""
    if [question.top for question in order] == list(range(1, len(order) + 1)):
        return
    # Clear all first: the unique constraint is checked row by row.
    patient.questions.filter(top__isnull=False).update(top=None)
    for place, question in enumerate(order, start=1):
        patient.questions.filter(pk=question.pk).update(top=place)
