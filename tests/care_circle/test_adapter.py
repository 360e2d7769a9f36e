"""Signing in, as the owners of the journals read of it."""

import pytest
from django.urls import reverse

from myeloma_journal.care_circle.models import Activity
from tests.factories import make_membership, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"


def sign_in(client, user, password=PASSWORD):
    return client.post(
        reverse("account_login"),
        {"login": user.email, "password": password, "device": "own"},
        headers={"User-Agent": "(Android) Firefox/140"},
        REMOTE_ADDR="84.115.23.77",
    )


def noted():
    return [
        (activity.patient, activity.kind)
        for activity in Activity.objects.order_by("created_at")
    ]


def test_signing_in_is_recorded_with_where_it_was(client, cast, patient):
    sign_in(client, cast["helper"])

    activity = Activity.objects.get()
    assert (activity.patient, activity.kind, activity.created_by_name) == (
        patient,
        "signed_in",
        "Helper",
    )
    assert (activity.network, activity.device) == (
        "84.115.23.0/24",
        "Firefox on Android",
    )


def test_signing_in_is_recorded_in_each_journal_it_opens(client, cast, patient):
    other = make_membership(user=cast["helper"], role="reader")

    sign_in(client, cast["helper"])

    assert noted() == [(patient, "signed_in"), (other.patient, "signed_in")]


def test_a_wrong_password_is_no_sign_in(client, cast):
    sign_in(client, cast["helper"], "some other password")

    assert noted() == []


def test_who_has_no_journal_signs_in_without_a_record(client):
    user = make_user()

    sign_in(client, user)

    assert client.session["_auth_user_id"] == str(user.pk)
    assert noted() == []


def test_a_new_password_is_recorded(client, cast, patient):
    client.force_login(cast["owner"])
    new = "a different honest password"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new},
    )

    assert noted() == [(patient, "password")]
