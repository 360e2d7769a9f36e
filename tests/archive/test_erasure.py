"""Deleting a journal: hidden at once, a week to keep it, and then gone everywhere."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from myeloma_journal.accounts.models import Session
from myeloma_journal.appointments.models import CalendarAddress
from myeloma_journal.archive import erasure
from myeloma_journal.backups.models import Erasure
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.drafts.models import Draft
from myeloma_journal.home import invented
from myeloma_journal.journal.models import Entry, Rating
from myeloma_journal.questions.models import Question
from tests.factories import (
    make_entry,
    make_invitation,
    make_membership,
    make_question,
    make_rating,
    make_user,
)

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def url(name, patient):
    return reverse(f"archive:{name}", args=[patient.pk])


@pytest.fixture
def owner(cast, patient):
    return Membership.objects.get(patient=patient, user=cast["owner"])


@pytest.fixture
def leaving(owner, patient, afternoon):
    """Deleted by its owner on November 21, 2026."""
    erasure.hide(owner)
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


# ---- Asked for


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("helper", 403), ("reader", 403), ("stranger", 404)],
)
def test_journal_delete_is_for_the_owner(client, cast, patient, who, status):
    client.force_login(cast[who])

    assert client.get(url("journal_delete", patient)).status_code == status


def test_journal_delete_says_what_goes_and_what_stays(client, cast, patient):
    """PRI-2: backups age out in 35 days, and the page says so."""
    client.force_login(cast["owner"])

    page = client.get(url("journal_delete", patient))

    assert "gone for good after 7 days" in page.text
    assert "for at most 35 days" in page.text
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
    assert "Type the name as it stands here: Margaret Lewis" in page.text
    assert not Patient.objects.filter(leaves_at__isnull=False).exists()


def test_journal_delete_takes_the_name_however_it_is_capitalised(client, cast, patient):
    client.force_login(cast["owner"])

    answer = client.post(url("journal_delete", patient), {"name": "margaret  LEWIS "})

    assert answer.url == url("journal_leaving", patient)


def test_journal_delete_asks_for_the_password_again(client, cast, patient):
    """SES-5: somebody at an open browser deletes nothing."""
    client.force_login(cast["owner"])
    client.leave_alone()

    page = client.post(url("journal_delete", patient), {"name": "Margaret Lewis"})

    assert "Is it you?" in page.text
    assert not Patient.objects.filter(leaves_at__isnull=False).exists()


# ---- Hidden


def test_links_of_a_deleted_journal_are_dead(client, owner, leaving):
    """PRI-2: calendar addresses and invitations."""
    calendar = CalendarAddress.objects.make_for(owner)
    make_invitation(patient=leaving, word="come in")

    feed = client.get(reverse("appointments:calendar_feed", args=[calendar]))
    invited = client.get(reverse("care_circle:invitation", args=["come in"]))

    assert feed.status_code in {404, 410}
    assert invited.status_code == 410


def test_members_are_told_on_their_next_page(client, cast, leaving):
    """PRI-2: members are told."""
    client.force_login(cast["reader"])

    page = client.get(reverse("home:journal_start"))

    sentence = (
        "The journal of Margaret Lewis was deleted and goes on November 28, 2026."
    )
    assert sentence in " ".join(page.text.split())


def test_who_has_no_other_journal_is_told_at_the_front_door(client, cast, leaving):
    """PRI-2: members are told."""
    client.force_login(cast["reader"])

    answer = client.get(reverse("home:landing"))

    assert answer.url == url("journal_leaving", leaving)


def test_journal_leaving_tells_a_member_whom_to_ask(client, cast, leaving):
    client.force_login(cast["helper"])

    page = client.get(reverse("home:today", args=[leaving.pk]), follow=True)

    assert "This journal goes on November 28, 2026" in page.text
    assert "<bdi>Owner</bdi> deleted the journal" in page.text
    assert "Keep this journal" not in page.text


def test_journal_leaving_is_not_there_for_a_stranger(client, cast, leaving):
    client.force_login(cast["stranger"])

    assert client.get(url("journal_leaving", leaving)).status_code == 404


def test_journal_leaving_of_a_journal_that_stays_is_today(client, cast, patient):
    client.force_login(cast["owner"])

    answer = client.get(url("journal_leaving", patient))

    assert answer.url == reverse("home:today", args=[patient.pk])


def test_words_sent_to_a_deleted_journal_are_given_back(client, cast, leaving):
    """REQ-0: an error never costs anybody their words."""
    client.force_login(cast["helper"])

    page = client.post(
        reverse("questions:question_add", args=[leaving.pk]), {"text": "About Monday?"}
    )

    assert page.status_code == 404
    assert "About Monday?" in page.text


def test_owner_can_still_take_everything_out(client, cast, leaving):
    """PRI-1: works while the journal is being deleted."""
    client.force_login(cast["owner"])

    assert client.get(url("my_data", leaving)).status_code == 200


# ---- Kept after all


def test_journal_keep_opens_it_again(client, cast, leaving):
    """PRI-2: a 7-day undo."""
    entry = make_entry(patient=leaving)
    client.force_login(cast["owner"])

    page = client.post(url("journal_keep", leaving), follow=True)

    assert "This journal stays." in page.text
    assert list(leaving.entries.all()) == [entry]
    assert {"erasing", "spared"} <= {one.kind for one in leaving.activities.all()}


@pytest.mark.parametrize(
    ("who", "status"), [("helper", 403), ("reader", 403), ("stranger", 404)]
)
def test_journal_keep_is_for_the_owner(client, cast, leaving, who, status):
    client.force_login(cast[who])

    assert client.post(url("journal_keep", leaving)).status_code == status
    assert Patient.objects.get(pk=leaving.pk).leaves_at


def test_journal_keep_is_too_late_after_a_week(client, cast, leaving):
    """PRI-2: what may be half erased is not opened again."""
    Patient.objects.filter(pk=leaving.pk).update(
        leaves_at=datetime(2026, 11, 1, tzinfo=UTC)
    )
    client.force_login(cast["owner"])

    page = client.post(url("journal_keep", leaving), follow=True)

    assert "The week is over. It cannot be brought back any more." in page.text
    assert "Keep this journal" not in page.text
    assert Patient.objects.get(pk=leaving.pk).leaves_at


# ---- Gone


def test_erase_waits_for_seven_days(leaving, afternoon):
    assert erasure.erase_due(afternoon + WEEK - timedelta(seconds=1)) == 0
    assert erasure.erase_due(afternoon + WEEK) == 1


def test_erased_journal_stands_in_no_table(catalogue, client):
    """PRI-2, AUD-3: a journal that has something everywhere; nothing of it is left."""
    member = invented.journal()
    patient, user = member.patient, member.user
    client.force_login(user)
    Draft.objects.create(
        user=make_user(),
        page=reverse("questions:question_add", args=[patient.pk]),
        action=reverse("questions:question_add", args=[patient.pk]),
        fields={"note": ["Zwiebelkanarie"]},
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
    earlier = [one.entry.history.count() for one in (mine, theirs)]

    erasure.erase_journal(mine.entry.patient_id, datetime.now(UTC))

    assert list(Entry.objects.all()) == [theirs.entry]
    assert list(Rating.objects.all()) == [theirs]
    assert theirs.entry.history.count() == earlier[1]


def test_erasing_goes_on_where_it_broke_off(patient, monkeypatch):
    make_entry(patient=patient)
    monkeypatch.setattr(
        erasure, "_forget_forms", lambda key: (_ for _ in ()).throw(KeyboardInterrupt)
    )
    with pytest.raises(KeyboardInterrupt):
        erasure.erase_journal(patient.pk, datetime.now(UTC))
    assert Patient.objects.exists()
    monkeypatch.undo()

    erasure.erase_journal(patient.pk, datetime.now(UTC))

    assert not Patient.objects.exists()
    assert Erasure.objects.count() == 1


def test_purge_deleted_journals_says_how_many(leaving, settings, tmp_path, monkeypatch):
    settings.BACKUP_DIR = tmp_path / "backups"
    long_ago = datetime(2026, 11, 1, tzinfo=UTC)
    Patient.objects.filter(pk=leaving.pk).update(leaves_at=long_ago)
    said = StringIO()

    with monkeypatch.context() as patched:
        # Tests run inside a transaction, in which no database cleans its files.
        patched.setattr("myeloma_journal.backups.engines.sqlite.forget", lambda c: None)
        patched.setattr(
            "myeloma_journal.backups.engines.postgresql.forget", lambda c: None
        )
        call_command("purge_deleted_journals", stdout=said)

    listed = (tmp_path / "backups" / "erased.txt").read_text()
    assert said.getvalue() == "Erased 1 journals for good.\n"
    assert listed.startswith(f"journal {leaving.pk} 20")
    assert len(listed.split()) == 3


# ---- An account


def test_account_delete_keeps_what_was_written_for_others(client, cast, patient):
    helper = cast["helper"]
    entry = make_entry(patient=patient, author=helper, signed="Helper, daughter")
    client.force_login(helper)

    page = client.post(reverse("account_delete"))

    entry.refresh_from_db()
    assert "Your account is gone" in page.text
    assert (entry.author, entry.signed) == (None, "Helper, daughter")
    assert client.get(reverse("home:today", args=[patient.pk])).status_code == 302
    assert patient.activities.filter(kind="left", signed="Helper").exists()


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


def test_account_delete_ends_sessions_and_invitations(client, cast, patient):
    """AUZ-5: links made by who is gone open nothing."""
    second = make_membership(patient=patient).user
    make_invitation(patient=patient, word="come in", invited_by=second)
    client.force_login(second)

    client.post(reverse("account_delete"))

    opened = client.get(reverse("care_circle:invitation", args=["come in"]))
    assert opened.status_code == 410
    assert not Session.objects.filter(user=second.pk).exists()
    assert second.email not in everything_in_the_database()


def test_invitation_of_an_erased_account_opens_no_journal_that_stays(
    client, owner, patient
):
    """AUZ-5: what they sent out dies with their account, in every journal."""
    former = make_membership(patient=patient)
    make_invitation(patient=patient, word="for myself", invited_by=former.user)
    erasure.hide(former)

    erasure.delete_account(former.user)
    erasure.spare(owner)

    page = reverse("care_circle:invitation", args=["for myself"])
    assert client.get(page).status_code == 410


def test_account_delete_asks_who_shall_own_the_journal(client, cast, patient):
    client.force_login(cast["owner"])
    page = reverse("account_delete")

    refused = client.post(page)

    assert refused.status_code == 422
    assert "You are the only owner here." in refused.text
    assert f'href="{url("journal_delete", patient)}"' in refused.text
    assert type(cast["owner"]).objects.filter(pk=cast["owner"].pk).exists()


def test_account_delete_works_once_the_journal_was_deleted(client, cast, leaving):
    client.force_login(cast["owner"])

    assert "Your account is gone" in client.post(reverse("account_delete")).text


def test_account_delete_asks_for_the_password_again(client, cast):
    """SES-5: somebody at an open browser deletes nothing."""
    client.force_login(cast["helper"])
    client.leave_alone()

    assert "Is it you?" in client.post(reverse("account_delete")).text
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
