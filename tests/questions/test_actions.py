from datetime import date

import pytest

from myeloma_journal.questions import actions, answering
from myeloma_journal.questions.models import Status
from tests.factories import (
    make_catalogue_question,
    make_checklist,
    make_membership,
    make_question,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def by(patient):
    return make_membership(patient=patient, relation="daughter")


def texts(questions):
    return [question.text for question in questions.in_order()]


def make_questions(patient, words, **fields):
    return [make_question(patient=patient, text=word, **fields) for word in words]


def make_top(patient, words):
    return [
        make_question(patient=patient, text=word, top=place)
        for place, word in enumerate(words, start=1)
    ]


def test_adding_from_the_catalogue_copies_the_words_and_where_they_come_from(
    patient, by
):
    source = make_catalogue_question(
        checklist=make_checklist(label="New diagnosis"),
        text="What is it?",
        why="It helps to know.",
        revision=3,
    )

    (added,), already = actions.add_from_catalogue(catalogue_questions=[source], by=by)

    assert already == []
    assert (added.text, added.why) == ("What is it?", "It helps to know.")
    assert (added.source_text, added.source_why) == (added.text, added.why)
    assert (added.label, added.catalogue_revision) == ("New diagnosis", 3)
    assert (added.created_by, added.created_by_name) == (
        by.user,
        "Anna Lewis, daughter",
    )


def test_adding_from_the_catalogue_puts_them_at_the_end_in_the_order_of_the_list(
    patient, by
):
    make_questions(patient, "ab")
    wanted = [make_catalogue_question(text=word) for word in "cd"]

    actions.add_from_catalogue(catalogue_questions=wanted, by=by)

    assert texts(patient.questions) == ["a", "b", "c", "d"]


def test_adding_twice_from_the_catalogue_adds_once_and_says_what_was_there(patient, by):
    wanted = [make_catalogue_question() for _ in range(3)]
    first, _ = actions.add_from_catalogue(catalogue_questions=wanted, by=by)

    added, already = actions.add_from_catalogue(catalogue_questions=wanted, by=by)

    assert added == []
    assert already == first
    assert patient.questions.count() == 3


def test_adding_from_the_catalogue_leaves_an_answered_question_answered(patient, by):
    source = make_catalogue_question()
    (question,), _ = actions.add_from_catalogue(catalogue_questions=[source], by=by)
    answering.save_answer(
        question=question, text="Yes.", given_by="", given_on=TODAY, by=by
    )

    _, (already,) = actions.add_from_catalogue(catalogue_questions=[source], by=by)

    assert already.status == Status.ANSWERED


def test_a_trashed_question_can_be_added_again_from_the_catalogue(patient, by):
    source = make_catalogue_question()
    (question,), _ = actions.add_from_catalogue(catalogue_questions=[source], by=by)
    actions.trash(question=question)

    added, _ = actions.add_from_catalogue(catalogue_questions=[source], by=by)

    assert len(added) == 1
    with pytest.raises(actions.AlreadyOnListError):
        actions.restore(question=question)


def test_add_puts_an_own_question_at_the_end(patient, by):
    make_questions(patient, "ab")

    added = actions.add(text="May I swim?", by=by)

    assert texts(patient.questions) == ["a", "b", "May I swim?"]
    assert (added.label, added.created_by_name) == ("", "Anna Lewis, daughter")


def test_add_takes_the_same_words_once(patient, by):
    first = actions.add(text="May I swim?", by=by)

    assert actions.add(text="May I swim?", by=by) == first


def test_add_cuts_what_does_not_fit(patient, by):
    added = actions.add(text="x" * 20_000, by=by)

    assert len(added.text) == 500
    assert added.text.endswith("…")


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [
        (1, "up", "bacd"),
        (1, "down", "acbd"),
        (3, "top", "dabc"),
        (0, "up", "abcd"),
        (3, "down", "abcd"),
        (3, 2, "adbc"),
        (0, 4, "bcda"),
        (1, 9, "acdb"),
    ],
)
def test_move_below_the_top_three(patient, which, to, order):
    questions = make_questions(patient, "abcd")

    actions.move(question=questions[which], to=to)

    assert texts(patient.questions) == list(order)
    positions = patient.questions.order_by("position").values_list(
        "position", flat=True
    )
    assert len(set(positions)) == 4


@pytest.mark.parametrize(
    ("which", "to", "order"),
    [(1, "up", "bac"), (1, "down", "acb"), (2, "top", "cab"), (0, "up", "abc")],
)
def test_move_within_the_top_three(patient, which, to, order):
    top = make_top(patient, "abc")
    make_questions(patient, "de")

    actions.move(question=top[which], to=to)

    assert texts(patient.questions) == [*order, "d", "e"]


def test_move_leaves_other_journals_alone(patient):
    elsewhere = make_question(position=1)
    questions = make_questions(patient, "ab")

    actions.move(question=questions[1], to="up")

    elsewhere.refresh_from_db()
    assert elsewhere.position == 1


def test_a_question_that_waits_is_passed_and_keeps_its_place(patient):
    questions = make_questions(patient, "abc")
    answering.set_status(question=questions[1], status=Status.ASKED, on=TODAY)

    actions.move(question=questions[2], to="up")

    assert texts(patient.questions) == ["c", "b", "a"]


def test_mark_top_takes_the_place_of_one_that_waits(patient):
    top = make_top(patient, "abc")
    answering.set_status(question=top[0], status=Status.ASKED, on=TODAY)

    actions.mark_top(question=make_question(patient=patient, text="d"))

    starred = patient.questions.top_three().values_list("text", flat=True)
    assert list(starred) == ["b", "c", "d"]


def test_mark_top_takes_the_next_free_place(patient):
    make_top(patient, "ab")
    question = make_question(patient=patient)

    actions.mark_top(question=question)

    question.refresh_from_db()
    assert question.top == 3


def test_mark_top_twice_changes_nothing(patient):
    (question,) = make_top(patient, "a")

    actions.mark_top(question=question)

    question.refresh_from_db()
    assert question.top == 1


def test_mark_top_refuses_a_fourth(patient):
    make_top(patient, "abc")

    with pytest.raises(actions.TopThreeFullError):
        actions.mark_top(question=make_question(patient=patient))


def test_unmark_top_closes_the_gap_and_stands_first_below(patient):
    top = make_top(patient, "abc")
    make_questions(patient, "de")

    actions.unmark_top(question=top[0])

    assert texts(patient.questions) == ["b", "c", "a", "d", "e"]
    places = patient.questions.top_three().values_list("top", flat=True)
    assert list(places) == [1, 2]


def test_an_asked_question_keeps_its_place_and_its_day(patient):
    (question,) = make_top(patient, "a")

    answering.set_status(question=question, status=Status.ASKED, on=TODAY)
    answering.set_status(
        question=question, status=Status.NOT_ANSWERED, on=date(2026, 11, 24)
    )

    question.refresh_from_db()
    assert (question.top, question.asked_on) == (1, TODAY)


def test_an_unanswered_question_asked_again_has_the_later_day():
    question = make_question(status="not_answered", asked_on=date(2026, 10, 27))

    answering.set_status(question=question, status=Status.ASKED, on=TODAY)

    question.refresh_from_db()
    assert question.asked_on == TODAY


def test_a_question_no_longer_needed_leaves_the_top_three(patient):
    top = make_top(patient, "abc")

    answering.set_status(question=top[0], status=Status.NO_LONGER_NEEDED, on=TODAY)

    assert texts(patient.questions.open()) == ["b", "c"]
    assert list(patient.questions.top_three().values_list("top", flat=True)) == [1, 2]


def test_a_question_asked_again_comes_last_and_keeps_its_answers(patient, by):
    question, _ = make_questions(patient, "ab")
    answering.save_answer(
        question=question, text="Yes.", given_by="", given_on=TODAY, by=by
    )

    answering.set_status(question=question, status=Status.TO_ASK, on=TODAY)

    assert texts(patient.questions.open()) == ["b", "a"]
    assert question.answers.count() == 1
    assert question.asked_on is None


def test_keep_answer_signs_it_and_frees_the_place_at_the_top(patient, by):
    top = make_top(patient, "ab")

    answer = answering.save_answer(
        question=top[0], text="Yes.", given_by="Dr. Ruiz", given_on=TODAY, by=by
    )

    top[0].refresh_from_db()
    top[1].refresh_from_db()
    assert (answer.created_by, answer.created_by_name) == (
        by.user,
        "Anna Lewis, daughter",
    )
    assert (top[0].status, top[0].asked_on, top[0].top) == ("answered", TODAY, None)
    assert top[1].top == 1


def test_a_trashed_question_can_be_restored_where_it_stood(patient):
    questions = make_questions(patient, "abc")

    actions.trash(question=questions[1])
    without = texts(patient.questions)
    actions.restore(question=questions[1])

    assert without == ["a", "c"]
    assert texts(patient.questions) == ["a", "b", "c"]


def test_earlier_words_stay_in_the_history(patient):
    question = make_question(patient=patient, text="Why?")

    question.text = "Why me?"
    question.save()

    texts_then = question.history.values_list("text", flat=True)
    assert list(texts_then) == ["Why me?", "Why?"]
