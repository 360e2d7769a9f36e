"""Who is signed in, with their journals."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from myeloma_journal.care_circle.access import journals
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_who_is_in_no_circle_is_signed_in_too(client):
    client.force_login(make_user())

    assert client.get(reverse("home:journal_start")).status_code == 200


@pytest.mark.parametrize("who", ["owner", "stranger"])
def test_a_closed_account_is_signed_out_at_the_next_request(client, cast, who):
    page = reverse("home:journal_start")
    client.force_login(cast[who])
    assert client.get(page).status_code == 200

    cast[who].is_active = False
    cast[who].save()

    assert client.get(page).url.startswith(reverse("account_login"))


def test_places_are_asked_for_once_when_they_did_not_come_along(
    cast, patient, django_assert_num_queries
):
    request = RequestFactory().get("/")
    request.user = cast["helper"]

    with django_assert_num_queries(1):
        shown = [list(journals(request)["memberships"]) for _ in range(2)]

    assert [[one.patient for one in places] for places in shown] == [[patient]] * 2
