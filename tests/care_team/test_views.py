from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from myeloma_journal.care_team.models import CallRule
from myeloma_journal.catalogue.models import SignRelation
from tests.factories import (
    make_call_rule,
    make_contact,
    make_country,
    make_measure,
    make_medication,
    make_rules_review,
    make_source,
    make_symptom,
    make_symptom_sign,
    make_thermometer,
    make_warning_sign,
)

pytestmark = pytest.mark.django_db
FEVER_SIGN = {
    "measure": "temperature",
    "op": ">=",
    "default_c": 38.0,
    "default_f": 100.4,
    "presets": [{"c": 38.0}, {"c": 37.5}],
}
SOURCE = {"level": "now", "said_by": "Dr. Ruiz", "said_on": "2026-08-03"}


@pytest.fixture
def page(client, cast, patient):
    """Open or send a page of the care team as somebody of the cast."""

    def open_or_send(view, /, *parts, as_="owner", **answers):
        client.force_login(cast[as_])
        url = reverse(f"care_team:{view}", args=[patient.pk, *parts])
        return client.post(url, answers) if answers else client.get(url)

    return open_or_send


def press(page, name, *parts):
    return page(name, *parts, pressed="1")


def test_care_team_says_what_to_do_first(page):
    assert "Look on the card they gave you" in page("care_team").text


def test_care_team_shows_a_reader_the_numbers_and_no_way_to_change_them(page, patient):
    make_contact(patient=patient)
    make_call_rule(patient=patient)

    shown = page("care_team", as_="reader").text

    assert 'href="tel:5550142"' in shown
    assert "Call when you shiver." in shown
    assert "Turn off" not in shown
    assert "Add a contact" not in shown


def test_care_team_marks_a_general_sign_with_its_source(page):
    make_warning_sign()

    assert "General information." in page("care_team").text


def test_contact_add_keeps_the_number_as_typed_and_dials_it(page, patient):
    page("contact_add", name="Nurse line", daytime_number="(555) 014-2 ext. 3")

    assert patient.contacts.get().daytime_number == "(555) 014-2 ext. 3"
    assert 'href="tel:5550142"' in page("care_team").text


def test_contact_add_refuses_a_number_that_no_phone_can_dial(page, patient):
    response = page("contact_add", name="Nurse line", daytime_number="on the card")

    assert response.status_code == 422
    assert "Start with the phone number in digits" in response.text
    assert "on the card" in response.text
    assert not patient.contacts.exists()


@pytest.mark.parametrize("country", ["", "US", "FR"])
def test_team_has_no_number_of_two_digits(page, patient, country):
    patient.country = country
    patient.save()

    response = page("contact_add", name="Nurse line", daytime_number="15")

    assert response.status_code == 422
    assert "This number is too short." in response.text
    assert not patient.contacts.exists()


def test_the_contact_to_call_first_gives_way_to_another(page, patient):
    before = make_contact(patient=patient, is_first=True)

    page("contact_add", name="Dr. Ruiz", daytime_number="555-0140", is_first="on")

    before.refresh_from_db()
    assert not before.is_first
    assert patient.contacts.to_call().name == "Dr. Ruiz"


def test_contact_delete_asks_once_more(page, patient):
    contact = make_contact(patient=patient)

    assert (
        "Delete <bdi>Lakeside nurse line</bdi>?"
        in page("contact_delete", contact.pk).text
    )
    press(page, "contact_delete", contact.pk)

    assert not patient.contacts.exists()


def test_contact_of_another_journal_is_not_there(page):
    assert page("contact_edit", make_contact().pk).status_code == 404


def test_numbers_edit_keeps_the_emergency_number(page, patient):
    page("numbers_edit", emergency_number="112", crisis_line="", version="1")

    patient.refresh_from_db()
    assert patient.emergency_number == "112"


@pytest.mark.parametrize(("country", "status"), [("FR", 302), ("US", 422)])
def test_emergency_number_of_two_digits_is_one_where_the_country_has_it(
    page, country, status
):
    make_country(slug=country.lower(), emergency_number="112")
    sent = {"country": country, "emergency_number": "15", "version": "1"}

    assert page("numbers_edit", **sent).status_code == status


def test_another_country_leaves_the_numbers_that_were_chosen(page, patient):
    make_country(slug="gb", name="United Kingdom", emergency_number="999")
    patient.emergency_number = "112"
    patient.save()

    page(
        "numbers_edit",
        country="GB",
        emergency_number="112",
        crisis_line="",
        version=str(patient.version),
    )

    patient.refresh_from_db()
    assert (patient.country, patient.emergency_number) == ("GB", "112")
    assert 'href="tel:112"' in page("care_team").text


def test_the_numbers_of_the_country_stand_with_their_source(page, patient):
    country = make_country(emergency_number="911", crisis_line="988")
    country.sources.add(make_source(title="When to call 911"))
    patient.country = "US"
    patient.save()

    shown = page("care_team").text

    assert 'href="tel:911"' in shown
    assert 'href="tel:988"' in shown
    assert "Country: United States." in shown
    assert "Emergency number, United States" in shown
    assert "When to call 911" in shown


def test_a_number_that_cannot_be_told_is_asked_about(page, patient):
    answer = page(
        "contact_add", name="Nurse line", daytime_number="555 0142 24", is_first="on"
    )

    assert "Which digits are the number?" in answer.text
    assert 'value="555 0142 24"' in answer.text
    assert not patient.contacts.exists()


def test_an_unclear_number_saved_before_is_no_link(page, patient):
    make_contact(patient=patient, daytime_number="555 0142 24")

    shown = page("care_team").text

    assert "555 0142 24" in shown
    assert "tel:" not in shown


def test_rule_add_keeps_what_the_team_said_about_a_number(page, patient):
    make_thermometer()

    page(
        "rule_add",
        "number",
        what="temperature °F",
        comparator="at_least",
        limit="100,4",
        words="",
        **SOURCE,
    )

    rule = patient.call_rules.get()
    assert rule.in_short == "Temperature: 100.4 °F or more"
    assert (rule.said_by, rule.said_on) == ("Dr. Ruiz", date(2026, 8, 3))
    assert not rule.is_general


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("", "Enter the number your team gave you."),
        ("hot", "“hot” is not a number. Enter a number like 100.4."),
        ("500", "Enter a number from 77 to 113, or choose a different unit."),
        ("38", "38 °F can’t be right. Did you mean 38 °C?"),
        ("100.456", "Use no more than two digits after the decimal point."),
    ],
)
def test_rule_add_says_what_is_wrong_with_a_number(page, patient, limit, sentence):
    make_thermometer()
    answers = {"what": "temperature °F", "comparator": "at_least", "limit": limit}

    response = page("rule_add", "number", **answers, **SOURCE)

    assert response.status_code == 422
    assert sentence in response.text
    assert not patient.call_rules.exists()


def test_rule_add_takes_the_other_unit_from_its_button(page, patient):
    make_thermometer()
    answers = {"what": "temperature °F", "comparator": "at_least", "limit": "38"}
    refused = page("rule_add", "number", **answers, **SOURCE)
    [button] = refused.context["form"].fields["limit"].offers

    page("rule_add", "number", **answers, **SOURCE, take=button.value)

    rule = patient.call_rules.get()
    assert (rule.value, rule.unit) == (38, "°C")


def test_rule_add_asks_who_said_so(page):
    response = page("rule_add", "words", words="Call when you shiver.", level="now")

    assert response.status_code == 422
    assert "Enter who said it." in response.text


def test_rule_add_keeps_what_the_team_said_about_a_symptom(page, patient):
    symptom = make_symptom(label="Feeling sick")

    page("rule_add", "symptom", symptom_name="Feeling sick", at_least="2", **SOURCE)

    rule = patient.call_rules.get()
    assert (rule.symptom, rule.at_least) == (symptom, 2)


def test_rule_add_knows_three_kinds(page):
    assert page("rule_add", "dream").status_code == 404


def test_rule_edit_keeps_the_kind_of_the_rule(page, patient):
    rule = make_call_rule(patient=patient)

    page("rule_edit", rule.pk, words="Call when you sweat.", version="1", **SOURCE)

    rule.refresh_from_db()
    assert rule.words == "Call when you sweat."


def test_sign_edit_makes_a_copy_that_a_new_catalogue_does_not_change(page, patient):
    sign = make_warning_sign()

    page("sign_edit", sign.slug, words="Shivering for an hour", **SOURCE)
    sign.label, sign.revision = "A newer wording", 2
    sign.save()

    rule = patient.call_rules.get()
    assert (rule.words, rule.sign, rule.is_general) == (
        "Shivering for an hour",
        sign,
        False,
    )
    [(shown, _checking, _general)] = page("care_team").context["own"]
    assert str(shown) == "Shivering for an hour"


def test_sign_nobody_changed_follows_the_catalogue(page):
    sign = make_warning_sign()
    sign.label = "A better word"
    sign.save()

    assert "A better word" in page("care_team").text


def test_sign_edit_starts_in_the_units_of_the_patient(page, patient):
    make_thermometer()
    sign = make_warning_sign(
        rule={
            "measure": "temperature",
            "op": ">=",
            "default_c": 38.0,
            "default_f": 100.4,
        }
    )
    patient.units = "metric"
    patient.save()

    form = page("sign_edit", sign.slug).context["form"]

    assert (form.initial["what"], form.initial["limit"]) == ("temperature °C", "38")


def test_sign_switch_switches_off_and_on_again(page, patient):
    sign = make_warning_sign()

    press(page, "sign_switch", sign.slug)
    assert not patient.call_rules.get().is_active
    press(page, "sign_switch", sign.slug)

    assert patient.call_rules.get().is_active
    assert patient.call_rules.get().is_general


def test_a_sign_that_is_off_at_first_stands_among_those_switched_off(page):
    make_warning_sign(rule={"default_on": False})

    assert len(page("care_team").context["off"]) == 1


def test_rule_delete_asks_once_and_names_the_rule(page, patient):
    rule = make_call_rule(patient=patient)

    shown = page("rule_delete", rule.pk).text

    assert shown.index("Call when you shiver.") < shown.index("Delete rule?")


def test_rule_delete_of_a_changed_sign_gives_the_published_one_back(page, patient):
    sign = make_warning_sign()
    rule = make_call_rule(patient=patient, sign=sign)

    press(page, "rule_delete", rule.pk)

    assert not CallRule.objects.exists()
    assert sign.label in page("care_team").text


def test_the_crisis_line_stands_beside_the_sign_it_belongs_to(page, patient):
    make_warning_sign(slug="sign-mood-crisis", label="Thoughts of harming yourself")
    patient.crisis_line = "988"
    patient.save()

    shown = page("care_team").text

    assert shown.index("Thoughts of harming yourself") < shown.rindex('href="tel:988"')


def test_care_team_asks_to_review_the_rules_when_treatment_changed(page, patient):
    make_rules_review(patient=patient, reviewed_on=date(2026, 11, 1))
    make_medication(patient=patient, started_on=date(2026, 11, 2))

    assert page("care_team").context["needs_review"]
    press(page, "rules_reviewed")

    assert not page("care_team").context["needs_review"]
    assert "Last reviewed on November 21, 2026" in page("care_team").text


@pytest.mark.parametrize(
    "days",
    [
        {"started_on": date(2026, 11, 1)},
        {"started_on": date(2026, 11, 22)},
        {"started_on": date(2026, 1, 1), "stopped_on": date(2026, 10, 1)},
    ],
)
def test_rules_hold_while_no_treatment_began_or_ended_since(page, patient, days):
    make_rules_review(patient=patient, reviewed_on=date(2026, 11, 1))
    make_medication(patient=patient, **days)

    assert not page("care_team").context["needs_review"]


def test_without_a_rule_there_is_nothing_to_review(page, patient):
    make_medication(patient=patient, started_on=date(2026, 11, 2))

    assert not page("care_team").context["needs_review"]


def team_fever(patient, **fields):
    """A fever rule of the team, beside the general sign of 100.4 °F."""
    make_warning_sign(
        label="Temperature at or above the number your team gave you", rule=FEVER_SIGN
    )
    usual = {"comparator": "at_least", "value": Decimal("99.5"), "unit": "°F"}
    return make_call_rule(patient=patient, measure=make_thermometer(), **usual | fields)


def shown_text(response):
    return " ".join(response.text.split())


def test_buttons_of_a_rule_name_its_number(page, patient):
    team_fever(patient, words="Day or night.")

    name = ": Temperature: 99.5 °F or more</span>"
    assert page("care_team").text.count(name) == 2


STANDS_IN = (
    "Replaces the general sign: Temperature: 100.4 °F or more (Call your team now)."
)


def test_a_rule_names_the_general_sign_it_stands_in_for(page, patient):
    team_fever(patient)

    shown = page("care_team")

    assert STANDS_IN in shown_text(shown)
    assert [rules for _, rules in shown.context["general"]] == [[], [], []]


def test_the_general_sign_can_be_used_too_and_not_again(page, patient):
    rule = team_fever(patient)

    page("rule_keep_general", rule.pk, keep="both")
    both = page("care_team")
    page("rule_keep_general", rule.pk, keep="team")

    assert "The general sign is used too" in both.text
    assert len(both.context["general"][1][1]) == 1
    assert STANDS_IN in shown_text(page("care_team"))


def test_a_rule_of_another_level_stands_in_for_nothing(page, patient):
    team_fever(patient, level="today")

    shown = page("care_team")

    assert "Replaces" not in shown.text
    assert len(shown.context["general"][1][1]) == 1


def test_an_edited_sign_names_the_published_one(page, patient):
    sign = make_warning_sign(label="Shaking chills")
    make_call_rule(patient=patient, sign=sign, words="Shivering for an hour")

    shown = page("care_team")

    assert "Replaces the general sign: Shaking chills" in shown.text
    assert "Use the general sign instead" in shown.text


def test_a_reader_sees_what_a_rule_stands_in_for_and_no_button(page, patient):
    team_fever(patient)

    shown = page("care_team", as_="reader").text

    assert "Replaces the general sign" in shown
    assert "Use the general sign too" not in shown


def test_switching_off_a_sign_is_confirmed_with_its_words(page, patient):
    sign = make_warning_sign(label="Chest pain or sudden trouble breathing")

    shown = page("sign_switch", sign.slug)

    assert "Turn off “Chest pain or sudden trouble breathing”?" in shown.text
    assert "will say nothing about this sign" in shown.text
    assert not patient.call_rules.exists()


def test_an_edited_sign_is_switched_off_after_a_question_too(page, patient):
    sign = make_warning_sign()
    make_call_rule(patient=patient, sign=sign)

    url = reverse("care_team:sign_switch", args=[patient.pk, sign.slug])
    assert f'href="{url}"' in page("care_team").text


def test_each_sign_says_whether_it_is_checked_asked_or_only_read(page, patient):
    team_fever(patient, keeps_general=True)
    make_symptom_sign(
        sign=make_warning_sign(label="Asked"), relation=SignRelation.MAY_GO_WITH
    )
    make_warning_sign(label="Read")

    shown = page("care_team")

    [_, (_, now), _] = shown.context["general"]
    assert {str(rule): str(checking.label) for rule, checking in now} == {
        "Temperature at or above the number your team gave you": "Checked",
        "Asked": "Asked after you save",
        "Read": "For reading only",
    }


FEVER = {
    "what": "temperature °F",
    "comparator": "at_least",
    "limit": "104",
    "words": "",
    **SOURCE,
}


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        (
            {},
            "You entered: 104 °F or more. The general sign says 100.4 °F or more. "
            "Did your team say 104 °F or more?",
        ),
        (
            {"limit": "98.9"},
            "You entered: 98.9 °F or more. The general sign says 100.4 °F or more.",
        ),
        (
            {"what": "temperature °C", "limit": "38.4"},
            "You entered: 38.4 °C or more. The general sign says 38 °C or more.",
        ),
        (
            {"comparator": "above", "limit": "101.1"},
            "You entered: above 101.1 °F. The general sign says 100.4 °F or more.",
        ),
        (
            {"comparator": "below", "limit": "100.4"},
            "You entered: below 100.4 °F. The general sign says below 96.8 °F.",
        ),
        (
            {"comparator": "below", "what": "temperature °C", "limit": "34.9"},
            "You entered: below 34.9 °C. The general sign says below 36 °C.",
        ),
    ],
)
def test_rule_add_asks_once_about_a_limit_far_from_the_usual(
    page, patient, answers, question
):
    make_thermometer()
    answers = FEVER | answers

    response = page("rule_add", "number", **answers)

    assert response.status_code == 422
    assert question in response.text
    assert f'value="{answers["limit"]}"' in response.text
    assert not patient.call_rules.exists()

    confirm = response.context["form"].confirm_value
    page("rule_add", "number", confirm=confirm, **answers)

    assert patient.call_rules.get().value == Decimal(answers["limit"])


def test_a_confirmation_holds_for_its_own_limit_only(page, patient):
    make_thermometer()
    confirm = page("rule_add", "number", **FEVER).context["form"].confirm_value

    page("rule_add", "number", confirm=confirm, **FEVER | {"limit": "105"})

    assert not patient.call_rules.exists()


@pytest.mark.parametrize("limit", ["99", "99.5", "100.4", "101"])
def test_rule_add_asks_nothing_about_limits_that_teams_use(page, patient, limit):
    make_thermometer()

    page("rule_add", "number", **FEVER | {"limit": limit})

    assert patient.call_rules.exists()


def test_rule_add_offers_the_usual_limit_as_a_button(page, patient):
    make_thermometer()

    [offer] = page("rule_add", "number", **FEVER).context["form"].fields["limit"].offers
    page("rule_add", "number", take=offer.value, **FEVER)

    assert offer.label == "Use 100.4 °F"
    assert patient.call_rules.get().in_short == "Temperature: 100.4 °F or more"


@pytest.mark.parametrize(
    ("slug", "comparator", "limit"),
    [
        ("weight", "below", "40"),
        ("weight", "at_least", "35"),
        ("oxygen", "at_least", "92"),
    ],
)
def test_rule_add_asks_about_a_slip_in_any_measure(
    page, patient, slug, comparator, limit
):
    unit = {"unit": "u", "hard_min": 0, "hard_max": 500, "soft_min": 50, "soft_max": 99}
    make_measure(slug=slug, label="Some measure", units=[unit])
    answers = {"what": f"{slug} u", "comparator": comparator, "limit": limit, **SOURCE}

    response = page("rule_add", "number", **answers)

    assert "Is that what your team said?" in response.text
    assert not patient.call_rules.exists()


def test_rule_edit_does_not_ask_again_about_what_was_confirmed(page, patient):
    rule = make_call_rule(
        patient=patient,
        measure=make_thermometer(),
        comparator="at_least",
        value=Decimal(104),
        unit="°F",
    )

    page("rule_edit", rule.pk, version="1", **FEVER | {"said_by": "Dr. Lee"})

    rule.refresh_from_db()
    assert rule.said_by == "Dr. Lee"


@pytest.mark.parametrize(
    ("units", "preset", "short"),
    [
        ("us", "99.5 °F", "Temperature: 99.5 °F or more"),
        ("metric", "37.5 °C", "Temperature: 37.5 °C or more"),
    ],
)
def test_sign_edit_takes_a_preset_of_fever_with_one_tap(
    page, patient, units, preset, short
):
    make_thermometer()
    sign = make_warning_sign(rule=FEVER_SIGN)
    patient.units = units
    patient.save()
    form = page("sign_edit", sign.slug).context["form"]
    shown = {name: form.initial[name] for name in ("what", "comparator", "limit")}

    page("sign_edit", sign.slug, preset=preset, words=sign.label, **shown, **SOURCE)

    assert preset in form.presets
    assert patient.call_rules.get().in_short == short


def test_sign_edit_saves_the_count_of_a_sign_that_counts(page, patient):
    sign = make_warning_sign(slug="sign-diarrhea", rule={"count": 4})
    make_call_rule(patient=patient, sign=sign, count=4)

    response = page("sign_edit", sign.slug)
    page("sign_edit", sign.slug, count="6", words=sign.label, version="1", **SOURCE)

    assert "Loose stools in 24 hours" in response.text
    assert patient.call_rules.get().count == 6


def test_sign_edit_asks_about_a_count_far_from_the_published_one(page, patient):
    sign = make_warning_sign(slug="sign-diarrhea", rule={"count": 4})
    make_call_rule(patient=patient, sign=sign, count=4)
    answers = {"count": "40", "words": sign.label, "version": "1", **SOURCE}

    response = page("sign_edit", sign.slug, **answers)

    assert "You entered: 40. The general sign says 4." in response.text
    assert patient.call_rules.get().count == 4


def test_sign_edit_asks_before_a_sign_is_made_less_urgent(page, patient):
    sign = make_warning_sign(level="emergency")
    answers = {"words": sign.label} | SOURCE | {"level": "today"}

    response = page("sign_edit", sign.slug, **answers)

    assert (
        "The general sign says “Get help now”. Did your team say “Call your team "
        "today”?" in response.text
    )
    assert not patient.call_rules.exists()

    confirm = response.context["form"].confirm_value
    page("sign_edit", sign.slug, confirm=confirm, **answers)

    assert patient.call_rules.get().level == "today"


def test_sign_edit_asks_nothing_when_a_sign_is_made_more_urgent(page, patient):
    sign = make_warning_sign(level="today")

    page("sign_edit", sign.slug, words=sign.label, **SOURCE | {"level": "emergency"})

    assert patient.call_rules.get().level == "emergency"
