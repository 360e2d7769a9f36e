from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.packets.models import (
    Packet,
    PreparedStep,
    SavedPacketSettings,
    Step,
    saved_settings,
)
from myeloma_journal.packets.settings import DEFAULT_SETTINGS, Paper, Section, Size
from tests.factories import (
    make_appointment,
    make_contact,
    make_packet,
    make_saved_packet_settings,
)


def refused(claim):
    return pytest.raises(IntegrityError, match=claim)


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        (
            {"clinician_name": ""},
            "packets_savedpacketsettings_is_for_a_contact_or_a_name",
        ),
        ({"since": "ever"}, "packets_savedpacketsettings_since_is_known"),
        ({"size": "huge"}, "packets_savedpacketsettings_size_is_known"),
        ({"paper": "a3"}, "packets_savedpacketsettings_paper_is_known"),
    ],
)
def test_the_database_refuses_settings(patient, fields, claim):
    with refused(claim):
        make_saved_packet_settings(patient=patient, **fields)


def test_settings_are_not_for_a_contact_and_a_name(patient):
    contact = make_contact(patient=patient)

    with refused("packets_savedpacketsettings_is_for_a_contact_or_a_name"):
        make_saved_packet_settings(
            patient=patient, contact=contact, clinician_name="Dr. Ruiz"
        )


def test_a_name_has_settings_once_in_a_journal(patient):
    make_saved_packet_settings(patient=patient, clinician_name="Dr. Ruiz")
    make_saved_packet_settings(clinician_name="Dr. Ruiz")

    with refused("packets_savedpacketsettings"):
        make_saved_packet_settings(patient=patient, clinician_name="Dr. Ruiz")


def test_a_contact_has_settings_once(patient):
    contact = make_contact(patient=patient)
    make_saved_packet_settings(patient=patient, contact=contact, clinician_name="")

    with refused("packets_savedpacketsettings"):
        make_saved_packet_settings(patient=patient, contact=contact, clinician_name="")


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
    assert [step.following for step in Step] == [*list(Step)[1:], Step.PRINT]


def test_without_saved_settings_the_default_holds(visit):
    assert saved_settings(visit) == DEFAULT_SETTINGS


def test_settings_are_saved_for_the_clinician_alone(patient):
    ruiz = make_contact(patient=patient, name="Dr. Ruiz")
    make_saved_packet_settings(
        patient=patient, contact=ruiz, clinician_name="", sections=["labs"]
    )
    hers = make_appointment(patient=patient, contact=ruiz)
    by_name = make_appointment(patient=patient, with_whom="Dr. Ruiz")

    assert saved_settings(hers).sections == {Section.LABS}
    assert saved_settings(by_name) == DEFAULT_SETTINGS


def test_settings_are_saved_by_name_where_a_visit_has_no_contact(patient):
    make_saved_packet_settings(
        patient=patient, clinician_name="Dr. Chen", size=Size.LARGE
    )
    make_saved_packet_settings(clinician_name="Dr. Ruiz", paper=Paper.A4)

    chen = make_appointment(patient=patient, with_whom="Dr. Chen")
    ruiz = make_appointment(patient=patient, with_whom="Dr. Ruiz")

    assert saved_settings(chen).size == Size.LARGE
    assert saved_settings(ruiz).paper == Paper.LETTER


def test_the_latest_packet_comes_first(visit):
    early, late = (
        make_packet(appointment=visit, made_at=datetime(2026, 11, day, tzinfo=UTC))
        for day in (20, 21)
    )

    assert list(visit.packets.all()) == [late, early]


def test_a_packet_names_its_sections_in_their_order():
    made = Packet(sections=[Section.LABS, Section.QUESTIONS])

    assert made.names == ["Question sheet", "Lab results"]


def test_settings_say_for_whom_they_are(patient):
    made = make_saved_packet_settings(
        patient=patient, clinician_name="Dr. Chen", sections=["labs"]
    )

    assert str(made) == "Dr. Chen: labs"
    assert SavedPacketSettings.objects.get() == made
