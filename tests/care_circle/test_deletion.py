"""Deleting a journal: hidden at once, and a week in which that can be cancelled."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from myeloma_journal.appointments.models import CalendarFeed
from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Membership, Patient
from tests.factories import (
    make_entry,
    make_invitation,
    make_membership,
    make_passkey,
    make_user,
)

pytestmark = pytest.mark.django_db


def url(name, patient):
    return reverse(f"care_circle:{name}", args=[patient.pk])


@pytest.fixture
def owner(cast, patient):
    return Membership.objects.get(patient=patient, user=cast["owner"])


@pytest.fixture
def pending(owner, patient, afternoon):
    """Deleted by its owner on November 21, 2026."""
    deletion.schedule_deletion(owner)
    patient.refresh_from_db()
    return patient


# ---- Asked for


def test_journal_delete_says_what_goes_and_what_stays(client, cast, patient):
    """PRI-2: backups age out in 35 days, and the page says so."""
    client.force_login(cast["owner"])

    page = client.get(url("journal_delete", patient))

    assert "gone for good after 7 days" in page.text
    assert "for up to 35 days" in page.text
    assert "<bdi>Helper</bdi>, <bdi>Reader</bdi>" in page.text


def test_journal_delete_names_nobody_who_has_no_way_in(client, cast, patient):
    """Such names came along with a journal that was restored."""
    restored = make_user(name="David Restored", is_active=False)
    make_membership(patient=patient, user=restored)
    client.force_login(cast["owner"])

    page = client.get(url("journal_delete", patient))

    assert "David Restored" not in page.text


@pytest.mark.parametrize("typed", ["", "Margaret", "Robert Lewis"])
def test_journal_delete_needs_the_name(client, cast, patient, typed):
    """INT-7: deleting a journal needs its name typed."""
    client.force_login(cast["owner"])

    page = client.post(url("journal_delete", patient), {"name": typed})

    assert page.status_code == 422
    assert "Type the name exactly as shown: Margaret Lewis" in page.text
    assert not Patient.objects.filter(deletion_scheduled_at__isnull=False).exists()


def test_journal_delete_takes_the_name_however_it_is_capitalised(client, cast, patient):
    client.force_login(cast["owner"])

    answer = client.post(url("journal_delete", patient), {"name": "margaret  LEWIS "})

    assert answer.url == url("pending_deletion", patient)


def test_journal_delete_takes_the_name_of_what_can_be_seen(client, cast, patient):
    patient.name = "Margaret\u00a0Lewis\u200b"
    patient.save()
    client.force_login(cast["owner"])

    answer = client.post(url("journal_delete", patient), {"name": "margaret  LEWIS "})

    assert answer.url == url("pending_deletion", patient)


def test_journal_delete_asks_for_the_password_again(client, cast, patient):
    """SES-5: somebody at an open browser deletes nothing."""
    client.force_login(cast["owner"])
    client.leave_alone()

    page = client.post(url("journal_delete", patient), {"name": "Margaret Lewis"})

    assert "Confirm it’s you" in page.text
    assert not Patient.objects.filter(deletion_scheduled_at__isnull=False).exists()


# ---- Hidden


def test_links_of_a_deleted_journal_are_dead(client, owner, pending):
    """PRI-2: calendar addresses and invitations."""
    calendar = CalendarFeed.objects.renew_for(owner)
    make_invitation(patient=pending, word="come in")

    feed = client.get(reverse("calendar_feed", args=[calendar]))
    invited = client.get(reverse("invitation", args=["come in"]))

    assert feed.status_code in {404, 410}
    assert invited.status_code == 410


def test_members_are_told_on_their_next_page(client, cast, pending):
    """PRI-2: members are told."""
    client.force_login(cast["reader"])

    page = client.get(reverse("welcome:journal_start"))

    sentence = (
        "The journal of Margaret Lewis will be deleted on November 28, 2026. "
        "Requested by: <bdi>Owner</bdi>."
    )
    assert sentence in " ".join(page.text.split())


def test_who_has_no_other_journal_is_told_at_the_front_door(client, cast, pending):
    """PRI-2: members are told."""
    client.force_login(cast["reader"])

    answer = client.get(reverse("landing"))

    assert answer.url == url("pending_deletion", pending)


def test_pending_deletion_tells_a_member_whom_to_ask(client, cast, pending):
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[pending.pk]), follow=True)

    assert "This journal will be deleted on November 28, 2026" in page.text
    assert "Deletion requested by: <bdi>Owner</bdi>." in page.text
    assert "Restore journal" not in page.text


def test_pending_deletion_is_not_there_for_a_stranger(client, cast, pending):
    client.force_login(cast["stranger"])

    assert client.get(url("pending_deletion", pending)).status_code == 404


def test_pending_deletion_of_a_journal_that_stays_is_today(client, cast, patient):
    client.force_login(cast["owner"])

    answer = client.get(url("pending_deletion", patient))

    assert answer.url == reverse("today", args=[patient.pk])


def test_words_sent_to_a_deleted_journal_are_given_back(client, cast, pending):
    """REQ-0: an error never costs anybody their words."""
    client.force_login(cast["helper"])

    page = client.post(
        reverse("questions:question_add", args=[pending.pk]), {"text": "About Monday?"}
    )

    assert page.status_code == 404
    assert "About Monday?" in page.text


# ---- The patient and every owner are told, and each can stop it


@pytest.fixture
def oscar(patient, cast):
    """A second owner, who came after the patient."""
    return make_membership(patient=patient, user=make_user(name="Oscar"))


def test_patient_and_every_owner_get_an_email(cast, owner, oscar, mailoutbox):
    """PRI-2: whoever asked; nobody else."""
    make_membership(
        patient=owner.patient, user=make_user(name="No login", is_active=False)
    )

    deletion.schedule_deletion(oscar)

    told = {address for message in mailoutbox for address in message.to}
    assert told == {owner.user.email, oscar.user.email}


def test_email_about_a_deletion_names_nobody(owner, mailoutbox, afternoon, settings):
    """PRI-5: it is read on a lock screen."""
    settings.SITE_URL = "https://site.example"

    deletion.schedule_deletion(owner)

    (sent,) = mailoutbox
    text = f"{sent.subject}\n{sent.body}"
    assert "It will be deleted for good on November 28, 2026." in text
    assert "https://site.example" in sent.body
    assert not re.search("journal|myeloma|patient|owner|margaret", text, re.IGNORECASE)


def test_server_without_mail_sends_none(owner, mailoutbox, settings):
    settings.SENDS_MAIL = False

    deletion.schedule_deletion(owner)

    assert mailoutbox == []


@pytest.mark.parametrize("first_page", ["landing", "today"])
@pytest.mark.parametrize("who", ["owner", "oscar"])
def test_first_page_says_who_asked_until_when_and_how_to_stop_it(
    client, owner, oscar, afternoon, who, first_page
):
    """PRI-2: of the patient, and of each owner."""
    deletion.schedule_deletion(oscar)
    client.force_login({"owner": owner, "oscar": oscar}[who].user)
    args = [owner.patient_id] if first_page == "today" else []

    page = client.get(reverse(first_page, args=args), follow=True)

    asked = {"owner": "requested by: <bdi>Oscar</bdi>", "oscar": "You asked to"}
    assert asked[who] in page.text
    assert "This journal will be deleted on November 28, 2026" in page.text
    assert "Until that day at 2:02 p.m., you can restore it." in page.text
    assert f'action="{url("deletion_cancel", owner.patient)}"' in page.text


@pytest.mark.parametrize("who", ["owner", "oscar"])
def test_each_owner_can_stop_it(client, owner, oscar, who):
    """PRI-2: not only who asked."""
    deletion.schedule_deletion(oscar)
    client.force_login({"owner": owner, "oscar": oscar}[who].user)

    page = client.post(url("deletion_cancel", owner.patient), follow=True)

    assert "This journal is open again" in page.text
    assert Patient.objects.get(pk=owner.patient_id).deletion_scheduled_at is None


def test_founder_can_stop_what_another_owner_asked(client, patient):
    """AUZ-6: who acts for a patient without an account."""
    founder = make_membership(patient=patient)
    deletion.schedule_deletion(make_membership(patient=patient))
    client.force_login(founder.user)

    page = client.post(url("deletion_cancel", patient), follow=True)

    assert "This journal is open again" in page.text


def test_owner_of_another_journal_reads_of_it_on_every_page(client, owner, oscar):
    other = make_membership(user=owner.user)
    make_passkey(owner.user)
    deletion.schedule_deletion(oscar)
    client.force_login(owner.user)

    page = client.get(reverse("today", args=[other.patient_id]))

    assert "Requested by: <bdi>Oscar</bdi>." in page.text
    assert "View or restore" in page.text


def test_second_request_does_not_move_the_day(owner, oscar, patient):
    deletion.schedule_deletion(oscar)
    patient.refresh_from_db()
    before = patient.deletion_scheduled_at

    deletion.schedule_deletion(owner)

    patient.refresh_from_db()
    assert patient.deletion_scheduled_at == before
    assert patient.deletion_scheduled_by == "Oscar"


# ---- Kept after all


def test_deletion_cancel_opens_it_again(client, cast, pending):
    """PRI-2: a 7-day undo."""
    entry = make_entry(patient=pending)
    client.force_login(cast["owner"])

    page = client.post(url("deletion_cancel", pending), follow=True)

    assert "This journal is open again" in page.text
    assert list(pending.entries.all()) == [entry]
    kinds = {activity.kind for activity in pending.activities.all()}
    assert {"deletion_scheduled", "deletion_cancelled"} <= kinds


@pytest.mark.parametrize(
    ("who", "status"), [("helper", 403), ("reader", 403), ("stranger", 404)]
)
def test_deletion_cancel_is_for_the_owner(client, cast, pending, who, status):
    client.force_login(cast[who])

    assert client.post(url("deletion_cancel", pending)).status_code == status
    assert Patient.objects.get(pk=pending.pk).deletion_scheduled_at


def test_deletion_cancel_is_too_late_after_a_week(client, cast, pending):
    """PRI-2: what may be half erased is not opened again."""
    Patient.objects.filter(pk=pending.pk).update(
        deletion_scheduled_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
    client.force_login(cast["owner"])

    page = client.post(url("deletion_cancel", pending), follow=True)

    assert (
        "The seven days are over. This journal can no longer be restored." in page.text
    )
    assert "Restore journal" not in page.text
    assert Patient.objects.get(pk=pending.pk).deletion_scheduled_at


def test_deletion_that_was_stopped_is_not_asked_for_again_at_once(
    client, owner, oscar, patient
):
    """AUZ-6: nobody can hold the journal of the patient closed."""
    deletion.schedule_deletion(oscar)
    deletion.cancel_deletion(owner)
    client.force_login(oscar.user)

    page = client.post(url("journal_delete", patient), {"name": patient.name})

    assert page.status_code == 422
    assert f"only {owner.user} can delete it." in page.text
    assert Patient.objects.open().filter(pk=patient.pk).exists()


def test_patient_can_delete_the_journal_after_a_deletion_was_stopped(
    owner, oscar, patient
):
    deletion.schedule_deletion(oscar)
    deletion.cancel_deletion(owner)

    deletion.schedule_deletion(owner)

    assert Patient.objects.get(pk=patient.pk).is_pending_deletion


def test_deletion_is_put_on_nobody_of_the_same_name(client, owner, oscar, patient):
    oscar.user.name = owner.user.name
    oscar.user.save()
    deletion.schedule_deletion(oscar)
    client.force_login(owner.user)

    page = client.get(url("pending_deletion", patient))

    assert "You asked" not in page.text
