"""My data: who may open it, what it says, and the file that leaves."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.archive.export import bundle
from myeloma_journal.archive.export.bundle import MissingPacket, PacketFile
from myeloma_journal.care_circle.models import Activity, ActivityKind
from tests.factories import make_entry, make_question


@pytest.fixture
def packet_file(monkeypatch):
    """A packet that is printed at once."""
    made = PacketFile("packet-2026-11-24.pdf", b"%PDF-1.7")
    monkeypatch.setattr(bundle, "latest_packet", lambda member, now: made)
    return made


def page_url(patient):
    return reverse("archive:my_data", args=[patient.pk])


def export_url(patient):
    return reverse("archive:journal_export", args=[patient.pk])


def downloaded(response):
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize("page", [page_url, export_url])
def test_my_data_asks_for_the_password_again(client, cast, patient, page):
    client.force_login(cast["owner"])
    client.leave_alone()

    response = client.get(page(patient))

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_my_data_says_how_many_questions_stay_out(client, cast, patient):
    make_question(patient=patient, private_to=cast["helper"], created_by=cast["helper"])
    client.force_login(cast["owner"])

    text = client.get(page_url(patient)).text

    assert "1 private question is not included" in text


def test_my_data_works_while_the_journal_waits_to_be_deleted(
    client, cast, patient, packet_file
):
    """PRI-1: an owner can still take everything out."""
    patient.deletion_scheduled_at = timezone.now()
    patient.deletion_scheduled_by = "Margaret Lewis"
    patient.save()
    client.force_login(cast["owner"])

    assert client.get(page_url(patient)).status_code == 200
    assert "journal.json" in downloaded(client.post(export_url(patient))).namelist()


def test_journal_export_is_one_file_with_everything(
    client, cast, patient, packet_file, afternoon
):
    make_entry(patient=patient, note="Slept badly.")
    client.force_login(cast["owner"])

    response = client.post(export_url(patient))
    archive = downloaded(response)

    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == (
        'attachment; filename="journal-2026-11-21.zip"'
    )
    assert response["Cache-Control"] == "no-store, private"
    assert archive.testzip() is None
    assert {
        "README.txt",
        "journal.html",
        "journal.json",
        "journal.schema.json",
        "packet-2026-11-24.pdf",
        "csv/entries.csv",
    } <= set(archive.namelist())
    for name in ("journal.json", "journal.html", "csv/entries.csv"):
        assert "Slept badly." in archive.read(name).decode()


def test_journal_export_by_a_link_shows_the_page(client, cast, patient):
    client.force_login(cast["owner"])

    assert client.get(export_url(patient)).url == page_url(patient)


def test_journal_export_is_audited(client, cast, patient, packet_file):
    client.force_login(cast["owner"])

    client.post(export_url(patient))

    assert Activity.objects.get(kind=ActivityKind.EXPORTED).created_by == cast["owner"]


def test_journal_export_begins_before_the_journal_is_read(
    client, cast, patient, django_assert_max_num_queries
):
    client.force_login(cast["owner"])
    response = client.post(export_url(patient))

    with django_assert_max_num_queries(4):
        first = next(iter(response.streaming_content))

    assert first.startswith(b"PK")


@pytest.mark.parametrize("missing", MissingPacket)
def test_journal_export_says_when_there_is_no_packet_and_why(
    client, cast, patient, monkeypatch, missing
):
    monkeypatch.setattr(
        bundle, "latest_packet", lambda member, now: PacketFile(missing=missing)
    )
    client.force_login(cast["owner"])

    archive = downloaded(client.post(export_url(patient)))

    assert str(missing.label) in archive.read("README.txt").decode()
    assert json.loads(archive.read("journal.json"))
    assert not [name for name in archive.namelist() if name.endswith(".pdf")]
