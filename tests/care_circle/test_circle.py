from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle import actions
from myeloma_journal.care_circle.models import Activity, Invitation, Membership
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from myeloma_journal.platform.forms.models import Draft
from tests.factories import make_invitation, make_membership, make_user

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def url(name, patient, pk=None):
    return reverse(f"care_circle:{name}", args=[patient.pk] + ([pk] if pk else []))


def link(word="a secret"):
    return reverse("invitation", args=[word])


def member_of(patient, user):
    return Membership.objects.get(patient=patient, user=user)


def test_names_that_cannot_sign_in_are_not_said_to_open_the_journal(
    client, cast, patient
):
    restored = make_user(name="David Restored", is_active=False)
    make_membership(patient=patient, user=restored, role="owner")
    client.force_login(cast["owner"])

    page = client.get(url("circle", patient)).text

    assert "David Restored" not in page
    assert "3 people can open this journal." in page


def test_helper_finds_no_form_to_invite(client, cast, patient):
    client.force_login(cast["helper"])

    assert "Invite someone" not in client.get(url("circle", patient)).text


def test_inviting_shows_the_link_once_and_keeps_a_hash(client, cast, patient):
    """CRY-1: a token is kept as its SHA-256."""
    client.force_login(cast["owner"])

    page = client.post(
        url("invitation_add", patient), {"name": "David", "role": "helper"}
    )

    token = page.text.split("/invitations/")[1].split("/")[0]
    kept = Invitation.objects.get()
    assert kept.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(Invitation.objects.values())
    assert Client().get(link(token)).status_code == 200


def test_invitation_that_was_made_is_not_kept_as_unsent(client, cast, patient):
    client.force_login(cast["owner"])
    answers = {
        "name": "David",
        "role": "helper",
        TOKEN_FIELD: make_token(cast["owner"].pk),
    }
    kept = {
        "draft_page": url("circle", patient),
        "draft_action": url("invitation_add", patient),
    }
    client.post(reverse("drafts:draft_save"), answers | kept)

    client.post(url("invitation_add", patient), answers)

    assert "We kept what you typed" not in client.get(url("circle", patient)).text
    # The page with the link came, and only now does the script send what it had.
    assert client.post(reverse("drafts:draft_save"), answers | kept).status_code == 204
    assert not Draft.objects.exists()


def test_inviting_nobody_asks_for_a_name_and_keeps_the_choice(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.post(url("invitation_add", patient), {"name": "", "role": "helper"})

    assert page.status_code == 422
    assert "Enter the name of the person you’re inviting." in page.text
    assert 'value="helper" checked' in " ".join(page.text.split())


def test_invitation_says_what_one_may_do_before_one_signs_in(client, patient):
    make_invitation(patient=patient, role="helper", created_by_name="Anna Lewis")

    page = client.get(link())

    assert "You’re invited to the journal of" in page.text
    assert "Invited by: <bdi>Anna Lewis</bdi>." in page.text
    assert "add questions and lab results" in page.text
    assert "Create an account" in page.text


def test_patient_who_invites_is_named_once(client, patient):
    make_invitation(patient=patient, created_by_name=patient.name)

    page = client.get(link())

    assert f"<bdi>{patient.name}</bdi> invited you to their journal" in page.text


def test_invitation_keeps_its_address_to_itself(client, patient):
    """AUT-5: no page that is opened from here hears of the secret."""
    make_invitation(patient=patient)

    assert client.get(link()).headers["Referrer-Policy"] == "strict-origin"


def test_accepting_opens_the_journal_with_the_role(client, patient):
    make_invitation(patient=patient, role="helper")
    user = make_user(name="")
    client.force_login(user)

    page = client.post(link(), {"your_name": "David", "relation": "son"}, follow=True)

    member = member_of(patient, user)
    assert page.redirect_chain == [(reverse("today", args=[patient.pk]), 302)]
    assert "You now have access to the journal of Margaret Lewis." in page.text
    assert (member.role, member.signature) == ("helper", "David, son")


def test_owner_reads_from_where_somebody_joined(client, patient):
    """AUD-1: the network, and not the house."""
    make_invitation(patient=patient)
    client.force_login(make_user())

    client.post(link(), {"your_name": "David"}, REMOTE_ADDR="84.115.23.77")

    joined = Activity.objects.get(patient=patient, kind="joined")
    assert joined.network == "84.115.23.0/24"


def test_invitation_works_once(client, patient):
    """AUT-5: single use."""
    make_invitation(patient=patient)
    client.force_login(make_user())
    client.post(link(), {"your_name": "David"})
    client.force_login(make_user())

    page = client.post(link(), {"your_name": "Somebody else"})

    assert page.status_code == 410
    assert "This link has already been used or has expired" in page.text


def test_used_link_says_with_which_account_it_was_not_used(client, patient):
    make_invitation(patient=patient, accepted_at=LONG_AGO)
    signed_out = client.get(link())
    client.force_login(make_user(email="eve@example.org"))

    page = client.get(link())

    assert "it was not with <bdi>eve@example.org</bdi>" in page.text
    assert "If you already used this link, sign in." in signed_out.text


def test_joining_twice_leads_on_to_the_journal(client, patient):
    make_invitation(patient=patient)
    client.force_login(make_user())
    client.post(link(), {"your_name": "David"})

    again = client.post(link(), {"your_name": "David"}, follow=True)

    assert again.redirect_chain[0][0] == reverse("today", args=[patient.pk])
    assert "You already have access to this journal." in again.text


def test_who_was_removed_does_not_come_back_by_the_link_they_used(client, patient):
    make_invitation(patient=patient)
    user = make_user()
    client.force_login(user)
    client.post(link(), {"your_name": "David"})
    patient.memberships.update(removed_at=LONG_AGO)

    assert client.get(link()).status_code == 410
    assert client.post(link(), {"your_name": "David"}).status_code == 410


@pytest.mark.parametrize(
    "fields", [{"expires_at": LONG_AGO}, {"withdrawn_at": LONG_AGO}]
)
def test_invitation_that_is_over_tells_nothing(client, patient, fields):
    """AUT-5: for seven days."""
    make_invitation(patient=patient, **fields)

    page = client.get(link())

    assert page.status_code == 410
    assert patient.name not in page.text


def test_a_member_who_is_invited_again_keeps_their_role(client, cast, patient):
    make_invitation(patient=patient, role="owner")
    client.force_login(cast["reader"])

    page = client.post(link(), {"your_name": "David"}, follow=True)

    assert "You already have access to this journal." in page.text
    assert member_of(patient, cast["reader"]).role == "reader"


def test_owner_who_tries_the_link_is_not_asked_to_come_in(client, cast, patient):
    invitation = make_invitation(patient=patient)
    client.force_login(cast["owner"])

    page = client.get(link(), follow=True)

    assert page.redirect_chain == [(reverse("today", args=[patient.pk]), 302)]
    assert "for someone else, sign out before they open it on this device" in page.text
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_patient_can_be_invited_into_their_own_journal(client, patient):
    make_invitation(patient=patient, role="owner", is_patient=True)
    user = make_user()
    client.force_login(user)

    client.post(link(), {"your_name": "Margaret Lewis"})

    assert member_of(patient, user).is_patient


@pytest.mark.parametrize("who", ["owner", "helper"])
def test_circle_says_once_what_a_reader_may_do(client, cast, patient, who):
    """An owner reads it where a role is chosen."""
    client.force_login(cast[who])

    page = client.get(url("circle", patient))

    assert (
        page.text.count("Can read and print everything except private questions") == 1
    )


def test_owner_sees_that_a_link_ran_out(client, cast, patient):
    make_invitation(patient=patient, expires_at=timezone.now() - timedelta(days=3))
    client.force_login(cast["owner"])

    page = client.get(url("circle", patient))

    assert "The link was not used, and it expired on" in page.text


def test_a_link_that_ran_out_can_be_taken_off_the_list(client, cast, patient):
    long_over = timezone.now() - timedelta(days=3)
    invitation = make_invitation(patient=patient, expires_at=long_over)
    client.force_login(cast["owner"])

    page = client.post(url("invitation_withdraw", patient, invitation.pk), follow=True)

    assert "The link was not used" not in page.text


def test_a_link_that_ran_out_long_ago_is_not_listed(client, cast, patient):
    make_invitation(patient=patient, expires_at=LONG_AGO)
    client.force_login(cast["owner"])

    page = client.get(url("circle", patient))

    assert "Invited, not joined yet" not in page.text


def test_withdrawn_invitation_opens_nothing(client, cast, patient):
    invitation = make_invitation(patient=patient)
    client.force_login(cast["owner"])

    client.post(url("invitation_withdraw", patient, invitation.pk))

    assert client.get(link()).status_code == 410


def test_invitation_accepted_before_it_was_withdrawn_is_said_in_words(
    client, cast, patient, monkeypatch
):
    """As when two people are that fast."""
    invitation = make_invitation(patient=patient)
    listed = type(patient.invitations.all()).listed
    client.force_login(cast["owner"])

    def accepted_meanwhile(invitations, now):
        found = list(listed(invitations, now))
        patient.invitations.update(accepted_at=now)
        return patient.invitations.filter(pk__in=[each.pk for each in found])

    monkeypatch.setattr(type(patient.invitations.all()), "listed", accepted_meanwhile)
    client.post(url("invitation_withdraw", patient, invitation.pk))
    monkeypatch.undo()
    page = client.get(url("circle", patient))

    assert "Someone has already used this invitation." in page.text


def test_removed_member_is_out_at_once_and_so_are_their_invitations(
    client, cast, patient
):
    """AUZ-5: pages, and invitations under way."""
    second = make_membership(patient=patient)
    make_invitation(patient=patient, created_by=second.user)
    client.force_login(cast["owner"])

    client.post(url("member_remove", patient, second.pk))

    assert client.get(link()).status_code == 410
    client.force_login(second.user)
    assert client.get(url("circle", patient)).status_code == 404


def test_who_is_no_owner_any_more_cannot_come_back_by_an_invitation(
    client, cast, patient
):
    second = make_membership(patient=patient)
    make_invitation(patient=patient, created_by=second.user, role="owner")
    client.force_login(cast["owner"])

    client.post(url("member_role", patient, second.pk), {"role": "reader"})

    assert client.get(link()).status_code == 410


def test_last_owner_cannot_leave(client, cast, patient):
    """AUZ-4: a journal always has an owner."""
    client.force_login(cast["owner"])

    page = client.post(url("circle_leave", patient))

    assert page.status_code == 422
    assert "You’re the only owner." in page.text
    assert client.get(url("circle", patient)).status_code == 200


def test_last_owner_cannot_give_it_up(client, patient):
    own = make_membership(patient=patient)
    client.force_login(own.user)

    page = client.post(url("member_role", patient, own.pk), {"role": "reader"})

    assert "You’re the only owner." in page.text
    own.refresh_from_db()
    assert own.role == "owner"


def test_journal_is_handed_over_to_another_caregiver(client, patient):
    own = make_membership(patient=patient)
    helper = make_membership(patient=patient, role="helper")
    client.force_login(own.user)

    client.post(url("member_role", patient, helper.pk), {"role": "owner"})
    client.post(url("member_role", patient, own.pk), {"role": "helper"})

    helper.refresh_from_db()
    own.refresh_from_db()
    assert (helper.role, own.role) == ("owner", "helper")


def test_helper_can_leave(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.post(url("circle_leave", patient), follow=True)

    assert f"You no longer have access to the journal of {patient.name}." in page.text
    assert client.get(url("circle", patient)).status_code == 404


def test_what_a_member_began_and_never_saved_goes_with_them(cast, patient):
    """Nobody could open it any more; what they began in another journal stays."""
    anna = cast["helper"]
    here = member_of(patient, anna)
    other = make_membership(user=anna).patient
    pages = {
        journal: reverse("today", args=[journal.pk]) for journal in (patient, other)
    }
    for page in pages.values():
        Draft.objects.create(user=anna, page=page, action=page)
    by_somebody_else = Draft.objects.create(
        user=cast["owner"], page=pages[patient], action=pages[patient]
    )

    actions.remove(member=here, by=here)

    kept = {by_somebody_else, Draft.objects.get(user=anna, page=pages[other])}
    assert set(Draft.objects.all()) == kept


def test_owner_reads_who_changed_the_circle(client, cast, patient):
    client.force_login(cast["owner"])
    client.post(url("invitation_add", patient), {"name": "David", "role": "reader"})

    page = client.get(url("activity", patient))

    assert "Invited someone: <bdi>David</bdi>" in " ".join(page.text.split())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_an_invitation_at_once_one_comes_in(patient):
    """AUT-5: an invitation works once, also for two in the same moment."""
    invitation = make_invitation(patient=patient)
    people = [make_user(name=name) for name in ("David", "Eve")]
    nowhere = ClientInfo(RequestFactory().get("/"))
    together = Barrier(len(people))

    def come_in(user):
        try:
            together.wait()
            actions.accept(
                invitation=invitation, by=user, name="", relation="", client=nowhere
            )
        except actions.InvitationClosedError:
            return "too late"
        else:
            return "in"
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        ended = list(threads.map(come_in, people))

    assert sorted(ended) == ["in", "too late"]
    assert patient.memberships.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"token_hash": "not a hash"},
        {"role": "king"},
        {"name": ""},
        {"accepted_at": LONG_AGO, "withdrawn_at": LONG_AGO},
        {"is_patient": True, "role": "helper"},
    ],
)
def test_database_refuses_an_invitation_that_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_invitation(**wrong)


def test_database_refuses_an_activity_of_no_known_kind(patient):
    with pytest.raises(IntegrityError, match="kind_is_known"), transaction.atomic():
        Activity.objects.create(
            patient=patient,
            created_by_name="Anna",
            kind="danced",
            on=date(2026, 11, 21),
        )
