"""AUT-2: whoever can open several journals needs more than a password."""

import pytest
from django.urls import reverse

from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from myeloma_journal.platform.forms.models import Draft
from tests.factories import (
    make_invitation,
    make_membership,
    make_passkey,
    make_patient,
    make_totp,
    make_user,
)

pytestmark = pytest.mark.django_db
ASKS = "Because you can open more than one journal, you need two-step sign-in"


@pytest.fixture
def anna(client, cast, patient):
    """Signed in, her mother's helper, and owner of a journal about her uncle."""
    anna = make_user(email="anna@example.org")
    make_membership(patient=patient, user=anna, role=Role.HELPER)
    uncle = make_patient(name="Paul Lewis")
    make_membership(patient=uncle, user=anna, role=Role.OWNER)
    client.force_login(anna)
    return anna


def today(patient):
    return reverse("today", args=[patient.pk])


def test_one_journal_opens_with_a_password(client, cast, patient):
    client.force_login(cast["owner"])

    assert client.get(today(patient)).status_code == 200


def test_two_journals_ask_for_mfa(client, anna, patient):
    for membership in anna.memberships.all():
        page = client.get(today(membership.patient))

        assert page.status_code == 403
        assert ASKS in page.text
        assert reverse("mfa_add_webauthn") in page.text
        assert reverse("mfa_activate_totp") in page.text


@pytest.mark.parametrize("where", ["start", "invitation"])
def test_what_a_second_journal_needs_is_said_before(client, cast, where):
    make_invitation(word="a-secret")
    addresses = {
        "start": reverse("welcome:journal_start"),
        "invitation": reverse("invitation", args=["a-secret"]),
    }
    says = "To open a second one, a password alone is not enough"
    client.force_login(make_user())
    first = client.get(addresses[where])
    client.force_login(cast["helper"])

    second = client.get(addresses[where])

    assert says not in first.text
    assert says in second.text


@pytest.mark.parametrize("make_factor", [make_totp, make_passkey])
def test_with_mfa_they_open(client, anna, patient, make_factor):
    make_factor(anna)

    assert client.get(today(patient)).status_code == 200


def test_recovery_codes_alone_are_no_mfa(client, anna, patient):
    make_totp(anna)
    anna.authenticator_set.filter(type="totp").delete()

    assert client.get(today(patient)).status_code == 403


def test_page_that_asks_says_nothing_of_the_journal(client, anna, patient):
    page = client.get(today(patient))

    assert "member" not in page.context or page.context["member"] is None
    assert 'class="whose"' not in page.text


def test_stranger_still_finds_nothing(client, anna):
    elsewhere = make_membership().patient

    assert client.get(today(elsewhere)).status_code == 404


def test_it_costs_one_query(client, patient, anna, django_assert_num_queries):
    """After session, user and memberships; and who could take over."""
    client.get(today(patient))

    with django_assert_num_queries(5):
        client.get(today(patient))


def test_setting_one_up_leads_back_to_the_journal(client, anna, patient):
    client.get(today(patient) + "?from=letter")
    make_totp(anna)

    page = client.get(reverse("mfa_view_recovery_codes"))
    later = client.get(reverse("mfa_view_recovery_codes"))

    assert f'href="{today(patient)}?from=letter">I’ve saved my codes</a>' in page.text
    assert f'href="{reverse("mfa_index")}">Continue</a>' in later.text


def test_form_is_saved_as_a_draft_and_opens_again(client, cast, patient):
    """Somebody lets Anna in elsewhere while she writes: her words wait."""
    anna = cast["helper"]
    client.force_login(anna)
    make_membership(user=anna)
    address = reverse("care_circle:patient_edit", args=[patient.pk])
    answers = {TOKEN_FIELD: make_token(anna.pk), "name": "Margaret A. Lewis"}

    asked = client.post(address, answers)
    make_totp(anna)
    again = client.get(address)

    assert "What you typed is kept." in asked.text
    assert Draft.objects.get(user=anna).page == address
    assert 'value="Margaret A. Lewis"' in again.text


def test_what_cannot_be_kept_is_given_back(client, anna, patient):
    address = reverse("care_circle:patient_edit", args=[patient.pk])

    asked = client.post(address, {"name": "Margaret A. Lewis"})

    assert "name: Margaret A. Lewis" in asked.text
    patient.refresh_from_db()
    assert patient.name == "Margaret Lewis"


def test_one_may_leave_a_journal_instead(client, anna, patient):
    """Never a dead end: who cannot set up MFA keeps one journal."""
    leave = reverse("care_circle:circle_leave", args=[patient.pk])
    uncle = anna.memberships.get(role=Role.OWNER).patient

    offer = client.get(today(patient)).text
    client.post(leave)

    assert leave in offer
    assert reverse("care_circle:circle_leave", args=[uncle.pk]) not in offer
    assert client.get(today(uncle)).status_code == 200


@pytest.fixture
def two(client):
    """Two journals of one person alone, who is signed in: her own and a mistake."""
    beth = make_user(name="Beth Moore")
    names = ["Beth Moore", "Beth"]
    memberships = [
        make_membership(patient=make_patient(name=name), user=beth) for name in names
    ]
    client.force_login(beth)
    return [membership.patient for membership in memberships]


def test_a_journal_of_theirs_alone_can_be_deleted_instead(client, two):
    kept, mistake = two
    delete = reverse("care_circle:journal_delete", args=[mistake.pk])

    offer = client.get(today(kept)).text
    client.post(delete, {"name": mistake.name})

    assert f'href="{delete}"' in offer
    assert client.get(today(kept)).status_code == 200


def test_deleting_one_of_three_can_be_taken_back(client, two):
    kept, mistake = two
    make_membership(user=kept.memberships.get().user)
    delete = reverse("care_circle:journal_delete", args=[mistake.pk])
    keep = reverse("care_circle:deletion_cancel", args=[mistake.pk])

    gone = client.post(delete, {"name": mistake.name}, follow=True)
    client.post(keep)

    assert gone.status_code == 200
    assert f'action="{keep}"' in gone.text
    mistake.refresh_from_db()
    assert mistake.deletion_scheduled_at is None


def test_a_journal_of_theirs_alone_can_be_handed_over_instead(client, two):
    kept, moms = two
    david = make_membership(
        patient=moms, user=make_user(name="David Moore"), role=Role.HELPER
    )
    hand_over = reverse("care_circle:member_role", args=[moms.pk, david.pk])
    leave = reverse("care_circle:circle_leave", args=[moms.pk])

    offer = client.get(today(kept)).text
    then = client.post(hand_over, {"role": Role.OWNER}, follow=True).text
    client.post(leave)

    assert f'href="{hand_over}"' in offer
    assert "<bdi>David Moore</bdi> an owner" in offer
    assert leave not in offer
    assert f'href="{leave}"' in then
    assert client.get(today(kept)).status_code == 200


def test_invented_patient_stays_open(client, patient, settings):
    settings.LOCAL = True
    invented = User.objects.create_user("anna@invented.example")
    make_membership(patient=patient, user=invented, role=Role.HELPER)
    make_membership(user=invented)
    client.force_login(invented)

    assert client.get(today(patient)).status_code == 200


def test_nobody_is_the_demo_on_a_public_server(client, patient, settings):
    settings.LOCAL = False
    somebody = make_user(email="anna@invented.example")
    make_membership(patient=patient, user=somebody, role=Role.HELPER)
    make_membership(user=somebody)
    client.force_login(somebody)

    assert client.get(today(patient)).status_code == 403
