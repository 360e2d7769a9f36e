"""The door: who gets in, and who does not any more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_entry

pytestmark = pytest.mark.django_db


def test_door_closes_for_a_removed_member_at_the_next_request(client, cast, patient):
    entry = make_entry(patient=patient)
    page = reverse("journal:entry", args=[patient.pk, entry.pk])
    client.force_login(cast["helper"])
    assert client.get(page).status_code == 200

    patient.memberships.filter(user=cast["helper"]).update(removed_at=timezone.now())

    assert client.get(page).status_code == 404


def test_removed_member_finds_the_journal_in_no_menu(client, cast, patient):
    patient.memberships.filter(user=cast["helper"]).update(removed_at=timezone.now())
    client.force_login(cast["helper"])

    page = client.get(reverse("home:journal_start"))

    assert "Margaret Lewis" not in page.text


def test_door_sends_the_signed_out_to_sign_in(client, patient):
    answer = client.get(reverse("home:today", args=[patient.pk]))

    assert answer.url.startswith(reverse("account_login"))
