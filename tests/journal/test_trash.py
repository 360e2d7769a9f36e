"""An entry that was taken back: thirty days in the bin, then really gone."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from myeloma_journal.journal.models import Entry, Measurement, Rating
from tests.factories import make_entry, make_rating
from tests.journal.pages import url

pytestmark = pytest.mark.django_db


def bin_page(client, patient):
    return client.get(reverse("journal:entry_bin", args=[patient.pk]))


def test_bin_shows_what_is_in_it_and_until_when(client, cast, patient, afternoon):
    make_entry(patient=patient, note="Oops.", deleted_at=afternoon)
    client.force_login(cast["owner"])

    page = bin_page(client, patient)

    assert "Oops." in page.text
    assert "Gone for good on December 21, 2026." in page.text


@pytest.mark.parametrize("page", ["journal:entry_list", "journal:entry_bin"])
def test_journal_names_the_bin_in_plain_words(client, cast, patient, page):
    client.force_login(cast["owner"])

    assert "Entries taken back" in client.get(reverse(page, args=[patient.pk])).text


def test_bin_puts_back(client, cast, patient, afternoon):
    entry = make_entry(patient=patient, deleted_at=afternoon)
    client.force_login(cast["owner"])

    client.post(url("entry_taken_back", entry))

    assert patient.entries.exists()
    assert "Nothing waits here." in bin_page(client, patient).text


def test_entry_whose_time_is_over_cannot_be_put_back(client, cast, patient, afternoon):
    entry = make_entry(patient=patient, deleted_at=afternoon - timedelta(days=30))
    client.force_login(cast["owner"])

    assert client.post(url("entry_taken_back", entry)).status_code == 404
    assert "Nothing waits here." in bin_page(client, patient).text


def test_helper_sees_only_what_they_took_back_themselves(
    client, cast, patient, afternoon
):
    make_entry(
        patient=patient, created_by=cast["owner"], note="A", deleted_at=afternoon
    )
    make_entry(
        patient=patient, created_by=cast["helper"], note="B", deleted_at=afternoon
    )
    client.force_login(cast["helper"])

    page = bin_page(client, patient)

    assert [one.note for one in page.context["entries"]] == ["B"]


def test_purge_trash_erases_what_is_due_with_all_its_history(patient):
    now = datetime.now(UTC)
    due = make_entry(patient=patient, deleted_at=now - timedelta(days=31))
    make_rating(entry=due)
    Measurement.objects.create(entry=due, name="Weight", value=70)
    kept = make_entry(patient=patient, deleted_at=now - timedelta(days=29))
    for one in (due, kept):
        one.save()
    said = StringIO()

    call_command("purge_trash", stdout=said)

    assert said.getvalue() == "Erased 1 journal entries for good.\n"
    assert list(Entry.with_deleted.all()) == [kept]
    assert {one.id for one in Entry.history.all()} == {kept.pk}
    assert not Rating.history.exists()
    assert not Measurement.history.exists()
