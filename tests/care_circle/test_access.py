"""The door: who gets in, and who does not any more."""

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle.access import journals
from tests.factories import make_entry

pytestmark = pytest.mark.django_db


def test_circle_view_closes_for_a_removed_member_at_the_next_request(
    client, cast, patient
):
    entry = make_entry(patient=patient)
    page = reverse("journal:entry", args=[patient.pk, entry.pk])
    client.force_login(cast["helper"])
    assert client.get(page).status_code == 200

    patient.memberships.filter(user=cast["helper"]).update(removed_at=timezone.now())

    assert client.get(page).status_code == 404


def test_removed_member_finds_the_journal_in_no_menu(client, cast, patient):
    patient.memberships.filter(user=cast["helper"]).update(removed_at=timezone.now())
    client.force_login(cast["helper"])

    page = client.get(reverse("welcome:journal_start"))

    assert "Margaret Lewis" not in page.text


def test_circle_view_sends_the_signed_out_to_sign_in(client, patient):
    answer = client.get(reverse("today", args=[patient.pk]))

    assert answer.url.startswith(reverse("account_login"))


def test_a_closed_account_is_signed_out_at_the_next_request(client, cast):
    page = reverse("welcome:journal_start")
    client.force_login(cast["owner"])
    assert client.get(page).status_code == 200

    cast["owner"].is_active = False
    cast["owner"].save()

    assert client.get(page).url.startswith(reverse("account_login"))


def test_memberships_are_asked_for_once_a_request(
    cast, patient, django_assert_num_queries
):
    request = RequestFactory().get("/")
    request.user = cast["helper"]

    with django_assert_num_queries(1):
        shown = [list(journals(request)["memberships"]) for _ in range(2)]

    assert [[membership.patient for membership in found] for found in shown] == [
        [patient]
    ] * 2
