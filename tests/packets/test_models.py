from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.packets.choices import USUAL, Paper, Section, Size
from myeloma_journal.packets.models import (
    Packet,
    PacketChoice,
    PreparedStep,
    Step,
    remembered,
)
from tests.factories import (
    make_appointment,
    make_contact,
    make_packet,
    make_packet_choice,
)


@pytest.fixture
def visit(patient):
    return make_appointment(patient=patient)


def refused(claim):
    return pytest.raises(IntegrityError, match=claim)


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"whom": ""}, "packets_packetchoice_is_for_a_contact_or_a_name"),
        ({"since": "ever"}, "packets_packetchoice_since_is_known"),
        ({"size": "huge"}, "packets_packetchoice_size_is_known"),
        ({"paper": "a3"}, "packets_packetchoice_paper_is_known"),
    ],
)
def test_the_database_refuses_a_choice(patient, fields, claim):
    with refused(claim):
        make_packet_choice(patient=patient, **fields)


def test_a_choice_is_not_for_a_contact_and_a_name(patient):
    contact = make_contact(patient=patient)

    with refused("packets_packetchoice_is_for_a_contact_or_a_name"):
        make_packet_choice(patient=patient, contact=contact, whom="Dr. Ruiz")


def test_a_name_has_one_choice_in_a_journal(patient):
    make_packet_choice(patient=patient, whom="Dr. Ruiz")
    make_packet_choice(whom="Dr. Ruiz")

    with refused("packets_packetchoice"):
        make_packet_choice(patient=patient, whom="Dr. Ruiz")


def test_a_contact_has_one_choice(patient):
    contact = make_contact(patient=patient)
    make_packet_choice(patient=patient, contact=contact, whom="")

    with refused("packets_packetchoice"):
        make_packet_choice(patient=patient, contact=contact, whom="")


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"last_day": date(2026, 10, 26)}, "packets_packet_ends_after_it_begins"),
        ({"pages": 0}, "packets_packet_has_pages"),
        ({"created_by_name": ""}, "packets_packet_is_signed"),
        ({"digest": "abc"}, "packets_packet_has_its_digest"),
        ({"paper": "a3"}, "packets_packet_prints_in_a_known_way"),
    ],
)
def test_the_database_refuses_a_packet(visit, fields, claim):
    with refused(claim):
        make_packet(appointment=visit, **fields)


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"step": "tea"}, "packets_preparedstep_step_is_known"),
        ({"created_by_name": ""}, "packets_preparedstep_is_signed"),
    ],
)
def test_the_database_refuses_a_step(visit, fields, claim):
    with refused(claim):
        PreparedStep.objects.create(
            appointment=visit,
            **{"step": Step.TOP, "created_by_name": "Anna Lewis"} | fields,
        )


def test_a_step_of_a_visit_is_done_once(visit):
    step = {"appointment": visit, "step": Step.TOP, "created_by_name": "Anna Lewis"}
    PreparedStep.objects.create(**step)

    with refused("packets_preparedstep"), transaction.atomic():
        PreparedStep.objects.create(**step)


def test_a_step_is_followed_by_the_next_and_the_last_by_itself():
    assert [one.following for one in Step] == [*list(Step)[1:], Step.PRINT]


def test_without_a_choice_it_is_the_usual(visit):
    assert remembered(visit) == USUAL


def test_a_choice_is_remembered_for_the_clinician_alone(patient):
    ruiz = make_contact(patient=patient, name="Dr. Ruiz")
    make_packet_choice(patient=patient, contact=ruiz, whom="", sections=["labs"])
    hers = make_appointment(patient=patient, contact=ruiz)
    by_name = make_appointment(patient=patient, with_whom="Dr. Ruiz")

    assert remembered(hers).sections == {Section.LABS}
    assert remembered(by_name) == USUAL


def test_a_name_is_remembered_where_a_visit_has_nothing_else(patient):
    make_packet_choice(patient=patient, whom="Dr. Chen", size=Size.LARGE)
    make_packet_choice(whom="Dr. Ruiz", paper=Paper.A4)

    chen = make_appointment(patient=patient, with_whom="Dr. Chen")
    ruiz = make_appointment(patient=patient, with_whom="Dr. Ruiz")

    assert remembered(chen).size == Size.LARGE
    assert remembered(ruiz).paper == Paper.LETTER


def test_the_latest_packet_comes_first(visit):
    early, late = (
        make_packet(appointment=visit, made_at=datetime(2026, 11, day, tzinfo=UTC))
        for day in (20, 21)
    )

    assert list(visit.packets.all()) == [late, early]


def test_a_packet_names_its_parts_in_their_order():
    made = Packet(sections=[Section.LABS, Section.QUESTIONS])

    assert made.names == ["Question sheet", "Lab results"]


def test_a_choice_says_for_whom_it_is(patient):
    made = make_packet_choice(patient=patient, whom="Dr. Chen", sections=["labs"])

    assert str(made) == "Dr. Chen: labs"
    assert PacketChoice.objects.get() == made
