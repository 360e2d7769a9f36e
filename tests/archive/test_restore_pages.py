"""Adding a journal from a file: what is in it first, and then once."""

import errno
import tempfile
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.archive.erasure import erase_journal
from myeloma_journal.archive.restore import pending, reading
from myeloma_journal.archive.views import restore as views
from myeloma_journal.care_circle.models import (
    Activity,
    ActivityKind,
    Membership,
    Patient,
)
from myeloma_journal.platform.accounts.models import DEMO_DOMAIN, User
from myeloma_journal.platform.files import client as files
from myeloma_journal.platform.files import uploads
from myeloma_journal.platform.files.models import LASTS, PendingFile
from myeloma_journal.platform.files.refusals import RefusedError
from myeloma_journal.platform.forms.models import Draft
from tests.archive.odd import odd_journal
from tests.archive.test_restore import AT, written
from tests.factories import make_membership, make_user

pytestmark = [pytest.mark.django_db]

CHOOSE = "/restore/"
PASSWORD = "an honest long password"


@pytest.fixture(scope="module")
def text(django_db_setup, django_db_blocker):
    """The journal.json of a journal of which nothing is left here."""
    with django_db_blocker.unblock(), transaction.atomic():
        text = written(odd_journal())
        transaction.set_rollback(True)
    return text


def zipped(text, name="journal.json"):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return file.getvalue()


@pytest.fixture(scope="module")
def checked(text, django_db_blocker):
    """What is kept of its file: the summary and the contents."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(files, "read_file", read_here)
        kept = pending.check(BytesIO(zipped(text)), make_user())
        transaction.set_rollback(True)
    return kept.read_summary(), kept.open_contents().read()


def read_here(file, reader, limits):
    """As `client.read_file`, without its process, which would take most of the time."""
    out = BytesIO()
    reading.read(file, out, limits)
    out.seek(0)
    return out


@pytest.fixture
def peg(client, monkeypatch):
    """Somebody new, without a journal and without a name."""
    monkeypatch.setattr(files, "read_file", read_here)
    user = make_user(name="")
    client.force_login(user)
    return user


@pytest.fixture
def waiting(peg, checked):
    """A file of hers that waits to be confirmed."""
    return PendingFile.objects.keep(peg, *checked)


def choose(client, body, **headers):
    file = SimpleUploadedFile("journal-2026-11-21.zip", body)
    return client.post(CHOOSE, {"file": file}, headers=headers)


def fields_of(page):
    """The token of the form that adds the journal."""
    form = page.text.split("/add/")[1]
    token = form.split('name="form_token" value="')[1]
    return {"form_token": token.split('"')[0]}


def activity_url():
    return reverse("care_circle:activity", args=[Patient.objects.get().pk])


def url(name):
    return reverse(f"restore:{name}", args=[PendingFile.objects.get().pk])


def test_journal_is_shown_first_and_then_added_as_it_was(client):
    """PRI-1, UPL-2: what was taken out comes back, in the browser."""
    odd = odd_journal()
    text = written(odd)
    erase_journal(odd.patient_id, AT)
    User.objects.all().delete()
    peg = make_user(name="")
    client.force_login(peg)

    page = client.get(choose(client, zipped(text)).url).text

    assert "Margaret &amp; Söhne" in page
    assert "2 entries, from" in page
    assert "<bdi>Zoë" in page
    assert "<bdi>Anna</bdi>, <bdi>David</bdi>" in page
    assert not Patient.objects.exists()

    today = client.post(url("journal_add"), follow=True)

    assert "is here. Nothing in it was changed." in today.text
    assert "Added this journal from a file" in client.get(activity_url()).text
    Activity.objects.get(kind=ActivityKind.IMPORTED, created_by=peg).delete()
    Activity.objects.filter(kind=ActivityKind.READ, created_by=peg).delete()
    assert written(Membership.objects.get(user=peg)) == text
    assert not PendingFile.objects.exists()


def test_double_click_adds_one_journal(client, waiting):
    """UPL-2: added once."""
    form = fields_of(client.get(url("checked_file")))
    add = url("journal_add")

    first, second = client.post(add, form), client.post(add, form)

    assert first.url == second.url == reverse("today", args=[Patient.objects.get().pk])


def test_second_page_of_the_same_file_says_that_it_is_gone(client, waiting):
    add = url("journal_add")
    client.post(add)

    page = client.post(add, follow=True)

    assert "That file is no longer here" in page.text
    assert Patient.objects.count() == 1


def test_password_is_asked_for_before_the_journal_is_added(client, waiting):
    """UPL-2: with the password."""
    add = url("journal_add")
    client.leave_alone()

    asked = client.post(add)

    assert asked.status_code == 401
    assert not Patient.objects.exists()

    client.post(add, {"reauthentication-password": PASSWORD})

    assert Patient.objects.exists()


@pytest.mark.parametrize("name", ["checked_file", "journal_add", "file_cancel"])
def test_file_of_somebody_else_is_not_there(client, waiting, name):
    """UPL-2: only who brought it sees it."""
    page = url(name)
    client.force_login(make_user())

    answers = client.get(page), client.post(page)

    assert {answer.status_code for answer in answers} <= {302, 405}
    assert "Margaret" not in "".join(answer.text for answer in answers)
    assert PendingFile.objects.count() == 1
    assert not Patient.objects.exists()


def test_cancelled_file_is_deleted(client, waiting):
    client.post(url("file_cancel"))

    assert not PendingFile.objects.exists()


def test_file_waits_encrypted_and_for_an_hour(client, waiting, time_machine):
    """UPL-2: nothing plain is left of what nobody confirms."""
    page = url("checked_file")
    stored = bytes(waiting.summary) + bytes(waiting.contents)
    assert b"Margaret" not in stored
    assert b"\x1f\x8b" not in stored  # how gzip begins

    time_machine.move_to(timezone.now() + LASTS)

    assert "That file is no longer here" in client.get(page, follow=True).text
    call_command("purge_files")
    assert not PendingFile.objects.exists()


def test_next_file_takes_the_place_of_the_last(client, waiting, text):
    first = url("journal_add")
    choose(client, zipped(text))

    client.post(first)

    assert PendingFile.objects.count() == 1
    assert not Patient.objects.exists()


# What is refused, beside the field


def refusal(page):
    """The error beside the field, of a page that says it with its status, too."""
    assert page.status_code == 422
    assert 'id="id_file_error"' in page.text
    assert not PendingFile.objects.exists()
    return page.text


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"no zip", "This is not a ZIP file, or it is damaged"),
        (zipped("{}")[:-30], "This is not a ZIP file, or it is damaged"),
        (b"", "This file is empty"),
        (zipped("{}", "photo.jpg"), "Choose the ZIP file exactly as you"),
        (zipped("{}"), "did not come from Myeloma Journal"),
        (
            zipped('{"format": "myeloma-journal", "version": 2}'),
            "This file uses format version 2",
        ),
        (zipped(" " * 9_000_000), "This is not a ZIP file, or it is damaged"),
    ],
)
def test_other_file_is_refused_beside_the_field(client, peg, body, sentence):
    """UPL-1: each refusal has its sentence."""
    assert sentence in refusal(choose(client, body))


def test_missing_file_is_asked_for(client, peg):
    assert "Choose the ZIP file first" in refusal(client.post(CHOOSE))


def test_changed_file_is_refused_with_its_place(client, peg, text):
    changed = text.replace('"overall": ', '"overall": 9', 1)

    page = refusal(choose(client, zipped(changed)))

    assert "not as Myeloma Journal wrote it" in page
    assert "In “entries”, record" in page


def test_large_file_is_refused_and_not_kept(client, peg, settings):
    """INP-3: read to its end, and written nowhere beyond the limit."""
    limit = views.MAX_BYTES
    body = b"x" * (limit + 1)

    assert "This file is 21 MB. The limit is 20 MB" in refusal(choose(client, body))


def test_larger_request_is_refused_in_words(client, peg, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    page = choose(client, b"x" * 5000)

    assert page.status_code == 413
    assert "The file can be up to 20 MB. Nothing was saved." in page.text


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (files.ReaderBusyError, "The server is busy. Wait a few minutes"),
        (files.ReaderCrashedError, "because of an error of ours"),
        (RefusedError("too_much"), "This file is too large to read here"),
        (RefusedError("too_many_records"), "This journal is too long to add"),
    ],
)
def test_reader_that_ended_is_explained(client, peg, monkeypatch, problem, sentence):
    """UPL-1: each refusal has its sentence."""

    def fails(*arguments):
        raise problem

    monkeypatch.setattr(files, "read_file", fails)

    assert sentence in refusal(choose(client, b"PK"))


def test_journal_that_is_here_is_not_added_again(client, cast, patient):
    mine = Membership.objects.get(user=cast["owner"])
    body = zipped(written(mine))

    client.force_login(cast["owner"])
    assert "You already have this journal here" in refusal(choose(client, body))

    client.force_login(cast["stranger"])
    assert "you don’t have access to it" in refusal(choose(client, body))

    patient.deletion_scheduled_at = timezone.now()
    patient.deletion_scheduled_by = "Margaret Lewis"
    patient.save()
    client.force_login(cast["owner"])
    assert "It is waiting to be deleted" in refusal(choose(client, body))


def test_too_many_tries_wait(client, peg, monkeypatch):
    monkeypatch.setattr(views, "RATES", "1/h/key")
    choose(client, b"PK")

    page = choose(client, b"PK")

    assert page.status_code == 429
    assert "Too many tries" in page.text


def test_refused_file_leaves_no_draft_and_comes_back_by_a_page(client, peg):
    """Going back or reloading shows the refusal, and sends no file again."""
    page = choose(client, b"PK", accept="text/html")

    assert page.status_code == 303
    assert "This is not a ZIP file" in client.get(page.url).text
    assert not Draft.objects.exists()


def test_file_lies_nowhere_after_the_request(client, text, monkeypatch, tmp_path):
    """UPL-2: not even while it is read does it have a name."""
    client.force_login(make_user())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []
    read_file = files.read_file

    def look(*arguments):
        seen.append(list(tmp_path.iterdir()))
        return read_file(*arguments)

    monkeypatch.setattr(files, "read_file", look)

    choose(client, zipped(text))

    assert seen == [[]]
    assert list(tmp_path.iterdir()) == []


def test_full_disk_is_said_beside_the_field(client, peg, monkeypatch):
    class Full(BytesIO):
        def write(self, part):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(uploads, "TemporaryFile", Full)

    page = choose(client, b"PK")

    assert "The server has no room for the file right now" in refusal(page)


# Who may


def test_sample_journal_takes_no_file(client, text):
    """UPL-1: only of somebody with an account of their own."""
    client.force_login(make_user(email=f"margaret@{DEMO_DOMAIN}"))

    page = choose(client, zipped(text))

    assert page.status_code == 403
    assert "You’re looking at the sample journal" in page.text
    assert not PendingFile.objects.exists()


def test_nobody_is_asked_to_sign_in_first(client, text):
    assert client.get(CHOOSE).url.startswith("/account/sign-in/")
    assert choose(client, zipped(text)).status_code == 403


def test_second_journal_says_that_a_password_is_not_enough(client, peg, waiting):
    make_membership(user=peg)

    page = client.get(url("checked_file"))

    assert "To open a second one, a password alone is not enough" in page.text


def test_start_and_my_data_lead_here(client, cast, patient):
    client.force_login(cast["owner"])

    for page in (
        reverse("welcome:journal_start"),
        reverse("archive:my_data", args=[patient.pk]),
    ):
        assert f'href="{CHOOSE}"' in client.get(page, follow=True).text
