"""When to call, on paper: what it says, on one page, with nothing over anything."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from django.urls import reverse

from myeloma_journal.packets.call_sheet import (
    CallSheet,
    Fit,
    PrintedLevel,
    PrintedSign,
    call_sheet,
    call_sheet_pdf,
)
from myeloma_journal.packets.settings import Paper, Size
from tests.factories import (
    make_allergy,
    make_call_rule,
    make_contact,
    make_country,
    make_drug,
    make_drug_class,
    make_line,
    make_line_drug,
    make_symptom_sign,
    make_thermometer,
    make_warning_sign,
)
from tests.packets.reading import badly_placed, failed_rules, read, words_by_page

pytestmark = pytest.mark.sqlite_only

EVERY_WAY = list(product(Size.values, Paper.values))
LABELS = [
    "Bleeding that does not stop, coughing up blood,"
    " or blood in vomit, urine, or stool",
    "New leg weakness or numbness, or loss of bladder or bowel control",
    "Chest pain or sudden trouble breathing",
    "Signs of a stroke",
    "New confusion, being hard to wake, or a seizure",
    "Swollen face or throat, or trouble breathing after a drug",
    "Thoughts of harming yourself",
]
USUAL = CallSheet(
    name="Margaret Lewis",
    born_on=date(1954, 3, 14),
    printed_on=date(2026, 11, 30),
    treatment=("daratumumab", "pomalidomide", "dexamethasone"),
    allergies=("Penicillin (rash)",),
    team="Lakeside clinic, Dr. Ruiz",
    by_day="(555) 555-0142",
    nights="(555) 555-0187",
    emergency="911",
    family="Anna Lewis, daughter, (555) 555-0119",
    fever=("Fever of 100.4 °F (38.0 °C) or higher: call my team now",),
    levels=tuple(
        PrintedLevel(
            level,
            (
                PrintedSign("Temperature: 100.4 °F (38.0 °C) or more", "", True),
                *(
                    PrintedSign(
                        label,
                        "Face drops, an arm goes weak, speech is slurred, sudden loss "
                        "of sight, sudden bad headache."
                        if level == "emergency"
                        else "",
                        stays=level == "emergency",
                    )
                    for label in LABELS
                ),
            ),
        )
        for level in ("emergency", "now", "today")
    ),
)
NOTHING_SAVED = replace(
    USUAL,
    born_on=None,
    treatment=(),
    allergies=(),
    team="",
    by_day="",
    nights="",
    emergency="",
    family="",
    fever=(),
    levels=tuple(PrintedLevel(level, ()) for level in ("emergency", "now", "today")),
)
LONG = replace(
    USUAL,
    name="Maria Magdalena Wilhelmina Featherstonehaugh-Cholmondeley " * 2,
    treatment=("belantamab mafodotin with hyaluronidase and more of it " * 2,) * 9,
    allergies=("Sulfamethoxazole and trimethoprim (" + "rash " * 40 + ")",) * 9,
    team="Department of Hematology and Oncology, St. Elsewhere’s Hospital " * 2,
    by_day="+44 20 7946 0000 ext. 1234, ask for the nurse of the day",
    nights="+1 (555) 555-0187 extension 12345678901234567890, then 3",
    family="Anna Featherstonehaugh, daughter, +1 (555) 555-0119. " * 4,
    levels=tuple(
        PrintedLevel(level, (PrintedSign("Call when you shiver. " * 13, "", True),) * 9)
        for level in ("emergency", "now", "today")
    ),
)
EXTREME_WAYS = [("regular", "letter"), ("very-large", "a4")]
SAMPLES_EACH_WAY = [
    *((USUAL, size, paper) for size, paper in EVERY_WAY),
    *((sample, *way) for sample in (NOTHING_SAVED, LONG) for way in EXTREME_WAYS),
]


@pytest.mark.parametrize(("sheet", "size", "paper"), SAMPLES_EACH_WAY)
def test_sheet_and_card_take_a_page_each_at_most(sheet, size, paper):
    made = call_sheet_pdf(sheet, "both", size, paper)

    assert made.pages <= 2
    assert list(badly_placed(made)) == []


@pytest.mark.parametrize("parts", ["sheet", "card"])
def test_each_is_one_page_by_itself_and_pdf_ua(parts):
    made = call_sheet_pdf(USUAL, parts, "large", "letter")

    assert made.pages == 1
    assert failed_rules(made) == []


def test_both_are_on_one_page_where_they_have_room():
    few = replace(
        USUAL,
        levels=tuple(replace(level, signs=level.signs[:3]) for level in USUAL.levels),
    )

    assert call_sheet_pdf(few, "both", "regular", "letter").pages == 1


def test_the_card_has_its_size_and_every_word_inside():
    made = call_sheet_pdf(LONG, "card", "very-large", "letter")

    [(_width, words)] = words_by_page(made)
    top = next(word.top for word in words if word.text == "Cut")
    card = [word for word in words if top + 14 < word.top < 700]
    height = max(word.bottom for word in card) - min(word.top for word in card)
    width = max(word.right for word in card) - min(word.left for word in card)
    assert height < 2.125 * 72
    assert width < 6.75 * 72


def test_long_notes_on_the_card_are_cut_but_never_a_number():
    sheet = replace(
        LONG,
        family="Anna, my daughter, who has a key and " * 4 + "(555) 555-0119, at night",
    )

    [text] = read(call_sheet_pdf(sheet, "card", "regular", "letter"))

    assert "…" in text
    for number in ("+44 20 7946 0000", "+1 (555) 555-0187", "(555) 555-0119", "911"):
        assert number in text


def test_a_number_nobody_saved_is_a_line_to_write_on():
    [text] = read(call_sheet_pdf(NOTHING_SAVED, "both", "regular", "letter"))

    assert "Nights and weekends" in text
    assert "Emergency number" in text
    assert not re.search(r"\b(911|112|999)\b", text)


def test_words_behind_a_number_take_no_room_from_the_signs_in_large_print():
    sheet = replace(
        USUAL,
        by_day="(617) 555-0142 ext. 4512, Mon-Fri 8-5",
        nights="+1 (617) 555-0187 (ask for the hematology fellow)",
    )

    [text] = read(call_sheet_pdf(sheet, "sheet", "large", "letter"))

    assert LABELS[2] in text


def test_more_signs_are_named_only_where_some_are_left_out():
    few = replace(
        USUAL,
        levels=tuple(replace(level, signs=level.signs[:6]) for level in USUAL.levels),
    )

    [shown] = read(call_sheet_pdf(few, "sheet", "regular", "letter"))
    [cut] = read(call_sheet_pdf(USUAL, "sheet", "regular", "letter"))

    assert "More signs are in the journal." not in shown
    assert cut.count("More signs are in the journal.") == 2


def test_emergencies_stay_where_others_are_left_out():
    emergency = PrintedLevel("emergency", (PrintedSign("Stroke", stays=True),) * 9)
    now = PrintedLevel("now", (PrintedSign("Fever"),) * 9)

    assert len(emergency.shown(Fit(11, 2))) == 9
    assert len(now.shown(Fit(11, 2))) == 2


@pytest.fixture
def journal(patient, afternoon):
    """A patient with a number, a treatment and rules."""
    make_contact(patient=patient, name="Lakeside clinic", after_hours_number="555-0187")
    make_allergy(patient=patient)
    carfilzomib = make_drug(name="carfilzomib", slug="drug-carfilzomib")
    make_line_drug(
        line=make_line(patient=patient), name="carfilzomib", drug=carfilzomib
    )
    return patient


def test_the_team_comes_first_then_the_signs_of_this_treatment(journal):
    make_warning_sign(label="For all")
    make_warning_sign(label="On another drug", only_on=["drug-selinexor"])
    checked = make_warning_sign(label="On carfilzomib", only_on=["drug-carfilzomib"])
    make_symptom_sign(sign=checked)
    make_warning_sign(label="Only to read", only_on=["drug-carfilzomib"])
    make_call_rule(patient=journal, words="Call when you shiver.")

    [now] = [level for level in call_sheet(journal).levels if level.urgency == "now"]

    assert [(sign.text, sign.is_from_team) for sign in now.signs] == [
        ("Call when you shiver", True),
        ("On carfilzomib", False),
        ("For all", False),
        ("Only to read", False),
        ("On another drug", False),
    ]


def test_the_class_of_a_drug_counts_as_the_treatment(journal):
    steroid = make_drug(drug_class=make_drug_class(slug="corticosteroid"))
    make_line_drug(line=journal.lines.get(), name="dexamethasone", drug=steroid)
    make_warning_sign(label="For all")
    make_symptom_sign(
        sign=make_warning_sign(label="On steroids", only_on=["corticosteroid"])
    )

    [now] = [level for level in call_sheet(journal).levels if level.urgency == "now"]

    assert now.signs[0].text == "On steroids"


def test_a_sign_that_counts_tells_from_how_many_on(journal):
    make_warning_sign(
        slug="sign-diarrhea", label="Many loose stools", rule={"count": 4}
    )

    now = call_sheet(journal).levels[1]

    assert now.signs[0].text == "Many loose stools. 4 or more in 24 hours"


def test_the_number_of_the_country_is_printed_where_none_was_chosen(journal):
    make_country(slug="nl", name="the Netherlands", emergency_number="112")
    journal.country = "NL"
    journal.emergency_number = ""

    assert call_sheet(journal).emergency == "112"


def test_a_sign_that_is_switched_off_is_not_printed(journal):
    sign = make_warning_sign()
    make_call_rule(patient=journal, sign=sign, is_general=True, is_active=False)

    assert not call_sheet(journal).has_general_signs


def fever(patient, **fields):
    usual = {"comparator": "at_least", "value": Decimal("100.4"), "unit": "°F"}
    return make_call_rule(
        patient=patient, measure=make_thermometer(), words="", **usual | fields
    )


def test_the_card_tells_the_fever_rule_in_both_units(journal):
    fever(journal)

    assert call_sheet(journal).fever == (
        "Fever of 100.4 °F (38.0 °C) or higher: call my team now",
    )


def test_the_card_says_above_where_the_rule_does(journal):
    fever(journal, comparator="above", value=Decimal("37.5"), unit="°C", level="today")

    assert call_sheet(journal).fever == (
        "Fever above 37.5 °C (99.5 °F): call my team today",
    )


def test_a_low_temperature_is_no_fever(journal):
    fever(journal, comparator="below", value=Decimal("96.8"))

    assert call_sheet(journal).fever == ()


def test_the_crisis_line_is_printed_with_its_sign(journal):
    journal.crisis_line = "988"
    make_warning_sign(
        slug="sign-mood-crisis", label="Thoughts of harming yourself", level="emergency"
    )

    emergency = call_sheet(journal).levels[0]

    assert emergency.signs[0].text == "Thoughts of harming yourself. Crisis line: 988"


@pytest.mark.parametrize("who", ["owner", "helper", "reader"])
def test_everyone_with_access_prints_it(client, cast, journal, who):
    client.force_login(cast[who])
    url = reverse("packets:when_to_call", args=[journal.pk])

    response = client.post(url, {"parts": "both", "size": "regular", "paper": "a4"})

    assert response["Content-Disposition"] == 'attachment; filename="when-to-call.pdf"'
    text = " ".join(read(response.content))
    assert "carfilzomib" in text
    assert "Penicillin (rash)" in text
    assert text.count("555-0187") == 2


def test_the_owner_finds_the_print_in_the_audit_log(client, cast, journal):
    client.force_login(cast["helper"])

    client.post(reverse("packets:when_to_call", args=[journal.pk]), {"parts": "card"})

    assert journal.activities.filter(kind="printed", about="when to call").exists()


def test_characters_without_a_glyph_are_named_before_anything_prints(
    client, cast, journal, only_our_fonts
):
    make_contact(patient=journal, name="血液科", is_first=True)
    client.force_login(cast["owner"])

    response = client.post(reverse("packets:when_to_call", args=[journal.pk]))

    assert response.status_code == 422
    assert "血" in response.text


def test_an_unknown_choice_comes_back_with_a_sentence(client, cast, journal):
    client.force_login(cast["owner"])
    url = reverse("packets:when_to_call", args=[journal.pk])

    response = client.post(url, {"parts": "poster"})

    assert response.status_code == 422
    assert "Choose from the list." in response.text
