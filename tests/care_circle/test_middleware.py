"""Noting who looked, and who was turned away."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Activity, ActivityKind

pytestmark = pytest.mark.django_db


def team(patient):
    return reverse("care_team:care_team", args=[patient.pk])


def noted():
    return [
        (activity.created_by_name, activity.kind) for activity in Activity.objects.all()
    ]


@pytest.mark.parametrize(
    ("who", "signed"),
    [("helper", [("Helper", "read")]), ("reader", [("Reader", "read")]), ("owner", [])],
)
def test_a_look_is_recorded_of_all_but_owners(client, cast, patient, who, signed):
    client.force_login(cast[who])

    client.get(team(patient))

    assert noted() == signed


@pytest.mark.parametrize("method", ["OPTIONS", "PROPFIND"])
def test_a_look_by_another_way_of_asking_is_recorded(client, cast, patient, method):
    """AUD-1: a page is read however it was asked for."""
    client.force_login(cast["reader"])

    client.generic(method, team(patient))

    assert noted() == [("Reader", "read")]


def test_a_look_at_the_answer_to_a_refused_form_is_recorded(client, cast, patient):
    """AUD-1: the page around a refused form is the journal's."""
    client.force_login(cast["helper"])

    client.post(reverse("care_team:contact_add", args=[patient.pk]))

    assert noted() == [("Helper", "read")]


def test_a_look_is_recorded_once_a_day_and_costs_nothing_after_that(
    client, cast, patient, django_assert_num_queries
):
    client.force_login(cast["reader"])
    client.get(team(patient))
    page = reverse("care_circle:circle_leave", args=[patient.pk])

    with django_assert_num_queries(3):
        client.get(page)

    assert noted() == [("Reader", "read")]


def test_a_look_is_recorded_again_on_another_day(client, cast, patient, time_machine):
    client.force_login(cast["reader"])
    client.get(team(patient))
    time_machine.move_to(timedelta(days=1))

    client.get(team(patient))

    assert noted() == [("Reader", "read")] * 2


def test_two_devices_of_one_person_look_once(client, cast, patient):
    member = patient.memberships.get(user=cast["reader"])
    client.force_login(cast["reader"])
    client.get(team(patient))
    patient.memberships.filter(pk=member.pk).update(last_read_on=None)

    client.get(team(patient))

    assert noted() == [("Reader", "read")]


def test_who_is_refused_is_recorded_though_the_form_is_undone(client, cast, patient):
    """AUD-1: refused access is recorded, with where it came from."""
    client.force_login(cast["reader"])
    page = reverse("care_circle:patient_edit", args=[patient.pk])

    answer = client.post(
        page, {"name": "Somebody"}, headers={"User-Agent": "(iPhone) Safari/604"}
    )

    activity = Activity.objects.get()
    assert answer.status_code == 403
    assert (activity.kind, activity.network, activity.device) == (
        ActivityKind.REFUSED,
        "127.0.0.0/24",
        "Safari on iPhone",
    )


def test_who_has_left_is_recorded_when_they_come_back(client, cast, patient):
    patient.memberships.filter(user=cast["helper"]).update(removed_at=timezone.now())
    client.force_login(cast["helper"])

    for _ in range(2):
        assert client.get(team(patient)).status_code == 404

    assert noted() == [("Helper", "turned_away")]


def test_a_stranger_is_nobody_to_record(client, cast, patient):
    client.force_login(cast["stranger"])

    client.get(team(patient))

    assert noted() == []


def test_a_page_opens_though_nothing_can_be_recorded(
    client, cast, patient, monkeypatch
):
    """AVA-2: when the disk is full, reading goes on."""

    def full(*args):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(audit, "record", full)
    client.force_login(cast["reader"])

    assert client.get(team(patient)).status_code == 200
