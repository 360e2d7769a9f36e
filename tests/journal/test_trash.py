"""Deleted entries: thirty days in the trash, then purged."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from myeloma_journal.journal.models import Entry, Measurement, Rating
from tests.factories import make_entry, make_rating
from tests.journal.pages import url

pytestmark = pytest.mark.django_db


def trash_page(client, patient):
    return client.get(reverse("journal:trash_list", args=[patient.pk]))


def test_trash_list_says_when_each_is_gone(client, cast, patient, afternoon):
    make_entry(patient=patient, note="Oops.", deleted_at=afternoon)
    client.force_login(cast["owner"])

    page = trash_page(client, patient)

    assert "Oops." in page.text
    assert "Deleted for good on December 21, 2026." in page.text


@pytest.mark.parametrize("page", ["journal:entry_list", "journal:trash_list"])
def test_journal_names_the_trash_in_plain_words(client, cast, patient, page):
    client.force_login(cast["owner"])

    assert "Deleted entries" in client.get(reverse(page, args=[patient.pk])).text


def test_entry_restore_takes_it_out_of_the_trash(client, cast, patient, afternoon):
    entry = make_entry(patient=patient, deleted_at=afternoon)
    client.force_login(cast["owner"])

    client.post(url("entry_restore", entry))

    assert patient.entries.exists()
    assert "No deleted entries." in trash_page(client, patient).text


def test_entry_restore_refuses_after_thirty_days(client, cast, patient, afternoon):
    entry = make_entry(patient=patient, deleted_at=afternoon - timedelta(days=30))
    client.force_login(cast["owner"])

    assert client.post(url("entry_restore", entry)).status_code == 404
    assert "No deleted entries." in trash_page(client, patient).text


def test_trash_list_shows_a_helper_only_their_own(client, cast, patient, afternoon):
    make_entry(
        patient=patient, created_by=cast["owner"], note="A", deleted_at=afternoon
    )
    make_entry(
        patient=patient, created_by=cast["helper"], note="B", deleted_at=afternoon
    )
    client.force_login(cast["helper"])

    page = trash_page(client, patient)

    assert [entry.note for entry in page.context["entries"]] == ["B"]


def test_purge_trash_erases_what_is_due_with_all_its_history(patient):
    now = datetime.now(UTC)
    due = make_entry(patient=patient, deleted_at=now - timedelta(days=31))
    make_rating(entry=due)
    Measurement.objects.create(entry=due, name="Weight", value=70)
    kept = make_entry(patient=patient, deleted_at=now - timedelta(days=29))
    for entry in (due, kept):
        entry.save()
    output = StringIO()

    call_command("purge_trash", stdout=output)

    assert output.getvalue() == "Permanently erased 1 journal entries.\n"
    assert list(Entry.all_objects.all()) == [kept]
    assert {revision.id for revision in Entry.history.all()} == {kept.pk}
    assert not Rating.history.exists()
    assert not Measurement.history.exists()
