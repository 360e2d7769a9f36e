from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.packets import printing
from myeloma_journal.packets.views import responses
from myeloma_journal.platform.pdf import client as pdf
from tests.factories import (
    make_appointment,
    make_bundle,
    make_catalogue_question,
    make_checklist,
    make_entry,
    make_medication,
    make_question,
    make_saved_packet_settings,
)
from tests.packets.reading import page_size, read

WAYS = {"size": "large", "paper": "a4", "lines": "on", "space": "on"}


@pytest.fixture
def checklist(db):
    made = make_checklist(slug="change", title="When myeloma comes back")
    make_catalogue_question(checklist=made, slug="signs", text="Is it back?")
    make_catalogue_question(checklist=made, slug="reuse", text="Could it work again?")
    return made


@pytest.fixture
def visit(patient):
    return make_appointment(patient=patient)


@pytest.fixture
def quick(monkeypatch):
    """No PDF worker runs: the contents are what matters."""
    monkeypatch.setattr(
        printing.pdf, "render_pdf", lambda html: pdf.PdfDocument(html.encode(), 5)
    )
    monkeypatch.setattr(printing.pdf, "count_pages", lambda html: 1)


def refuse_with(problem, monkeypatch):
    def refuse(html):
        raise problem

    monkeypatch.setattr(printing.pdf, "count_pages", lambda html: 1)
    monkeypatch.setattr(printing.pdf, "render_pdf", refuse)


def sheet_url(checklist):
    return reverse("sheets:checklist_sheet", args=[checklist.slug])


def packet_url(visit, name="packet"):
    return reverse(f"packets:{name}", args=[visit.patient_id, visit.pk])


# The public sheet


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
        ({"own": "a" * 501}, "Your question 1 has 501 letters. Shorten it to 500."),
        (
            {"own": "\n".join(["Why?"] * 11)},
            "There is room for 10 questions of your own. You have 11.",
        ),
        ({"size": "huge"}, "Choose a print size from the list."),
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


def test_too_much_for_a_sheet_says_how_much(client, checklist, monkeypatch):
    refuse_with(pdf.LimitExceededError("pages", 73, 60), monkeypatch)

    response = client.post(sheet_url(checklist), WAYS)

    assert response.status_code == 422
    assert (
        "It would have 73 pages. A PDF here may have 60." in response.content.decode()
    )


def test_when_all_workers_are_busy_the_page_keeps_what_was_typed(
    client, checklist, monkeypatch
):
    refuse_with(pdf.WorkerBusyError(), monkeypatch)

    response = client.post(sheet_url(checklist), {"own": "Why me?"})

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert 'name="own" value="Why me?"' in response.content.decode()


def test_a_crashed_worker_is_logged_for_the_operator_and_not_shown(
    client, checklist, monkeypatch, caplog
):
    refuse_with(pdf.WorkerCrashedError("ended with 1"), monkeypatch)
    responses.logger.propagate = True

    response = client.post(sheet_url(checklist), {"own": "Why me?"})

    assert response.status_code == 500
    assert "ended with 1" in caplog.text
    assert "ended with 1" not in response.content.decode()
    assert "Why me?" not in caplog.text


# The packet


@pytest.mark.parametrize("name", ["packet", "packet_print"])
def test_a_packet_does_not_reach_into_another_journal(client, cast, patient, name):
    elsewhere = make_appointment()
    client.force_login(cast["owner"])
    url = reverse(f"packets:{name}", args=[patient.pk, elsewhere.pk])

    assert client.get(url).status_code == 404


def test_packet_is_the_document_with_a_few_tools(client, cast, visit, patient):
    make_question(patient=patient, text="Can I <i>travel</i>?", top=1)
    client.force_login(cast["reader"])

    page = client.get(packet_url(visit), {"size": "large", "paper": "a4"}).content
    text = page.decode()

    assert text.count("<h1") == 1
    assert "Can I &lt;i&gt;travel&lt;/i&gt;?" in text
    assert '<body class="a4 large"' in text
    assert "Back to the visit" in text
    assert "style=" not in text


def test_packet_names_the_characters_that_our_fonts_lack(client, cast, visit, patient):
    make_question(patient=patient, text="Is ☎ or 中 better?")
    client.force_login(cast["reader"])

    page = client.get(packet_url(visit)).text

    assert "Paper cannot show these characters: ☎ 中." in page


def test_packet_keeps_telephone_numbers_in_one_piece(client, cast, visit, patient):
    patient.call_about = "Anna Lewis, 555-0119, any time"
    patient.save()
    client.force_login(cast["reader"])

    page = client.get(packet_url(visit)).text

    assert 'Anna Lewis, <span class="num">555-0119</span>, any time' in page


def test_packet_puts_the_main_thing_first_and_the_choices_away(client, cast, visit):
    client.force_login(cast["owner"])

    text = client.get(packet_url(visit)).text

    places = [
        "Print the packet",
        "<details>",
        "Update the page",
        "</details>",
        "<main>",
    ]
    assert [text.index(words) for words in places] == sorted(map(text.index, places))


def test_packet_takes_nonsense_for_the_usual(client, cast, visit):
    client.force_login(cast["owner"])

    response = client.get(packet_url(visit), {"size": "x", "paper": "y"})

    assert '<body class="letter regular"' in response.content.decode()


def test_packet_print_is_a_file_named_by_the_day_of_the_visit(
    client, cast, visit, patient
):
    make_question(patient=patient, text="Can I travel?", top=1)
    client.force_login(cast["reader"])

    response = client.post(packet_url(visit, "packet_print"), {"size": "large"})

    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="packet-2026-11-24.pdf"'
    )
    assert "no-store" in response["Cache-Control"]
    assert "Can I travel?" in read(response.content)[0]


def test_packet_print_by_address_leads_to_the_page(client, cast, visit):
    client.force_login(cast["owner"])

    response = client.get(packet_url(visit, "packet_print"))

    assert response["Location"] == packet_url(visit)


def test_too_many_rows_lead_to_what_can_be_left_out(client, cast, visit, patient):
    for _n in range(501):
        make_medication(patient=patient)
    client.force_login(cast["owner"])

    shown = client.get(packet_url(visit, "packet"))
    sent = client.post(packet_url(visit, "packet_print"))

    for response in (shown, sent):
        assert response.status_code == 422
        assert "It would have 501 rows." in response.text
        assert f'href="{packet_url(visit, "prepare_print")}"' in response.text
        assert "the last 30 days" not in response.text


@pytest.mark.parametrize(
    ("problem", "is_offered"),
    [
        (pdf.LimitExceededError("pages", 61, 60), True),
        (pdf.LimitExceededError("pages", 300, 60), False),
        (pdf.LimitExceededError("seconds"), True),
    ],
)
def test_last_30_days_are_offered_where_they_would_fit(
    client, cast, visit, patient, afternoon, monkeypatch, problem, is_offered
):
    make_appointment(patient=patient, starts_at=datetime(2026, 8, 1, 15, tzinfo=UTC))
    make_saved_packet_settings(patient=patient, sections=["days"])
    for day in (date(2026, 8, 20), date(2026, 9, 1), date(2026, 11, 20)):
        make_entry(patient=patient, felt_on=day)
    refuse_with(problem, monkeypatch)
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit, "packet_print"))

    assert response.status_code == 422
    assert ("Print the last 30 days" in response.text) == is_offered
