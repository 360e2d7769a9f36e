from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.platform.pdf.glyphs import missing_glyphs
from tests.factories import (
    make_appointment,
    make_entry,
    make_medication,
    make_question,
    make_saved_packet_settings,
)
from tests.packets.reading import failed_rules, read

pytestmark = pytest.mark.usefixtures("afternoon")


def packet_url(visit, name="packet"):
    return reverse(f"packets:{name}", args=[visit.patient_id, visit.pk])


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


def test_packet_names_the_characters_that_no_font_has(
    client, cast, visit, patient, only_our_fonts
):
    make_question(patient=patient, text="Is ☎ or 中 better?")
    client.force_login(cast["reader"])

    page = client.get(packet_url(visit)).text

    assert "These characters can’t be printed: ☎ 中." in page


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("", 'filename="packet-2026-11-24.pdf"'),
        ("B", 'filename="packet-B-2026-11-24.pdf"'),
        ("Ü", "filename*=utf-8''packet-%C3%9C-2026-11-24.pdf"),
    ],
)
def test_a_file_is_named_with_the_mark_that_was_chosen(
    client, cast, patient, visit, quick, mark, name
):
    patient.file_mark = mark
    patient.save()
    client.force_login(cast["reader"])

    response = client.post(packet_url(visit, "packet_print"))

    assert response["Content-Disposition"] == f"attachment; {name}"


@pytest.mark.parametrize(
    ("country", "zone", "paper"),
    [
        ("", "America/New_York", "letter"),
        ("", "Europe/Dublin", "a4"),
        ("GB", "America/New_York", "a4"),
        ("CA", "Europe/Paris", "letter"),
        ("", "America/Sao_Paulo", "a4"),
    ],
)
def test_paper_is_that_of_the_region_until_one_is_chosen(
    client, cast, patient, visit, country, zone, paper
):
    patient.country, patient.zone = country, zone
    patient.save()
    client.force_login(cast["reader"])

    assert f'<body class="{paper} ' in client.get(packet_url(visit)).text
    assert '<body class="a4 ' in client.get(f"{packet_url(visit)}?paper=a4").text
    sheet = client.get(reverse("packets:week_sheet", args=[patient.pk]))
    assert sheet.context["form"]["paper"].value() == paper


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
        "Update",
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
        assert "The PDF would have 501 rows." in response.text
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
    client, cast, visit, patient, afternoon, refuse_with, problem, is_offered
):
    make_appointment(patient=patient, starts_at=datetime(2026, 8, 1, 15, tzinfo=UTC))
    make_saved_packet_settings(patient=patient, sections=["days"])
    for day in (date(2026, 8, 20), date(2026, 9, 1), date(2026, 11, 20)):
        make_entry(patient=patient, felt_on=day)
    refuse_with(problem)
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit, "packet_print"))

    assert response.status_code == 422
    assert ("Print the last 30 days" in response.text) == is_offered


# Names in many scripts

IN_OUR_FONTS = {
    "Vietnamese": "Đặng Thị Ngọc Hương",
    "Polish": "Żółć Wąsik",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Ольга Щукина",
}
# In the fonts that `make run` installs.
IN_INSTALLED_FONTS = {
    "Arabic": "مريم الحسيني",
    "Hebrew": "מרים לוי",
    "Hindi": "मीरा देवी",
    "Thai": "สมชาย ใจดี",
    "Chinese": "王小明",
    "Japanese": "山田 はなこ カタ",
    "Korean": "김영희",
    "emoji": "Mia 😀👍🏽❤️",
}
MISSING = {
    "Arabic": "محمد",
    "Hebrew": "שרה",
    "Hindi": "राम",
    "Chinese": "王芳",
    "an emoji": "😀",
}


@pytest.mark.sqlite_only
@pytest.mark.parametrize("name", IN_OUR_FONTS.values(), ids=IN_OUR_FONTS)
def test_a_name_in_our_fonts_prints_as_it_was_typed(client, cast, patient, visit, name):
    patient.name = name
    patient.save()
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit, "packet_print"), {"size": "large"})

    assert response["Content-Type"] == "application/pdf"
    assert name in read(response.content)[0]
    assert failed_rules(response.content) == []


@pytest.mark.sqlite_only
@pytest.mark.parametrize("name", IN_INSTALLED_FONTS.values(), ids=IN_INSTALLED_FONTS)
def test_a_name_in_any_script_prints_with_the_installed_fonts(
    client, cast, patient, visit, name
):
    if missing := missing_glyphs(name):
        pytest.skip(f"no font installed here has {' '.join(missing)}")
    patient.name = name
    patient.save()
    client.force_login(cast["owner"])

    response = client.post(packet_url(visit, "packet_print"))

    # PDF/UA forbids .notdef, the empty box.
    assert failed_rules(response.content) == []
    assert set(name) <= set(read(response.content)[0])


@pytest.mark.sqlite_only
@pytest.mark.parametrize("name", MISSING.values(), ids=MISSING)
def test_characters_that_no_font_has_are_named_before_printing(
    client, cast, patient, visit, name, only_our_fonts
):
    make_question(patient=patient, text=f"May {name} come along?")
    client.force_login(cast["owner"])

    response = client.post(
        packet_url(visit, "packet_print"), {"size": "large", "paper": "a4"}
    )

    said = response.content.decode()
    assert response.status_code == 422
    assert "Some characters can’t be printed" in said
    assert f" {name[0]}" in said
    assert '<input type="hidden" name="size" value="large">' in said


@pytest.mark.sqlite_only
def test_who_acknowledges_missing_characters_can_print(
    client, cast, patient, visit, only_our_fonts
):
    make_question(patient=patient, text="May 王芳 come along?")
    client.force_login(cast["owner"])

    response = client.post(
        packet_url(visit, "packet_print"), {"missing_glyphs": "acknowledged"}
    )

    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_packet_of_a_british_patient_prints_as_in_britain(client, cast, patient, quick):
    patient.country = "GB"
    patient.save()
    starts_at = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)  # 14:30 in New York
    visit = make_appointment(patient=patient, starts_at=starts_at)
    client.force_login(cast["owner"])

    pages = [
        client.get(packet_url(visit)),
        client.post(packet_url(visit, "packet_print")),
    ]

    for page in pages:
        document = page.content.decode()
        assert '<html lang="en-gb">' in document
        assert "Tuesday, 24 November 2026, 14:30" in document
        assert "November 24" not in document
