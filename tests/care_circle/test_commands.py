"""What who runs the site can do about accounts, and what members see of it."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle import actions
from myeloma_journal.care_circle.models import Invitation
from tests.factories import make_invitation, make_membership, make_patient, make_user

pytestmark = pytest.mark.django_db


def close(user, *options):
    call_command("close_account", user.email, "--noinput", *options)


@pytest.fixture
def member():
    return make_membership()


def test_account_stats_are_numbers_only(capsys, member):
    """No word, name or address leaves the database."""
    make_user(email="closed@example.org", is_active=False)
    make_user(email="margaret@invented.example")
    make_membership().patient.memberships.update(removed_at=timezone.now())

    call_command("account_stats")

    said = capsys.readouterr().out
    assert re.findall(r"(\d+) (.+)", said) == [
        ("3", "accounts"),
        ("1", "of them closed"),
        ("0", "of them used in the last 30 days"),
        ("2", "of them with no journal"),
        ("2", "journals"),
        ("0", "of them waiting to be deleted"),
    ]


def test_close_account_ends_sessions_and_lets_nobody_sign_in(client, member):
    """AUZ-5: nothing is erased."""
    client.force_login(member.user)

    close(member.user)

    today = reverse("today", args=[member.patient_id])
    assert client.get(today).url.startswith(reverse("account_login"))
    answers = {"login": member.user.email, "password": "an honest long password"}
    page = client.post(reverse("account_login"), answers)
    assert page.url == reverse("account_inactive")
    member.refresh_from_db()
    assert member.removed_at is None


def test_close_account_cancels_invitations_that_would_be_a_way_back_in(member):
    """AUZ-5: with another account."""
    invitation = make_invitation(patient=member.patient, created_by=member.user)

    close(member.user)

    assert not Invitation.objects.open(timezone.now()).filter(pk=invitation.pk)


def test_reopened_account_is_as_it_was(client, member):
    close(member.user)

    close(member.user, "--reopen")

    answers = {"login": member.user.email, "password": "an honest long password"}
    client.post(reverse("account_login"), answers)
    assert client.get(reverse("today", args=[member.patient_id])).status_code == 200


def test_members_see_that_an_account_was_closed_and_by_whom(client, member):
    """AUD-2: the person who runs the site is in "Who did what", too."""
    other = make_membership(patient=member.patient, user=make_user(name="Eve"))
    close(other.user)
    client.force_login(member.user)

    page = client.get(reverse("care_circle:activity", args=[member.patient_id]))

    text = " ".join(re.sub(r"<[^>]+>", " ", page.text).split())
    assert "The person who runs this site Closed someone’s account: Eve" in text


def test_close_account_says_that_a_journal_is_left_without_an_owner(capsys, member):
    close(member.user)

    assert "Journals that have no other owner: 1." in capsys.readouterr().out


@pytest.mark.parametrize(("options", "state"), [([], "closed"), (["--reopen"], "open")])
def test_close_account_says_that_there_is_nothing_to_do(options, state):
    user = make_user(is_active=state == "open")

    with pytest.raises(CommandError, match=f"is already {state}"):
        close(user, *options)


def test_nobody_takes_the_place_of_a_patient_whose_account_is_closed():
    """AUZ-6: private symptoms are the patient's alone, and the account may reopen."""
    patient = make_patient()
    own = make_membership(patient=patient, is_patient=True)
    owner = make_membership(patient=patient)
    invitation = make_invitation(patient=patient, created_by=owner.user)
    Invitation.objects.update(is_patient=True, role="owner")
    invitation.refresh_from_db()
    close(own.user)

    with pytest.raises(actions.OtherPatientError):
        actions.accept(
            invitation=invitation,
            by=make_user(),
            name="Eve",
            relation="",
            client=None,
        )
