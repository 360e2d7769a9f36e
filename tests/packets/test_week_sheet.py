"""The week sheet: the same order as the page that takes it down."""

import pytest
from django.urls import reverse

from myeloma_journal.packets.week_sheet import week_html
from tests.factories import make_followed
from tests.packets.reading import badly_placed, read

pytestmark = [pytest.mark.sqlite_only, pytest.mark.django_db]


@pytest.fixture
def sheet(client, cast, patient, afternoon):
    """The response to these print settings."""

    def send(who="reader", **chosen):
        client.force_login(cast[who])
        return client.post(reverse("packets:week_sheet", args=[patient.pk]), chosen)

    return send


def test_week_sheet_has_the_symptoms_in_the_order_of_the_screen(sheet, patient):
    for place, name in enumerate(["Trouble sleeping", "Bone pain"]):
        make_followed(patient=patient, name=name, position=place)

    text = " ".join(read(sheet(size="regular", paper="letter").content))

    order = [
        "Sat Nov 21",
        "Trouble sleeping",
        "Bone pain",
        "Notes",
    ]
    assert [text.index(words) for words in order] == sorted(map(text.index, order))


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("size", ["regular", "large", "very-large"])
def test_week_sheet_prints_in_each_size_on_each_paper_size(sheet, patient, size, paper):
    make_followed(patient=patient, name="Numb, tingling, or burning hands or feet")

    make_followed(patient=patient, name="Pneumonoultramicroscopicsilicovolcanoconiosis")

    response = sheet(size=size, paper=paper)

    assert response["Content-Type"] == "application/pdf"
    assert list(badly_placed(response.content)) == []


def test_week_sheet_without_dates_numbers_the_days(cast, patient, afternoon):
    member = patient.memberships.get(user=cast["owner"])

    html = week_html(member, "none", "regular", "letter")

    assert "Day 7" in html
    assert "Nov 21" not in html


def test_private_symptom_is_never_printed(cast, patient, afternoon):
    make_followed(patient=patient, name="Desire", is_private=True)
    member = patient.memberships.get(user=cast["owner"])

    assert "Desire" not in week_html(member, "none", "regular", "letter")


def test_characters_that_no_font_has_are_named_before_anything_prints(
    sheet, patient, only_our_fonts
):
    make_followed(patient=patient, name="头痛")

    response = sheet(size="large")

    assert response.status_code == 422
    assert "Our printing font doesn’t have these characters: 头 痛." in response.text
    assert 'name="size" value="large"' in response.text


def test_who_knows_of_the_empty_boxes_may_print_them(sheet, patient, only_our_fonts):
    make_followed(patient=patient, name="头痛")

    assert sheet(missing_glyphs="acknowledged")["Content-Type"] == "application/pdf"


@pytest.mark.usefixtures("only_our_fonts")
def test_signs_with_a_plain_spelling_are_replaced(sheet, patient):
    make_followed(patient=patient, name="Fever ≥ 38")

    assert "Fever >= 38" in " ".join(read(sheet().content))


def test_the_lines_for_a_few_words_stand_on_one_page(sheet, patient):
    for name in ["Fatigue", "Numb hands or feet", "Trouble sleeping", "Bone pain"]:
        make_followed(patient=patient, name=name)

    *_table, words = read(sheet(size="very-large", paper="letter").content)

    assert words.startswith("Notes")
    assert words.count("Nov") == 7


def test_week_sheet_refuses_an_unknown_paper_size(sheet):
    response = sheet(paper="napkin")

    assert response.status_code == 422
    assert "Choose Letter or A4." in response.text
