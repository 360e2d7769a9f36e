import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import serializers
from django.db import DatabaseError, IntegrityError, transaction

from myeloma_journal.catalogue.models import CatalogueQuestion
from myeloma_journal.questions import actions, answering
from myeloma_journal.questions.models import Answer, Question
from tests.factories import (
    make_answer,
    make_appointment,
    make_catalogue_question,
    make_membership,
    make_question,
)

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 27)


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"text": ""}, "says_something"),
        ({"text": "x" * 501}, "is_short"),
        ({"top": 4}, "at_the_top_is_open"),
        (
            {"top": 1, "status": "answered", "asked_on": OCTOBER},
            "at_the_top_is_open",
        ),
        (
            {"top": 1, "deleted_at": datetime(2026, 10, 27, tzinfo=UTC)},
            "at_the_top_is_open",
        ),
        ({"status": "forgotten"}, "has_a_day_when_asked"),
        ({"status": "asked"}, "has_a_day_when_asked"),
        ({"status": "to_ask", "asked_on": OCTOBER}, "has_a_day_when_asked"),
        ({"status": "asked", "asked_on": date(1226, 1, 1)}, "is_in_our_time"),
        ({"source_text": "Why?"}, "source_is_whole_or_none"),
        ({"catalogue_revision": 1}, "source_is_whole_or_none"),
    ],
)
def test_the_database_refuses_a_question(wrong, claim):
    # PostgreSQL checks the length itself, before our constraint.
    with pytest.raises(DatabaseError, match=f"{claim}|too long"), transaction.atomic():
        make_question(**wrong)


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"text": ""}, "says_something"),
        ({"text": "x" * 20_001}, "fits"),
        ({"given_on": date(1226, 1, 1)}, "given_on_is_in_our_time"),
    ],
)
def test_the_database_refuses_an_answer(wrong, claim):
    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        make_answer(**wrong)


def test_no_two_questions_stand_at_one_top_place(patient):
    make_question(patient=patient, top=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_question(patient=patient, top=1)


def test_the_database_refuses_the_same_question_of_a_list_twice(patient):
    source = make_catalogue_question()
    source = {
        "catalogue_question": source,
        "catalogue_revision": 1,
        "source_text": source.text,
    }
    make_question(patient=patient, **source)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_question(patient=patient, **source)


def test_what_was_trashed_is_not_among_the_questions(patient):
    gone = make_question(patient=patient, deleted_at=datetime(2026, 11, 1, tzinfo=UTC))

    assert not patient.questions.exists()
    assert patient.questions(manager="all_objects").get() == gone


def test_questions_of_a_visit_are_the_open_ones_not_planned_for_a_later_one(
    patient, still_clock
):
    visit = make_appointment(patient=patient, starts_at=still_clock)
    before = make_appointment(
        patient=patient, starts_at=still_clock - timedelta(days=30)
    )
    after = make_appointment(
        patient=patient, starts_at=still_clock + timedelta(days=30)
    )
    planned = make_question(patient=patient, appointment=visit)
    left_open = make_question(
        patient=patient, appointment=before, status="not_answered", asked_on=OCTOBER
    )
    anyone = make_question(patient=patient, top=1)
    make_question(patient=patient, appointment=after)
    make_question(patient=patient, status="answered", asked_on=OCTOBER)

    assert list(patient.questions.for_appointment(visit)) == [
        anyone,
        planned,
        left_open,
    ]


def test_a_question_planned_for_a_cancelled_visit_comes_along_to_the_next(
    patient, still_clock
):
    visit = make_appointment(patient=patient, starts_at=still_clock)
    cancelled = make_appointment(
        patient=patient, starts_at=still_clock + timedelta(days=1), is_cancelled=True
    )
    question = make_question(patient=patient, appointment=cancelled)

    assert list(patient.questions.for_appointment(visit)) == [question]


def test_a_deleted_visit_leaves_its_questions(patient):
    question = make_question(
        patient=patient, appointment=make_appointment(patient=patient)
    )

    question.appointment.delete()

    question.refresh_from_db()
    assert question.appointment is None


def test_a_changed_catalogue_leaves_the_persons_questions_untouched(patient):
    reworded, withdrawn = make_catalogue_question(), make_catalogue_question()
    by = make_membership(patient=patient)
    actions.add_from_catalogue(catalogue_questions=[reworded, withdrawn], by=by)
    answering.save_answer(
        question=patient.questions.get(catalogue_question=reworded),
        text="A blood cancer.",
        given_by="Dr. Elena Ruiz",
        given_on=OCTOBER,
        by=by,
    )
    questions = {row["id"]: row for row in Question.objects.values()}
    answers = list(Answer.objects.values())
    of_withdrawn = patient.questions.get(catalogue_question=withdrawn).pk

    load_again(reworded, text="What is it?", why="", revision=2)
    withdrawn.delete()

    # All that goes is the link to what is no longer published.
    questions[of_withdrawn]["catalogue_question_id"] = None
    assert CatalogueQuestion.objects.get().text == "What is it?"
    assert {row["id"]: row for row in Question.objects.values()} == questions
    assert list(Answer.objects.values()) == answers


def load_again(record, **changed):
    """Load a record as a fixture with other words would."""
    fixture = json.loads(serializers.serialize("json", [record]))
    fixture[0]["fields"] |= changed
    for row in serializers.deserialize("json", json.dumps(fixture)):
        row.save()
