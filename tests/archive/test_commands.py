"""Accounts and journals deleted by who runs the site, on a written request."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from myeloma_journal.care_circle import deletion
from myeloma_journal.care_circle.models import Activity, Membership, Patient
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.backups.models import Erasure
from tests.factories import make_membership, make_user

pytestmark = pytest.mark.django_db
OPERATOR = "The person who runs this site"


def delete_account(user, *options):
    call_command("delete_account", user.email, "--noinput", *options)


def delete_journal(journal, *options):
    call_command("delete_journal", str(journal), "--noinput", *options)


@pytest.fixture
def member():
    return make_membership()


def test_delete_account_does_what_the_person_could(member, capsys):
    """PRI-2: and members see who did it."""
    other = make_membership(patient=member.patient)

    delete_account(other.user)

    assert not User.objects.filter(pk=other.user_id).exists()
    assert Erasure.objects.filter(kind="account", erased_id=other.user_id).exists()
    noted = Activity.objects.get(kind="account_deleted")
    assert (noted.created_by_name, noted.patient) == (OPERATOR, member.patient)
    assert "stays in backups for up to 35 days" in capsys.readouterr().out


def test_delete_account_of_a_sole_owner_is_refused_with_the_way_on(member):
    with pytest.raises(CommandError) as refused:
        delete_account(member.user)

    said = str(refused.value)
    assert said.startswith("Nothing was deleted. These journals have no other owner:")
    assert str(member.patient_id) in said
    assert "add --with-journals" in said
    assert member.patient.name not in said
    assert User.objects.filter(pk=member.user_id).exists()
    assert not Activity.objects.exists()


def test_delete_account_with_journals_hides_these_at_once(member, mailoutbox):
    delete_account(member.user, "--with-journals")

    patient = Patient.objects.get()
    assert patient.is_pending_deletion
    assert patient.deletion_scheduled_by == OPERATOR
    assert not Membership.objects.exists()
    assert mailoutbox[0].to == [member.user.email]


def test_delete_journal_goes_the_ordinary_way(client, member, mailoutbox):
    """PRI-2: hidden at once, told to its owners, and each can stop it for a week."""
    delete_journal(member.patient_id)

    client.force_login(member.user)
    pending = reverse("care_circle:pending_deletion", args=[member.patient_id])
    page = client.get(reverse("today", args=[member.patient_id]), follow=True)
    assert page.redirect_chain[-1][0] == pending
    assert f"<bdi>{OPERATOR}</bdi>" in page.text
    assert mailoutbox[0].to == [member.user.email]
    assert Activity.objects.get().created_by_name == OPERATOR
    deletion.cancel_deletion(member)
    assert client.get(reverse("today", args=[member.patient_id])).status_code == 200


def test_delete_journal_now_erases_it(member, tmp_path, settings):
    settings.BACKUP_DIR = tmp_path
    delete_journal(member.user.email, "--now")

    assert not Patient.objects.exists()
    assert str(member.patient_id) in (tmp_path / "erased.txt").read_text()


def test_erase_again_after_a_restore_by_other_means(member, tmp_path, settings):
    settings.BACKUP_DIR = tmp_path
    line = f"journal {member.patient_id} 2026-11-22T03:00:00+00:00\n"
    (tmp_path / "erased.txt").write_text(line)

    call_command("erase_again")

    assert not Patient.objects.exists()


def test_delete_journal_asks_which_of_several(member):
    other = make_membership(user=member.user)

    with pytest.raises(CommandError, match="owns several") as refused:
        delete_journal(member.user.email)

    assert str(other.patient_id) in str(refused.value)


@pytest.mark.parametrize("number", ["7", "12345678-1234-4234-8234-123456789012"])
def test_delete_journal_says_that_no_journal_has_the_number(number):
    with pytest.raises(CommandError, match="No journal has the number"):
        delete_journal(number)


def test_delete_journal_says_that_somebody_owns_none():
    with pytest.raises(CommandError, match="is not the owner of a journal"):
        delete_journal(make_user().email)


def test_delete_journal_says_that_it_is_hidden_already(member):
    deletion.schedule_deletion(member)

    with pytest.raises(CommandError, match="It is already hidden, and will be erased"):
        delete_journal(member.patient_id)


def test_number_of_a_journal_stands_on_my_data(client, member):
    client.force_login(member.user)

    page = client.get(reverse("archive:my_data", args=[member.patient_id]))

    assert f">{member.patient_id}</strong>" in page.text
