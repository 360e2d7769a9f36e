"""SES-5: password or passkey again before what reaches far."""

import pytest
from django.urls import reverse

from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.models import User
from tests.factories import make_membership, make_totp, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
ASKS = "Confirm it’s you"


@pytest.fixture
def away(client, cast):
    """The owner, signed in, who was away for eleven minutes."""
    client.force_login(cast["owner"])
    client.leave_alone()
    return client


def address(patient, name="member_role", pk=None):
    helper = patient.memberships.get(role=Role.HELPER)
    return reverse(f"care_circle:{name}", args=[patient.pk, pk or helper.pk])


def asks_at(response):
    """The page that asks, with the address it goes on to."""
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    return response.url


# ---- When it asks


def test_page_asks_after_ten_minutes(away, patient):
    page = away.get(address(patient), follow=True)

    assert ASKS in page.text
    assert "no more than once every ten minutes" in page.text


def test_signing_in_counts_for_ten_minutes(client, cast, patient):
    email = cast["owner"].email
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})

    assert client.get(address(patient)).status_code == 200


def test_it_asks_once_and_then_not_for_ten_minutes(away, patient):
    away.post(
        asks_at(away.get(address(patient))), {"reauthentication-password": PASSWORD}
    )

    first = away.get(address(patient))
    away.leave_alone()
    later = away.get(address(patient))

    assert first.status_code == 200
    assert later.status_code == 302


def test_door_is_asked_first(client, cast, patient):
    """A stranger does not learn from the question that a journal is there."""
    client.force_login(cast["stranger"])
    client.leave_alone()

    assert client.get(address(patient)).status_code == 404


def test_whoever_has_nothing_to_show_is_not_asked(client, patient):
    """The invented patient has no password; looking around goes on."""
    invented = User.objects.create_user("margaret@invented.example")
    make_membership(patient=patient, user=invented, role=Role.OWNER)
    make_membership(patient=patient, role=Role.HELPER)
    client.force_login(invented)
    client.leave_alone()

    assert client.get(address(patient)).status_code == 200


# ---- What is right and what is wrong


def test_right_password_goes_on_to_the_page(away, patient):
    page = asks_at(away.get(address(patient) + "?from=circle"))

    response = away.post(page, {"reauthentication-password": PASSWORD})

    assert response.url == address(patient) + "?from=circle"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Enter your password."),
        ("wrong", "That isn’t your password. Try again."),
    ],
)
def test_wrong_password_says_what_to_do(away, patient, password, sentence):
    page = asks_at(away.get(address(patient)))

    response = away.post(page, {"reauthentication-password": password})

    assert response.status_code == 422
    assert sentence in response.text
    assert away.get(address(patient)).status_code == 302


def test_password_of_somebody_else_does_not_do(away, cast, patient):
    cast["helper"].set_password("the password of a helper")
    cast["helper"].save()
    page = asks_at(away.get(address(patient)))

    response = away.post(
        page, {"reauthentication-password": "the password of a helper"}
    )

    assert response.status_code == 422


def test_guessing_is_slowed_down(away, patient):
    """AUT-4: five wrong passwords, and the right one has to wait, too."""
    page = asks_at(away.get(address(patient)))
    for _ in range(5):
        away.post(page, {"reauthentication-password": "wrong"})

    response = away.post(page, {"reauthentication-password": PASSWORD})

    assert response.status_code == 429
    assert 290 < int(response.headers["Retry-After"]) <= 300
    assert "Too many wrong passwords. Wait 5 minutes" in response.text


def test_it_does_not_lead_to_another_site(away):
    page = reverse("account_reauthenticate") + "?next=https://elsewhere.example/"

    response = away.post(page, {"reauthentication-password": PASSWORD})

    assert response.url == reverse("landing")


@pytest.mark.parametrize("nonsense", ["{}", "[]", "no", '{"id": "x"}'])
def test_passkey_that_is_none_says_so(away, patient, nonsense):
    page = asks_at(away.get(address(patient)))

    response = away.post(
        page, {"reauthentication-password": "", "reauthentication-credential": nonsense}
    )

    assert response.status_code == 422
    assert "That passkey didn’t work. Use your password instead." in response.text


# ---- A form that was sent


def test_form_that_was_sent_waits_and_is_sent_on(away, patient):
    """Nothing is typed twice: the answers stand in the page that asks."""
    form = address(patient)

    asked = away.post(form, {"role": "reader", "csrfmiddlewaretoken": "old"})
    done = away.post(form, {"role": "reader", "reauthentication-password": PASSWORD})

    assert asked.status_code == 401
    assert '<input type="hidden" name="role" value="reader">' in asked.text
    assert 'value="old"' not in asked.text
    assert done.url == reverse("care_circle:circle", args=[patient.pk])
    assert patient.memberships.filter(role=Role.READER).count() == 2


def test_form_changes_nothing_before_the_password(away, patient):
    form = address(patient)

    away.post(form, {"role": "reader"})
    refused = away.post(form, {"role": "reader", "reauthentication-password": "wrong"})

    assert refused.status_code == 422
    assert '<input type="hidden" name="role" value="reader">' in refused.text
    assert patient.memberships.filter(role=Role.HELPER).exists()


def test_password_does_not_wait_in_the_page(away, patient):
    refused = away.post(address(patient), {"reauthentication-password": "a wrong one"})

    assert "a wrong one" not in refused.text


# ---- Cancelled


def test_cancel_leads_back_to_where_one_was(away, patient):
    circle = reverse("care_circle:circle", args=[patient.pk])
    came_from = {"Referer": f"http://testserver{circle}"}

    page = away.get(address(patient), follow=True, headers=came_from)

    assert f'href="{circle}">Cancel</a>' in page.text


def test_cancel_still_leads_there_after_a_wrong_password(away, patient):
    circle = reverse("care_circle:circle", args=[patient.pk])
    answers = {"reauthentication-password": "wrong", "reauthentication-back": circle}

    page = away.post(asks_at(away.get(address(patient))), answers)

    assert f'href="{circle}">Cancel</a>' in page.text


def test_cancel_does_not_lead_to_another_site(away, patient):
    came_from = {"Referer": "https://elsewhere.example/"}

    page = away.get(address(patient), follow=True, headers=came_from)

    assert 'href="/">Cancel</a>' in page.text


# ---- Where it stands


@pytest.mark.parametrize(
    "name", ["member_role", "member_remove", "invitation_add", "calendar_address"]
)
def test_what_shares_a_journal_asks(away, patient, name):
    named = {
        "invitation_add": reverse("care_circle:invitation_add", args=[patient.pk]),
        "calendar_address": reverse("appointments:calendar_address", args=[patient.pk]),
    }

    response = away.post(named.get(name) or address(patient, name))

    assert response.status_code == 401
    assert ASKS in response.text


@pytest.mark.parametrize(
    "name",
    [
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ],
)
def test_what_changes_mfa_asks(client, name):
    person = make_user()
    make_totp(person)
    client.force_login(person)
    client.leave_alone()

    assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    assert client.post(reverse(name)).status_code == 401
