"""What is turned away before any page looks at it, and what comes back."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from myeloma_journal.platform.forms.values import clean_text
from tests.factories import make_membership

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"


def test_form_sent_after_signing_out_comes_back_with_its_words(client, patient):
    """REQ-0: words come back."""
    page = client.post(
        reverse("today", args=[patient.pk]), {"note": "Awake from 2 until 5."}
    )

    assert page.status_code == 403
    assert "You were signed out" in page.text
    assert "note: Awake from 2 until 5." in page.text


def test_form_of_a_removed_member_comes_back_with_its_words(client, cast, patient):
    client.force_login(cast["stranger"])

    page = client.post(reverse("today", args=[patient.pk]), {"note": "My words."})

    assert page.status_code == 404
    assert "note: My words." in page.text


def test_form_of_somebody_who_reads_only_by_now_comes_back(client, cast, patient):
    client.force_login(cast["reader"])

    page = client.post(reverse("today", args=[patient.pk]), {"note": "My words."})

    assert page.status_code == 403
    assert "note: My words." in page.text


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "utf-16", "undefined"])
def test_other_alphabets_are_turned_away_in_plain_words(client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    page = client.generic("POST", SIGN_IN, b"login=a", content_type=kind)

    assert page.status_code == 400
    assert "We couldn’t read that" in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_an_address_no_database_can_look_for_is_turned_away(client):
    page = client.get("/catalogue/checklists/%00/")

    assert page.status_code == 400
    assert "We couldn’t read that" in page.text


def test_too_much_at_once_says_how_much_fits(client, settings):
    """INP-3: the limit is named."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2

    page = client.post(SIGN_IN, {"login": "a" * 1024**2})

    assert page.status_code == 413
    assert "You can send up to 1 MB at a time." in page.text


def test_too_much_at_once_comes_back_with_its_words(client, settings):
    """REQ-0, INP-3: the back button finds an empty form."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024
    form = "note=Awake+from+2.&password=s3cret&other=" + "a" * 1024
    kind = "application/x-www-form-urlencoded"

    page = client.generic("POST", SIGN_IN, form, content_type=kind)

    assert page.status_code == 413
    assert "note: Awake from 2." in page.text
    assert "s3cret" not in page.text


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("a=b&" * 600, "application/x-www-form-urlencoded"),
        ("note=" + "a" * 4096, "application/x-www-form-urlencoded"),
        ("\udcff" * 1500, "application/x-www-form-urlencoded"),
        ("a" * 1500, "multipart/form-data; boundary=x"),
    ],
    ids=["many_fields", "too_large_to_parse", "not_utf8", "no_form"],
)
def test_too_much_that_cannot_be_read_is_answered_too(client, settings, body, kind):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
    sent = body.encode(errors="surrogateescape")

    page = client.generic("POST", SIGN_IN, sent, content_type=kind)

    assert page.status_code == 413
    assert "Save it in smaller parts" in page.text


def test_no_file_is_taken_or_kept(client, cast, patient, tmp_path, settings):
    """INP-3: nothing reaches the disk that no page asks for."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    client.force_login(cast["owner"])
    scan = SimpleUploadedFile("scan.pdf", b"x" * 3_000_000)

    page = client.post(reverse("today", args=[patient.pk]), {"note": scan})

    assert page.status_code == 422
    assert list(tmp_path.iterdir()) == []


def test_marks_piled_on_a_letter_cost_no_time():
    piled = "a" + "\u0301" * 40_000 + "\u0316" * 40_000

    began = time.process_time()
    clean = clean_text(piled)

    assert len(clean) < 40
    assert time.process_time() - began < 2  # it took 15 seconds to compose them all


def test_half_characters_are_dropped():
    assert clean_text("a\ud800b") == "ab"


def test_what_a_page_says_next_is_in_no_cookie(client):
    member = make_membership()
    client.force_login(member.user)

    client.post(reverse("care_circle:patient_edit", args=[member.patient_id]), {})

    assert "messages" not in client.cookies


def test_static_files_are_for_our_own_pages(client):
    page = client.get("/static/css/app.css")
    page.close()

    assert "Access-Control-Allow-Origin" not in page.headers


def test_pages_are_sent_small_to_a_browser_that_can_unpack_them(client):
    page = client.get("/catalogue/checklists/", headers={"Accept-Encoding": "gzip, br"})

    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
