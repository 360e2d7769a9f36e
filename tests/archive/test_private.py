"""What somebody keeps for themselves does not leave with another."""

import json
from datetime import UTC, datetime

import pytest

from myeloma_journal.archive.export.data import journal_json
from myeloma_journal.archive.export.html import journal_html
from myeloma_journal.archive.rows import Rows
from myeloma_journal.care_circle.roles import Role
from tests.factories import (
    make_answer,
    make_call_reply,
    make_entry,
    make_followed,
    make_membership,
    make_patient,
    make_question,
    make_rating,
    make_rule_match,
    make_user,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 19, 2, tzinfo=UTC)
SECRET = "Will she live to see June?"


@pytest.fixture
def patient():
    return make_patient()


@pytest.fixture
def owner(patient):
    return make_membership(patient=patient, is_patient=True)


@pytest.fixture
def helper(patient):
    return make_membership(patient=patient, role=Role.HELPER)


def whole(member):
    """All words that leave with `member`."""
    rows = Rows(member)
    return "".join((*journal_json(rows, AT), *journal_html(rows, member, AT)))


def ask_secretly(by):
    return make_question(
        patient=by.patient, text=SECRET, private_to=by.user, created_by=by.user
    )


def test_private_question_stays_with_its_writer(owner, helper):
    question = ask_secretly(helper)
    make_answer(question=question, text="Perhaps.")
    question.text = f"{SECRET} Perhaps?"
    question.save()

    out = whole(owner)

    assert SECRET not in out
    assert "Perhaps" not in out


def test_own_private_question_goes_along(owner):
    ask_secretly(owner)

    assert SECRET in whole(owner)


def test_private_question_stays_out_after_it_was_deleted(owner, helper):
    question = ask_secretly(helper)
    question.save()
    question.delete()

    assert SECRET not in whole(owner)


def test_version_from_when_a_question_was_private_stays_out(owner, helper):
    question = ask_secretly(helper)
    question.save()
    question.text, question.private_to = "When is the next visit?", None
    question.save()

    out = whole(owner)

    assert SECRET not in out
    assert "When is the next visit?" in out


def test_entry_that_led_to_a_private_question_goes_without_the_link(owner, helper):
    question = ask_secretly(helper)
    make_entry(patient=owner.patient, question=question, discuss=True)

    out = whole(owner)

    assert str(question.pk) not in out
    assert SECRET not in out


@pytest.mark.parametrize(("is_patient", "stands"), [(True, True), (False, False)])
def test_private_symptom_leaves_with_the_patient_alone(patient, is_patient, stands):
    owner = make_membership(patient=patient, is_patient=is_patient)
    mood = make_followed(patient=patient, name="Low mood", is_private=True)
    make_rating(entry=make_entry(patient=patient), followed=mood)
    mood.save()

    assert ("Low mood" in whole(owner)) is stands


def test_export_says_how_much_was_left_out(owner, helper):
    ask_secretly(helper)

    exported = json.loads("".join(journal_json(Rows(owner), AT)))

    assert exported["left_out"] == {"private_questions": 1, "private_symptoms": 0}


def test_no_email_address_leaves(owner, helper):
    user = make_user(email="somebody.else@example.org", name="")
    make_membership(patient=owner.patient, user=user, role=Role.READER)

    out = whole(owner)

    assert "@example.org" not in out
    assert "somebody.else" in out


def test_nobody_elses_journal_leaves(owner):
    make_entry(note="Not yours.")

    assert "Not yours." not in whole(owner)


def test_what_was_shown_about_a_private_symptom_leaves_with_the_patient_only(
    owner, patient
):
    entry = make_entry(patient=patient)
    followed = make_followed(patient=patient, name="Queasy", is_private=True)
    make_rating(entry=entry, followed=followed, name="Queasy")
    make_rule_match(entry=entry, reading="Queasy: Severe")
    other = make_membership(patient=patient)

    assert whole(owner).count("Queasy: Severe") == 2
    assert "Queasy: Severe" not in whole(other)


def test_reply_about_a_private_symptom_stays_with_the_patient(owner, helper):
    entry = make_entry(patient=owner.patient)
    match = make_rule_match(entry=entry, is_private=True, reading="Sex: Severe")
    make_call_reply(match=match, is_private=True, created_by_name="Zelda Quill")

    assert "Zelda Quill" in whole(owner)
    assert "Zelda Quill" not in whole(helper)
    assert "Sex" not in whole(helper)
