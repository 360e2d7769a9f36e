import pytest
from django.urls import reverse

from myeloma_journal.packets.views import responses
from myeloma_journal.platform.pdf import client as pdf
from tests.factories import (
    make_bundle,
    make_catalogue_question,
    make_checklist,
)
from tests.packets.reading import page_size, read

WAYS = {"size": "large", "paper": "a4", "ruled": "on", "space": "on"}


@pytest.fixture
def checklist(db):
    made = make_checklist(slug="change", title="When myeloma comes back")
    make_catalogue_question(checklist=made, slug="signs", text="Is it back?")
    make_catalogue_question(checklist=made, slug="reuse", text="Could it work again?")
    return made


def sheet_url(checklist):
    return reverse("sheets:checklist_sheet", args=[checklist.slug])


def test_checklist_sheet_is_a_file_for_anybody(client, checklist):
    response = client.post(sheet_url(checklist), {"q": "reuse", **WAYS})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="question-sheet.pdf"'
    )
    text = " ".join(read(response.content))
    assert "Could it work again?" in text
    assert "Is it back?" not in text
    assert page_size(response.content) == (595, 842)


def test_checklist_sheet_needs_no_token_and_sets_no_cookie(checklist, quick, client):
    strict = type(client)(enforce_csrf_checks=True)

    response = strict.post(sheet_url(checklist), WAYS)

    assert response.status_code == 200
    assert not response.cookies


def test_checklist_sheet_shows_own_questions_as_text(client, checklist, quick):
    own = "<script>alert(1)</script> & why?"

    response = client.post(sheet_url(checklist), {"own": own})

    assert b"&lt;script&gt;alert(1)&lt;/script&gt; &amp; why?" in response.content


def test_checklist_sheet_by_address_leads_to_the_list(client, checklist):
    response = client.get(sheet_url(checklist))

    assert response.status_code == 302
    assert response["Location"] == reverse("catalogue:checklist", args=["change"])


def test_bundle_sheet_prints_all_its_lists(client, checklist, quick):
    other = make_checklist(title="New treatment")
    make_catalogue_question(checklist=other, text="What is it?")
    make_bundle(slug="both", checklists=[checklist, other])

    response = client.post(reverse("sheets:bundle_sheet", args=["both"]), WAYS)

    text = response.content.decode()
    assert text.index("Is it back?") < text.index("What is it?")


def test_bundle_sheet_by_address_leads_to_the_bundle(client, checklist):
    make_bundle(slug="both", checklists=[checklist])

    response = client.get(reverse("sheets:bundle_sheet", args=["both"]))

    assert response["Location"] == reverse("catalogue:bundle", args=["both"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"own": "a" * 501},
            "Your question 1 is 501 characters long. Shorten it to 500.",
        ),
        (
            {"own": "\n".join(["Why?"] * 11)},
            "You can add up to 10 questions of your own. You have 11.",
        ),
        ({"size": "huge"}, "Choose a text size from the list."),
        ({"paper": "a3"}, "Choose Letter or A4."),
    ],
)
def test_a_refused_sheet_says_why_and_keeps_everything(client, checklist, typed, said):
    response = client.post(sheet_url(checklist), {"q": ["reuse"], "own": "x"} | typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert 'name="q" value="reuse"' in page
    assert typed.get("own", "x") in page
    assert not response.cookies


def test_too_much_for_a_sheet_says_how_much(client, checklist, refuse_with):
    refuse_with(pdf.LimitExceededError("pages", 73, 60))

    response = client.post(sheet_url(checklist), WAYS)

    assert response.status_code == 422
    assert "The PDF would have 73 pages. The limit is 60." in response.content.decode()


def test_when_all_workers_are_busy_the_page_keeps_what_was_typed(
    client, checklist, refuse_with
):
    refuse_with(pdf.WorkerBusyError())

    response = client.post(sheet_url(checklist), {"own": "Why me?"})

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert 'name="own" value="Why me?"' in response.content.decode()


def test_a_crashed_worker_is_logged_for_the_operator_and_not_shown(
    client, checklist, refuse_with, caplog
):
    refuse_with(pdf.WorkerCrashedError("ended with 1"))
    responses.logger.propagate = True

    response = client.post(sheet_url(checklist), {"own": "Why me?"})

    assert response.status_code == 500
    assert "ended with 1" in caplog.text
    assert "ended with 1" not in response.content.decode()
    assert "Why me?" not in caplog.text


@pytest.mark.sqlite_only
@pytest.mark.django_db
def test_a_public_sheet_names_missing_characters(client, only_our_fonts):
    response = client.post(
        reverse("sheets:all_sheet"), {"own": "May 王芳 come along?", "ruled": "on"}
    )

    assert response.status_code == 422
    assert "王 芳" in response.content.decode()
