"""Erasing a journal after its week, or an account: gone everywhere."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from myeloma_journal.archive import erasure
from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.journal.models import CallReply, Entry, Rating
from myeloma_journal.platform.accounts.models import Session
from myeloma_journal.platform.backups.models import Erasure
from myeloma_journal.platform.forms.models import Draft, FormResponse
from myeloma_journal.questions.models import Question
from myeloma_journal.welcome import demo
from tests.factories import (
    make_call_reply,
    make_entry,
    make_followed,
    make_invitation,
    make_membership,
    make_question,
    make_rating,
    make_rule_match,
    make_user,
)

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture
def owner(cast, patient):
    return Membership.objects.get(patient=patient, user=cast["owner"])


@pytest.fixture
def pending(owner, patient, afternoon):
    """Deleted by its owner on November 21, 2026."""
    deletion.schedule_deletion(owner)
    patient.refresh_from_db()
    return patient


def histories():
    """The earlier versions of each kind of record that keeps any."""
    for model in apps.get_models():
        yield from erasure._histories(model)


def everything_in_the_database():
    """All rows of all tables, as one text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        said = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            said += map(repr, cursor.fetchall())
    return "\n".join(said)


# ---- Gone


def test_erase_waits_for_seven_days(pending, afternoon):
    assert erasure.erase_due(afternoon + WEEK - timedelta(seconds=1)) == 0
    assert erasure.erase_due(afternoon + WEEK) == 1


def test_erased_journal_stands_in_no_table(catalogue, client):
    """PRI-2, AUD-3: a journal that has something everywhere; nothing of it is left."""
    member = demo.load()
    patient, user = member.patient, member.user
    client.force_login(user)
    Draft.objects.create(
        user=make_user(),
        page=reverse("questions:question_add", args=[patient.pk]),
        action=reverse("questions:question_add", args=[patient.pk]),
        fields={"note": ["Zwiebelkanarie"]},
    )
    FormResponse.objects.keep(
        user_id=make_user().pk,
        session_hash="",
        path=reverse("today", args=[patient.pk]),
        status=422,
        html=b"Zwiebelkanarie",
    )
    for entry in patient.entries.all():
        entry.note = "Zwiebelkanarie"
        entry.save()
    make_question(patient=patient, text="Zwiebelkanarie?", private_to=user).delete()
    assert "Zwiebelkanarie" in everything_in_the_database()

    erasure.erase_journal(patient.pk, datetime(2026, 11, 29, tzinfo=UTC))

    left = everything_in_the_database()
    Erasure.objects.get(kind="journal", erased_id=patient.pk).delete()
    without_list = everything_in_the_database()
    assert "Zwiebelkanarie" not in left
    assert "Margaret Lewis" not in re.sub(r".*margaret.*@.*", "", left)
    assert patient.pk.hex not in without_list.replace("-", "")
    assert not Session.objects.filter(user=user).exists()
    # Parts of a record do not name the patient; nobody else has a journal here.
    assert [str(kept.model) for kept in histories() if kept.exists()] == []


def test_erasing_leaves_other_journals_alone():
    mine, theirs = make_rating(), make_rating()
    earlier = [rating.entry.history.count() for rating in (mine, theirs)]

    erasure.erase_journal(mine.entry.patient_id, datetime.now(UTC))

    assert list(Entry.objects.all()) == [theirs.entry]
    assert list(Rating.objects.all()) == [theirs]
    assert theirs.entry.history.count() == earlier[1]


def test_erasing_goes_on_where_it_broke_off(patient, monkeypatch):
    make_entry(patient=patient)
    monkeypatch.setattr(
        erasure, "_delete_drafts", lambda key: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        erasure.erase_journal(patient.pk, datetime.now(UTC))
    assert Patient.objects.exists()
    monkeypatch.undo()

    erasure.erase_journal(patient.pk, datetime.now(UTC))

    assert not Patient.objects.exists()
    assert Erasure.objects.count() == 1


def test_purge_deleted_journals_says_how_many(pending, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    long_ago = datetime(2026, 11, 1, tzinfo=UTC)
    Patient.objects.filter(pk=pending.pk).update(deletion_scheduled_at=long_ago)
    said = StringIO()

    call_command("purge_deleted_journals", stdout=said)

    listed = (tmp_path / "backups" / "erased.txt").read_text()
    assert said.getvalue() == "Journals permanently erased: 1.\n"
    assert listed.startswith(f"journal {pending.pk} 20")
    assert len(listed.split()) == 3


# ---- An account


def test_account_delete_keeps_what_was_written_for_others(client, cast, patient):
    helper = cast["helper"]
    entry = make_entry(
        patient=patient, created_by=helper, created_by_name="Helper, daughter"
    )
    client.force_login(helper)

    page = client.post(reverse("account_delete"))

    entry.refresh_from_db()
    assert "Your account has been deleted" in page.text
    assert (entry.created_by, entry.created_by_name) == (None, "Helper, daughter")
    assert client.get(reverse("today", args=[patient.pk])).status_code == 302
    assert patient.activities.filter(kind="left", created_by_name="Helper").exists()


def test_account_delete_takes_private_questions_along(client, cast, patient):
    """PRI-2: with every version of them."""
    helper = cast["helper"]
    private = make_question(patient=patient, text="For me only", private_to=helper)
    private.text = "For me only, again"
    private.save()
    client.force_login(helper)

    client.post(reverse("account_delete"))

    assert "For me only" not in everything_in_the_database()
    assert not Question.history.filter(id=private.pk).exists()


def test_account_of_the_patient_takes_private_symptoms_along(client, cast, patient):
    """PRI-2: they would open to whoever is the patient next."""
    make_membership(patient=patient)
    entry = make_entry(patient=patient)
    mood = make_followed(patient=patient, name="Low mood", is_private=True)
    make_rating(entry=entry, followed=mood, name="Low mood")
    make_rule_match(entry=entry, reading="Low mood: severe")
    mood.save()
    pain = make_rating(entry=entry, followed=make_followed(patient=patient))
    client.force_login(cast["owner"])

    page = client.get(reverse("account_delete"))
    client.post(reverse("account_delete"))

    assert "Your private symptoms" in page.text
    assert "Low mood" not in everything_in_the_database()
    assert list(entry.ratings.all()) == [pain]


def test_account_of_the_patient_takes_private_replies_along(client, cast, patient):
    entry = make_entry(patient=patient)
    match = make_rule_match(entry=entry, is_private=True)
    make_call_reply(match=match, is_private=True)
    make_call_reply(entry=entry, is_private=True)
    public = make_call_reply(match=make_rule_match(entry=entry, reading="Fever: Mild"))
    make_membership(patient=patient, role="owner")
    client.force_login(cast["owner"])

    client.post(reverse("account_delete"))

    assert [reply.pk for reply in CallReply.objects.all()] == [public.pk]
    assert CallReply.history.count() == 1


def test_account_of_a_helper_leaves_private_symptoms_alone(client, cast, patient):
    make_followed(patient=patient, name="Low mood", is_private=True)
    client.force_login(cast["helper"])

    client.post(reverse("account_delete"))

    assert "Low mood" in everything_in_the_database()


def test_account_delete_ends_sessions_and_invitations(client, cast, patient):
    """AUZ-5: links made by who is gone open nothing."""
    second = make_membership(patient=patient).user
    make_invitation(patient=patient, word="come in", created_by=second)
    client.force_login(second)

    client.post(reverse("account_delete"))

    opened = client.get(reverse("invitation", args=["come in"]))
    assert opened.status_code == 410
    assert not Session.objects.filter(user=second.pk).exists()
    assert second.email not in everything_in_the_database()


def test_invitation_of_an_erased_account_opens_no_journal_that_stays(
    client, owner, patient
):
    """AUZ-5: what they sent out dies with their account, in every journal."""
    former = make_membership(patient=patient)
    make_invitation(patient=patient, word="for myself", created_by=former.user)
    deletion.schedule_deletion(former)

    erasure.delete_account(former.user)
    deletion.cancel_deletion(owner)

    page = reverse("invitation", args=["for myself"])
    assert client.get(page).status_code == 410


def test_account_delete_asks_who_shall_own_the_journal(client, cast, patient):
    client.force_login(cast["owner"])
    page = reverse("account_delete")
    delete = reverse("care_circle:journal_delete", args=[patient.pk])

    refused = client.post(page)

    assert refused.status_code == 422
    assert "You’re the only owner of these journals." in refused.text
    assert f'href="{delete}"' in refused.text
    assert type(cast["owner"]).objects.filter(pk=cast["owner"].pk).exists()


def test_account_delete_works_once_the_journal_was_deleted(client, cast, pending):
    client.force_login(cast["owner"])

    assert (
        "Your account has been deleted" in client.post(reverse("account_delete")).text
    )


def test_account_delete_asks_for_the_password_again(client, cast):
    """SES-5: somebody at an open browser deletes nothing."""
    client.force_login(cast["helper"])
    client.leave_alone()

    assert "Confirm it’s you" in client.post(reverse("account_delete")).text
    assert Membership.objects.filter(user=cast["helper"]).exists()


def test_account_delete_sets_no_cookie_and_clears_the_browser(client, cast):
    client.force_login(cast["helper"])

    answer = client.post(reverse("account_delete"))

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["sessionid"].value == ""


# ---- The list


def test_the_same_thing_is_noted_once():
    key, when = UUID(int=7), datetime(2026, 11, 29, tzinfo=UTC)

    Erasure.objects.record("journal", key, when)
    Erasure.objects.record("journal", key, when + WEEK)

    assert Erasure.objects.get().erased_at == when
