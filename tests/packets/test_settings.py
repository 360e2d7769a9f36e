"""What is left out stands nowhere in the packet; what is private needs its person."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from myeloma_journal.journal.models import Severity
from myeloma_journal.packets.contents.build import build_contents
from myeloma_journal.packets.contents.options import apply_settings
from myeloma_journal.packets.settings import (
    DEFAULT_SETTINGS,
    PacketSettings,
    Section,
    item_key,
)
from tests.factories import (
    make_contact,
    make_entry,
    make_followed,
    make_lab_result,
    make_medication,
    make_membership,
    make_question,
    make_rating,
)
from tests.packets.samples import PICTURED

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
# A question added after the day of the visit is for a later one.
pytestmark = pytest.mark.usefixtures("afternoon")
EVERYTHING = PacketSettings(sections=frozenset(Section))


@pytest.fixture
def member(patient):
    return make_membership(patient=patient, is_patient=True)


def without(*keys):
    return replace(EVERYTHING, left_out=frozenset(keys))


def make_felt(patient, *days, **followed):
    symptom = make_followed(patient=patient, **followed)
    for day in days:
        entry = make_entry(patient=patient, felt_on=date(2026, 11, day))
        make_rating(entry=entry, followed=symptom, severity=Severity.SEVERE)
    return symptom


def said(packet):
    """All words of a packet."""
    return repr(packet)


@pytest.mark.parametrize(
    ("section", "field"),
    [
        (Section.QUESTIONS, "questions"),
        (Section.CHANGES, "symptom_charts"),
        (Section.DAYS, "days"),
        (Section.MEDICATIONS, "medications"),
        (Section.LABS, "labs"),
        (Section.LABS, "lab_charts"),
        (Section.DIAGNOSIS, "diagnosis"),
        (Section.TIMELINE, "timeline"),
        (Section.CARE_TEAM, "contacts"),
    ],
)
def test_a_section_is_in_or_out(section, field):
    chosen = replace(EVERYTHING, sections=frozenset(Section) - {section})

    assert getattr(apply_settings(PICTURED, EVERYTHING), field)
    assert not getattr(apply_settings(PICTURED, chosen), field)


def test_page_one_stays_without_any_section():
    packet = apply_settings(PICTURED, PacketSettings(sections=frozenset()))

    assert packet.top == PICTURED.top
    assert packet.symptoms == PICTURED.symptoms
    assert not packet.has_symptom_details


def test_what_takes_pages_is_out_unless_somebody_wants_it():
    assert frozenset(Section) - DEFAULT_SETTINGS.sections == {
        Section.DAYS,
        Section.TIMELINE,
    }


def test_a_question_left_out_leaves_page_one_and_no_gap(member, patient, visit):
    out = make_question(patient=patient, text="Will I die?", top=1)
    make_question(patient=patient, text="Can I travel?", top=2)

    packet = build_contents(
        member, visit, now=NOW, settings=without(item_key("question", out.pk))
    )

    assert [(question.number, question.text) for question in packet.top] == [
        (1, "Can I travel?")
    ]
    assert packet.questions == packet.top


def test_a_symptom_left_out_has_no_line_chart_or_day(member, patient, visit):
    make_felt(patient, 17, 18, 19, 20, name="Bone pain")

    packet = build_contents(
        member, visit, now=NOW, settings=without("symptom:bone pain")
    )

    assert packet.written_days == 4
    assert "Bone pain" not in said(packet)


def test_a_medication_left_out_is_not_on_page_one_either(member, patient, visit):
    out = make_medication(
        patient=patient, name="Sertraline", started_on=date(2026, 11, 10)
    )

    packet = build_contents(
        member, visit, now=NOW, settings=without(item_key("medication", out.pk))
    )

    assert "Sertraline" in said(build_contents(member, visit, now=NOW))
    assert "Sertraline" not in said(packet)


def test_a_lab_test_left_out_has_no_row_and_no_chart(member, patient, visit):
    for day in (date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)):
        make_lab_result(patient=patient, name="Ferritin", marker=None, collected_on=day)

    packet = build_contents(member, visit, now=NOW, settings=without("lab:ferritin"))

    assert "Ferritin" in said(build_contents(member, visit, now=NOW))
    assert "Ferritin" not in said(packet)


def test_somebody_of_the_care_team_can_be_left_out(member, patient, visit):
    out = make_contact(patient=patient, name="Dr. Other")

    packet = build_contents(
        member, visit, now=NOW, settings=without(item_key("contact", out.pk))
    )

    assert packet.contacts == ()


def test_a_private_question_is_printed_only_when_it_was_chosen(member, patient, visit):
    private = make_question(
        patient=patient,
        text="Am I a burden?",
        created_by=member.user,
        private_to=member.user,
    )
    chosen = replace(
        DEFAULT_SETTINGS, private=frozenset({item_key("question", private.pk)})
    )

    assert build_contents(member, visit, now=NOW).questions == ()
    [found] = build_contents(member, visit, now=NOW, settings=chosen).questions
    assert found.text == "Am I a burden?"


def test_nobody_else_can_choose_a_private_question(member, patient, visit):
    private = make_question(
        patient=patient, created_by=member.user, private_to=member.user
    )
    other = make_membership(patient=patient)
    chosen = replace(
        DEFAULT_SETTINGS, private=frozenset({item_key("question", private.pk)})
    )

    assert build_contents(other, visit, now=NOW, settings=chosen).questions == ()


def test_a_private_symptom_is_printed_only_when_the_patient_chose_it(
    member, patient, visit
):
    private = make_felt(patient, 18, 19, 20, name="Low mood", is_private=True)
    chosen = replace(
        DEFAULT_SETTINGS, private=frozenset({item_key("symptom", private.pk)})
    )
    other = make_membership(patient=patient)

    assert "Low mood" not in said(build_contents(member, visit, now=NOW))
    assert "Low mood" in said(build_contents(member, visit, now=NOW, settings=chosen))
    assert "Low mood" not in said(
        build_contents(other, visit, now=NOW, settings=chosen)
    )
