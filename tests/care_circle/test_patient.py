"""AUZ-6: a journal belongs to its patient, or to who acts for a patient meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from myeloma_journal.care_circle import actions
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.platform.accounts.models import NO_LOGIN_DOMAIN
from tests.factories import make_invitation, make_membership, make_user

pytestmark = pytest.mark.django_db
PATIENT_STAYS = "is the patient, and this journal belongs to the patient."
FOUNDER_STAYS = (
    "acts for the patient, who doesn’t use this journal with their own account."
)
NO_OWNER = "You’re not an owner of this journal anymore."
LAST_OWNER = "You’re the only owner."
TO_READER = {"role": "reader"}


def url(name, patient, pk=None):
    return reverse(f"care_circle:{name}", args=[patient.pk] + ([pk] if pk else []))


def link(word="a secret"):
    return reverse("invitation", args=[word])


def words(page):
    return " ".join(page.text.split())


@pytest.fixture
def mother(cast, patient):
    """The owner of the cast, whose own journal it is."""
    return Membership.objects.get(patient=patient, user=cast["owner"])


@pytest.fixture
def oscar(patient, cast):
    """A second owner, who came after the first."""
    return make_membership(patient=patient, user=make_user(name="Oscar"))


@pytest.fixture
def daughter(patient):
    """Who set up the journal of a patient without an account."""
    return make_membership(patient=patient, user=make_user(name="Anna"))


@pytest.fixture
def son(daughter):
    """An owner whom the daughter let in."""
    return make_membership(patient=daughter.patient, user=make_user(name="David"))


@pytest.fixture
def meanwhile(monkeypatch):
    """Somebody else is faster: their action ends just before ours gets the lock."""
    lock = Patient.lock

    def first(action, **answers):
        def locked(patient):
            monkeypatch.setattr(Patient, "lock", lock)
            action(**answers)
            return lock(patient)

        monkeypatch.setattr(Patient, "lock", locked)

    return first


# ---- The patient


@pytest.mark.parametrize(("page", "sent"), [("remove", {}), ("role", TO_READER)])
def test_owner_can_neither_remove_the_patient_nor_make_them_less(
    client, patient, mother, oscar, page, sent
):
    """AUZ-6: a forged form is refused in words, and the audit log has the try."""
    client.force_login(oscar.user)

    answer = client.post(url(f"member_{page}", patient, mother.pk), sent)

    assert answer.status_code == 403
    assert PATIENT_STAYS in words(answer)
    mother.refresh_from_db()
    assert (mother.role, mother.removed_at) == ("owner", None)
    assert patient.activities.get(kind="refused").created_by == oscar.user


@pytest.mark.parametrize("page", ["member_remove", "member_role"])
def test_page_about_the_patient_says_why_and_has_no_form(
    client, patient, mother, oscar, page
):
    client.force_login(oscar.user)

    answer = client.get(url(page, patient, mother.pk))

    assert PATIENT_STAYS in words(answer)
    assert f'action="{url(page, patient, mother.pk)}"' not in answer.text
    assert "Remove access" not in answer.text
    assert 'name="role"' not in answer.text


@pytest.mark.parametrize("page", ["member_remove", "member_role"])
@pytest.mark.parametrize(
    ("who", "status"), [("helper", 403), ("reader", 403), ("stranger", 404)]
)
def test_others_reach_the_patient_even_less(
    client, cast, patient, mother, page, who, status
):
    client.force_login(cast[who])

    answer = client.post(url(page, patient, mother.pk), TO_READER)

    assert answer.status_code == status
    mother.refresh_from_db()
    assert (mother.role, mother.removed_at) == ("owner", None)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("mother", "No one can remove you or change your role."),
        ("oscar", "No one can remove the patient or change their role."),
    ],
)
def test_circle_says_whose_journal_it_is_and_offers_no_button(
    client, patient, mother, oscar, who, sentence
):
    client.force_login({"mother": mother, "oscar": oscar}[who].user)

    page = client.get(url("circle", patient))

    assert sentence in page.text
    assert url("member_remove", patient, mother.pk) not in page.text
    assert url("member_role", patient, mother.pk) not in page.text


def test_patient_stays_an_owner_even_if_they_ask_otherwise(client, patient, mother):
    client.force_login(mother.user)

    answer = client.post(url("member_role", patient, mother.pk), TO_READER)

    assert PATIENT_STAYS in words(answer)


def test_patient_removes_another_owner(client, patient, mother, oscar):
    client.force_login(mother.user)

    client.post(url("member_remove", patient, oscar.pk))

    oscar.refresh_from_db()
    assert oscar.removed_at


def test_patient_who_leaves_reads_who_keeps_the_journal(client, patient, mother, oscar):
    client.force_login(mother.user)

    page = client.get(url("circle_leave", patient))

    assert "This is your own journal. If you leave, its other owners" in words(page)
    assert "<bdi>Oscar</bdi>." in words(page)
    assert url("journal_delete", patient) in page.text


def test_leaving_asks_for_the_password_again(client, patient, mother, oscar):
    """SES-5: somebody at the patient's open browser cannot leave for them."""
    client.force_login(mother.user)
    client.leave_alone()

    page = client.post(url("circle_leave", patient))

    assert "Confirm it’s you" in page.text
    mother.refresh_from_db()
    assert mother.removed_at is None


def test_nobody_takes_the_place_of_a_patient_who_left(client, patient, mother, oscar):
    """AUZ-6: the patient's private symptoms would open to them."""
    actions.remove(member=mother, by=mother)
    make_invitation(patient=patient, role="owner", is_patient=True)
    client.force_login(make_user(email="eve@example.org"))

    page = client.post(link(), {"your_name": "Margaret"})

    assert page.status_code == 410
    assert "The patient already has an account" in page.text
    assert "eve@example.org" in page.text
    assert patient.memberships.active().filter(is_patient=True).count() == 0


def test_patient_who_left_comes_back_as_the_patient(client, patient, mother, oscar):
    actions.remove(member=mother, by=mother)
    make_invitation(patient=patient, role="owner", is_patient=True)
    client.force_login(mother.user)

    client.post(link(), {"your_name": "Margaret"})

    assert patient.holder().user == mother.user


# ---- Who acts for a patient without an account


@pytest.mark.parametrize(("page", "sent"), [("remove", {}), ("role", TO_READER)])
def test_owner_can_neither_remove_the_founder_nor_make_them_less(
    client, patient, daughter, son, page, sent
):
    """AUZ-6: as long as the patient has no account."""
    client.force_login(son.user)

    answer = client.post(url(f"member_{page}", patient, daughter.pk), sent)

    assert answer.status_code == 403
    assert f"Anna {FOUNDER_STAYS}" in words(answer)
    daughter.refresh_from_db()
    assert (daughter.role, daughter.removed_at) == ("owner", None)


def test_circle_says_who_acts_for_the_patient(client, patient, daughter, son):
    client.force_login(son.user)

    page = client.get(url("circle", patient))

    assert "Until they do, Anna acts for the patient." in words(page)
    assert url("member_remove", patient, daughter.pk) not in page.text
    assert url("member_role", patient, daughter.pk) not in page.text


def test_circle_tells_the_founder_that_they_act_for_the_patient(
    client, patient, daughter
):
    client.force_login(daughter.user)

    page = client.get(url("circle", patient))

    assert "Until they do, you act for the patient." in words(page)


def test_founder_can_still_give_it_up(client, patient, daughter, son):
    client.force_login(daughter.user)

    client.post(url("member_role", patient, daughter.pk), TO_READER)

    daughter.refresh_from_db()
    assert daughter.role == "reader"
    assert patient.holder() == son


def test_founder_can_still_leave(client, patient, daughter, son):
    client.force_login(daughter.user)

    client.post(url("circle_leave", patient))

    assert patient.holder() == son


def test_founder_is_an_owner_like_others_once_the_patient_is_there(
    client, patient, daughter, son
):
    make_membership(patient=patient, is_patient=True)
    client.force_login(son.user)

    client.post(url("member_remove", patient, daughter.pk))

    daughter.refresh_from_db()
    assert daughter.removed_at


def test_name_of_a_restored_patient_acts_for_nobody(patient, daughter):
    """It has no login."""
    restored = make_user(name="Margaret Lewis", is_active=False)
    make_membership(patient=patient, user=restored, is_patient=True)

    assert patient.holder() == daughter


# ---- Handing the journal over


def test_daughter_hands_the_journal_over_to_her_mother(client, patient, daughter):
    client.force_login(daughter.user)
    sent = {"name": "Margaret", "is_patient": "on", "role": "reader"}
    invited = client.post(url("invitation_add", patient), sent)
    token = invited.text.split("/invitations/")[1].split("/")[0]
    mother = make_user(name="")
    client.force_login(mother)

    before = client.get(link(token))
    after = client.post(link(token), {"your_name": "Margaret"}, follow=True)

    assert "They join as the patient" in invited.text
    assert "It was set up for you by <bdi>Anna</bdi>." in words(before)
    assert "The journal belongs to you." in before.text
    assert "This is your journal now." in after.text
    member = patient.memberships.get(user=mother)
    assert (member.role, member.is_patient) == ("owner", True)
    daughter.refresh_from_db()
    assert (daughter.role, daughter.removed_at) == ("owner", None)


def test_owner_who_does_not_act_for_the_patient_cannot_invite_one(
    client, patient, daughter, son
):
    """AUZ-6: it could be a second account of their own."""
    client.force_login(son.user)
    sent = {"name": "Margaret", "is_patient": "on", "role": "reader"}

    page = client.get(url("circle", patient))
    client.post(url("invitation_add", patient), sent)

    assert "This is the person with myeloma" not in page.text
    invitation = patient.invitations.get()
    assert (invitation.role, invitation.is_patient) == ("reader", False)


def test_handing_over_stands_in_the_audit_log(client, patient, daughter):
    """AUD-1: whom the journal was handed to, and by whom."""
    client.force_login(daughter.user)
    sent = {"name": "Margaret", "is_patient": "on"}
    token = client.post(url("invitation_add", patient), sent).text
    token = token.split("/invitations/")[1].split("/")[0]
    client.force_login(make_user())
    client.post(link(token), {"your_name": "Margaret"})

    page = words(client.get(url("activity", patient)))

    assert "<strong><bdi>Anna</bdi></strong> <br> Invited the patient" in page
    assert "<bdi>Margaret</bdi></strong> <br> Joined as the patient" in page


def test_of_two_invitations_of_the_patient_the_second_says_there_is_one(
    client, patient, daughter
):
    for word in ("one", "two"):
        make_invitation(patient=patient, word=word, role="owner", is_patient=True)
    client.force_login(make_user())
    client.post(link("one"), {"your_name": "Margaret"})
    client.force_login(make_user())

    page = client.post(link("two"), {"your_name": "Margaret"})

    assert page.status_code == 410
    assert "The patient already has an account" in page.text


def test_patient_takes_the_place_of_a_name_without_a_login(client, patient, daughter):
    nobody = f"margaret@{NO_LOGIN_DOMAIN}"
    restored = make_user(name="Margaret Lewis", email=nobody, is_active=False)
    make_membership(patient=patient, user=restored, is_patient=True)
    make_invitation(patient=patient, role="owner", is_patient=True)
    client.force_login(daughter.user)
    assert "This is the person with myeloma" in client.get(url("circle", patient)).text
    mother = make_user()
    client.force_login(mother)

    client.post(link(), {"your_name": "Margaret"})

    assert patient.holder().user == mother


def test_member_who_is_invited_as_the_patient_reads_what_to_do(
    client, patient, daughter
):
    reader = make_membership(patient=patient, role="reader")
    make_invitation(
        patient=patient, role="owner", is_patient=True, created_by_name="Anna"
    )
    client.force_login(reader.user)

    page = client.get(link(), follow=True)

    assert "If it is about you, ask Anna to remove you first." in words(page)


# ---- Two at once


@pytest.mark.parametrize(("page", "sent"), [("remove", {}), ("role", TO_READER)])
def test_of_two_owners_who_remove_each_other_the_slower_one_reads_why(
    client, patient, daughter, son, meanwhile, page, sent
):
    """AUZ-6: it ends in words."""
    third = make_membership(patient=patient)
    client.force_login(son.user)
    meanwhile(actions.remove, member=son, by=third)

    answer = client.post(url(f"member_{page}", patient, third.pk), sent)

    assert answer.status_code == 403
    assert NO_OWNER in words(answer)
    third.refresh_from_db()
    assert (third.role, third.removed_at) == ("owner", None)


def test_of_two_owners_who_leave_at_once_the_last_one_reads_why(
    client, patient, daughter, son, meanwhile
):
    client.force_login(son.user)
    meanwhile(actions.remove, member=daughter, by=daughter)

    answer = client.post(url("circle_leave", patient))

    assert answer.status_code == 422
    assert LAST_OWNER in words(answer)


def test_of_two_owners_who_give_it_up_at_once_the_last_one_reads_why(
    client, patient, daughter, son, meanwhile
):
    client.force_login(son.user)
    meanwhile(actions.change_role, member=daughter, role="reader", by=daughter)

    answer = client.post(url("member_role", patient, son.pk), TO_READER)

    assert answer.status_code == 422
    assert LAST_OWNER in words(answer)


def test_owner_who_was_just_removed_deletes_no_journal(
    client, patient, daughter, son, meanwhile
):
    client.force_login(son.user)
    meanwhile(actions.remove, member=son, by=daughter)

    answer = client.post(url("journal_delete", patient), {"name": patient.name})

    assert answer.status_code == 403
    patient.refresh_from_db()
    assert patient.deletion_scheduled_at is None


def test_owner_who_was_just_removed_invites_nobody(
    client, patient, daughter, son, meanwhile
):
    client.force_login(son.user)
    meanwhile(actions.remove, member=son, by=daughter)

    answer = client.post(
        url("invitation_add", patient), {"name": "Eve", "role": "owner"}
    )

    assert answer.status_code == 403
    assert not patient.invitations.exists()


def test_account_that_is_deleted_while_the_other_owner_leaves_stays(
    client, patient, daughter, son, meanwhile
):
    client.force_login(son.user)
    meanwhile(actions.remove, member=daughter, by=daughter)

    page = client.post(reverse("account_delete"))

    assert page.status_code == 422
    assert "You’re the only owner of these journals." in page.text


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_in_the_same_moment_one_stays(patient):
    owners = [make_membership(patient=patient) for _ in range(2)]
    together = Barrier(len(owners))

    def leave(owner):
        try:
            together.wait()
            actions.remove(member=owner, by=owner)
        except actions.LastOwnerError:
            return "stays"
        else:
            return "left"
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        ended = list(threads.map(leave, owners))

    assert sorted(ended) == ["left", "stays"]
