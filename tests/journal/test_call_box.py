"""The box on the page of an entry: one number, one sentence, and what is answered."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from myeloma_journal.care_circle import audit
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.journal import call_box
from myeloma_journal.journal.call_history import what_was_said
from myeloma_journal.journal.models import CallReply, Measurement, RuleMatch
from myeloma_journal.journal.rule_matching import evaluate_rules
from tests.factories import (
    make_call_reply,
    make_call_rule,
    make_contact,
    make_entry,
    make_followed,
    make_line,
    make_rating,
    make_rule_match,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
MONDAY_MORNING = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
MONDAY_NIGHT = MONDAY_MORNING + timedelta(hours=12)


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to(MONDAY_MORNING)


@pytest.fixture
def thermometer():
    return Measure.objects.get(slug="temperature")


@pytest.fixture
def team_rule(patient, thermometer):
    return make_call_rule(
        patient=patient,
        words="",
        measure=thermometer,
        comparator="at_least",
        value=Decimal("100.4"),
        unit="°F",
    )


def fever(patient, value="100.6", unit="°F", days_ago=0, **fields):
    day = patient.today() - timedelta(days=days_ago)
    entry = make_entry(patient=patient, felt_on=day, **fields)
    measure = Measure.objects.get(slug="temperature")
    Measurement.objects.create(
        entry=entry, measure=measure, value=Decimal(value), unit=unit
    )
    evaluate_rules(entry)
    return entry


def rated(patient, slug, severity, is_private=False, words="", days_ago=0, **fields):
    symptom = Symptom.objects.get(slug=slug)
    followed = patient.followed_symptoms.filter(symptom=symptom).first()
    followed = followed or make_followed(
        patient=patient, symptom=symptom, name=symptom.label, is_private=is_private
    )
    day = patient.today() - timedelta(days=days_ago)
    entry = make_entry(patient=patient, felt_on=day, **fields)
    make_rating(
        entry=entry, followed=followed, severity=severity, answers_in_words=words
    )
    evaluate_rules(entry)
    return entry


def url_of(entry, name="entry"):
    return reverse(f"journal:{name}", args=[entry.patient_id, entry.pk])


@pytest.fixture
def look(client, cast):
    def looked(entry, who="owner"):
        client.force_login(cast[who])
        return client.get(url_of(entry)).text

    return looked


@pytest.fixture
def say(client, cast):
    def said(entry, answer, who="owner"):
        client.force_login(cast[who])
        matches = [str(match.pk) for match in entry.rule_matches.all()]
        sent = {"said": answer, "match": matches}
        return client.post(url_of(entry, "entry_call_reply"), sent, follow=True)

    return said


def words_of(page):
    """What is read in the box, without markup."""
    box = re.search(r'<section class="call .*?</section>', page, re.S)
    return " ".join(strip_tags(box[0]).replace("\xa0", " ").split()) if box else ""


def main_number(page):
    return re.findall(r'one-number"\s+href="([^"]*)"', page)


def test_box_stands_first_with_one_heading_and_its_words_as_title(
    look, patient, team_rule
):
    page = look(fever(patient))

    main = page[page.index("<main") :]
    assert main.index('<h1 id="page-title" tabindex="-1">') < main.index("<h2")
    assert page.count("<h1") == 1
    assert "Call your team now · " in " ".join(page.split("</title>")[0].split())


@pytest.mark.parametrize(
    ("value", "unit", "sentence"),
    [
        ("38", "°C", "Your temperature was 100.4 °F (38 °C)."),
        ("100.6", "°F", "Your temperature was 100.6 °F (38.1 °C)."),
        ("38.2", "°C", "Your temperature was 100.8 °F (38.2 °C)."),
    ],
)
def test_box_says_number_and_rule_in_the_persons_unit_and_the_other(
    look, patient, team_rule, value, unit, sentence
):
    words = words_of(look(fever(patient, value, unit)))

    rule = "Your team said to call at 100.4 °F (38.0 °C) or higher."
    assert f"{sentence} {rule}" in words


def test_more_urgent_rule_of_the_team_at_the_published_number_is_the_one_shown(
    look, patient, team_rule
):
    team_rule.level = "emergency"
    team_rule.save()

    words = words_of(look(fever(patient, "100.4")))

    assert words.startswith("Get help now")


def test_box_says_the_unit_of_a_person_who_measures_in_celsius(
    look, patient, team_rule
):
    patient.units = "metric"
    patient.save()

    words = words_of(look(fever(patient, "101", "°F")))

    assert "Your temperature was 38.3 °C (101 °F)." in words
    assert "at 38.0 °C (100.4 °F) or higher." in words


def test_numbers_and_units_never_break_apart(look, patient, team_rule):
    page = look(fever(patient))

    assert "<strong>100.6\xa0°F</strong> (38.1\xa0°C)" in page


@pytest.mark.parametrize(
    ("moment", "number"),
    [(MONDAY_MORNING, "tel:5550142"), (MONDAY_NIGHT, "tel:5550187")],
)
def test_box_has_one_number_that_for_this_hour(
    look, patient, team_rule, time_machine, moment, number
):
    time_machine.move_to(moment)
    make_contact(patient=patient, after_hours_number="555-0187")

    page = look(fever(patient))

    assert main_number(page) == [number]
    box = page[page.index('class="call ') :]
    assert box.index(number) < box.index("<details")


def test_number_says_whose_it_is(look, patient, team_rule):
    make_contact(patient=patient, name="Lakeside", after_hours_number="555-0187")

    page = look(fever(patient))

    assert "Lakeside, daytime (now) 555-0142" in words_of(page)
    assert "Lakeside, nights and weekends: 555-0187" in words_of(page)


def test_general_sign_is_never_called_the_teams_rule(look, patient):
    words = words_of(look(fever(patient)))

    assert "The general signs say to call at 100.4 °F (38.0 °C) or higher." in words
    assert "Your team said" not in words
    assert "General information, not reviewed by a clinician." in words


def test_sign_is_shown_in_its_own_words(look, patient, cast):
    entry = rated(patient, "fever-chills", 3, created_by=cast["owner"])
    match = entry.rule_matches.first()

    words = words_of(look(entry))

    name = entry.ratings.get().name
    said = f"You wrote “{name}: Severe.” The general signs say: {match.sign.label}."
    assert said in words
    assert match.sign.examples in words


def test_number_stands_before_the_examples_of_a_sign(look, patient):
    patient.emergency_number = "911"
    patient.save()
    make_line(patient=patient, regimen_name="Carvykti", started_on=patient.today())
    entry = rated(patient, "confusion-speech", 1)

    words = words_of(look(entry))

    sign = entry.rule_matches.get(sign__slug="sign-icans").sign
    assert words.index("911") < words.index(sign.examples)


def test_each_answer_beside_a_severity_is_a_sentence_of_its_own(look, patient):
    entry = rated(patient, "heartbeat", 3, words="Since: noon.")

    assert "heartbeat: Severe. Since: noon.” The" in words_of(look(entry))


def test_fever_after_car_t_is_said_once_and_the_treatment_beside_it(look, patient):
    make_line(patient=patient, regimen_name="Carvykti", started_on=patient.today())

    words = words_of(look(fever(patient)))

    assert words.count("100.6 °F") == 1
    assert "You had CAR-T or a bispecific. Say so when you call." in words


def test_signs_of_car_t_stand_before_a_general_one_as_urgent(look, patient):
    make_line(patient=patient, regimen_name="Carvykti", started_on=patient.today())

    words = words_of(look(rated(patient, "confusion-speech", 1)))

    assert words.index("After CAR-T") < words.rindex("New confusion, ")


def test_emergency_of_another_day_keeps_the_emergency_number_in_sight(look, patient):
    patient.emergency_number = "911"
    patient.save()
    make_contact(patient=patient)

    words = words_of(look(rated(patient, "breathlessness", 3, days_ago=1)))

    assert "Is it still going on, or do you feel sick now? Call 911." in words


def test_who_reads_anothers_entry_reads_who_wrote_it(look, patient):
    entry = rated(patient, "fever-chills", 3, created_by_name="Anna Lewis")

    assert "Anna Lewis wrote “" in words_of(look(entry, "helper"))


def test_emergency_has_the_emergency_number_and_the_teams_folded(look, patient):
    patient.emergency_number = "112"
    patient.save()
    make_contact(patient=patient)

    page = look(rated(patient, "infusion-reaction", 3))

    assert main_number(page) == ["tel:112"]
    box = page[page.index('class="call ') :]
    assert box.index("<details") < box.index("tel:5550142")
    assert "Get help now" in page


def test_emergency_without_an_emergency_number_has_the_teams(look, patient):
    make_contact(patient=patient)

    page = look(rated(patient, "infusion-reaction", 3))

    assert main_number(page) == ["tel:5550142"]
    assert "Call your emergency number now." in words_of(page)
    box = page[page.index('class="call ') :].partition("</section>")[0]
    assert box.count('href="tel:5550142"') == 1


def test_emergency_without_any_number_has_a_field_to_save_one(look, patient):
    page = look(rated(patient, "infusion-reaction", 3))

    assert 'name="daytime_number"' in page
    assert reverse("care_team:numbers_edit", args=[patient.pk]) in page


def test_country_with_two_emergency_numbers_shows_both(look, patient):
    patient.country = "FR"
    patient.save()

    page = look(rated(patient, "infusion-reaction", 3))

    assert main_number(page) == ["tel:112"]
    box = page[page.index('class="call ') :]
    assert box.index('href="tel:15"') < box.index("<details")


def test_link_says_whose_number_it_calls(look, patient, team_rule):
    make_contact(patient=patient, name="Lakeside", after_hours_number="555-0187")

    page = look(fever(patient))

    assert 'aria-label="Call: Lakeside, daytime (now), 555-0142"' in page


def test_most_urgent_sign_gives_the_title_and_others_follow_in_lines(
    look, patient, team_rule
):
    entry = fever(patient)
    make_rule_match(
        entry=entry, level="emergency", title="Get help now", reading="Fall"
    )
    page = look(entry)

    assert page.count('class="call ') == 1
    assert "Get help now" in page
    also = page[page.index('class="also"') :]
    assert "Your temperature was" in also


def test_past_day_is_asked_about_calmly(look, patient, team_rule):
    make_contact(patient=patient)

    page = look(fever(patient, "101.1", days_ago=4))

    words = words_of(page)
    assert words.startswith(
        "Does your team know? Four days ago, on Thursday, November 26, "
        "your temperature was 101.1 °F (38.4 °C)."
    )
    assert "If they do not know yet, call them today." in words
    assert "If you feel sick now, call now, day or night." in words
    assert "Call your team now" not in page


def test_evening_stays_now_after_midnight(look, patient, team_rule, time_machine):
    time_machine.move_to(datetime(2026, 12, 1, 4, 50, tzinfo=UTC))
    entry = fever(patient)

    time_machine.move_to(timedelta(minutes=30))

    assert patient.today() > entry.felt_on
    assert "Call your team now" in look(entry)


def test_without_a_number_the_papers_and_a_field_stand_in_place(
    client, look, patient, team_rule
):
    entry = fever(patient)
    page = look(entry)
    assert "Your team’s number is on your hospital papers." in words_of(page)
    assert "call your emergency number" in words_of(page)

    sent = {"daytime_number": "555-0142, Ann"}
    page = client.post(url_of(entry, "entry_number"), sent, follow=True).text

    assert main_number(page) == ["tel:5550142"]
    assert patient.contacts.get().is_first


def test_number_that_dials_nothing_comes_back_beside_its_field(
    client, look, patient, team_rule
):
    entry = fever(patient)
    look(entry)

    response = client.post(
        url_of(entry, "entry_number"), {"daytime_number": "the ward"}
    )

    assert response.status_code == 422
    assert 'value="the ward"' in response.text
    assert 'class="error-text"' in response.text
    assert "Call your team now" in response.text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("known", "Your team already knows (Helper said so on November 30)."),
        ("called", "Called: yes (Helper, on November 30)."),
    ],
)
def test_answer_puts_a_quiet_line_in_place_of_the_box(
    say, look, patient, team_rule, answer, words
):
    entry = fever(patient)

    page = say(entry, answer, "helper").text

    assert words in page
    assert 'class="call ' not in page
    assert words in look(entry, "reader")


def test_not_called_leaves_the_box_with_what_was_said(say, patient, team_rule):
    page = say(fever(patient), "not_called").text

    assert "Called: no (Owner, on November 30)." in words_of(page)


def test_answer_can_be_undone(client, say, patient, team_rule):
    entry = fever(patient)
    say(entry, "known")
    reply = CallReply.objects.get()

    page = client.post(
        url_of(entry, "entry_call_undo"), {"reply": str(reply.pk)}, follow=True
    ).text

    assert 'class="call ' in page
    assert not CallReply.objects.exists()
    assert CallReply.history.count() == 2


def test_next_days_entry_rests_and_the_quiet_line_wakes_it(
    client, say, look, patient, team_rule, time_machine
):
    say(fever(patient, "101"), "known")
    time_machine.move_to(timedelta(days=1))
    entry = fever(patient, "100.8")

    page = look(entry)
    assert "Your team already knows (Owner said so on November 30)." in page
    assert 'class="call ' not in page

    reply = CallReply.objects.get()
    sent = {"reply": str(reply.pk)}
    page = client.post(url_of(entry, "entry_call_undo"), sent, follow=True).text
    assert "Call your team now" in page


def test_reader_has_no_button_to_answer(client, cast, look, patient, team_rule):
    entry = fever(patient)
    make_call_reply(match=entry.rule_matches.get())

    assert "entry_call" not in look(entry, "reader")
    assert "Undo" not in look(entry, "reader")


def test_answer_to_anothers_match_is_refused(client, cast, patient, team_rule):
    client.force_login(cast["owner"])
    other = make_rule_match()

    response = client.post(
        url_of(fever(patient), "entry_call_reply"),
        {"said": "known", "match": str(other.pk)},
    )

    assert response.status_code == 404
    assert not CallReply.objects.exists()


def test_audit_log_counts_an_answer(say, cast, patient, team_rule):
    say(fever(patient), "called", "helper")

    owner = patient.memberships.get(user=cast["owner"])
    today = patient.today()
    edits = [(edit.by, edit.things) for edit in audit.edits(owner, today, today)]
    assert (cast["helper"].pk, "an answer to a call message") in edits


@pytest.fixture
def back_pain(patient):
    """An entry that leads to the list of signs."""
    return rated(patient, "back-pain", 3)


def test_list_asks_about_signs_calmly(look, back_pain):
    page = look(back_pain)

    assert "Is any of this happening?" in page
    assert 'class="call ' not in page
    assert "No sign" not in page


@pytest.fixture
def answer_list(client, cast):
    def answered(entry, slug, who="owner"):
        client.force_login(cast[who])
        url = url_of(entry, "entry_signs")
        return client.post(url, {"sign": slug}, follow=True).text

    return answered


def test_yes_to_a_sign_leads_to_the_box(answer_list, back_pain):
    page = answer_list(back_pain, "sign-spine")

    assert "Get help now" in page
    assert RuleMatch.objects.get(sign__slug="sign-spine").was_asked


def test_yes_to_a_sign_that_was_not_asked_saves_nothing(answer_list, back_pain):
    answer_list(back_pain, "sign-pregnancy")

    assert not RuleMatch.objects.exists()


def test_yes_to_a_sign_is_printed_as_an_answer(answer_list, patient, back_pain):
    answer_list(back_pain, "sign-spine")

    [shown] = what_was_said(patient, patient.today())

    assert "The answer was yes: New leg weakness or numbness" in shown.reading


def test_yes_by_mistake_can_be_undone(client, answer_list, back_pain):
    answer_list(back_pain, "sign-spine")
    match = RuleMatch.objects.get(was_asked=True)

    page = client.post(
        url_of(back_pain, "entry_sign_undo"), {"match": str(match.pk)}, follow=True
    ).text

    assert 'class="call ' not in page
    assert "Is any of this happening?" in page
    match.refresh_from_db()
    assert match.corrected_at


def test_sign_that_the_team_knows_of_is_not_asked_until_it_is_worse(
    answer_list, say, look, patient, time_machine
):
    entry = rated(patient, "back-pain", 2)
    answer_list(entry, "sign-spine")
    say(entry, "known")
    time_machine.move_to(timedelta(days=1))

    again = rated(patient, "back-pain", 2)
    assert "Your team already knows (Owner said so on November 30)." in look(again)
    assert 'value="sign-spine"' not in look(again)

    worse = rated(patient, "back-pain", 3)
    assert 'value="sign-spine"' in look(worse)


def test_none_of_these_is_kept_with_the_name_and_promises_nothing(
    answer_list, look, back_pain
):
    page = answer_list(back_pain, "", "helper")

    assert "None of these: Helper, on November 30." in page
    assert "Is any of this happening?" not in page
    assert "None of these: Helper" in look(back_pain, "reader")


def test_list_is_asked_again_after_a_correction(
    answer_list, look, back_pain, time_machine
):
    answer_list(back_pain, "")
    time_machine.move_to(timedelta(minutes=5))
    back_pain.save()

    assert "Is any of this happening?" in look(back_pain)


def test_reader_is_asked_nothing(look, back_pain):
    assert "Is any of this happening?" not in look(back_pain, "reader")


def test_page_opens_even_when_the_list_fails(look, back_pain, monkeypatch, caplog):
    monkeypatch.setattr(call_box, "asked_and_known", lambda *asked: 1 / 0)

    page = look(back_pain)

    assert "No one is monitoring what you write here." in page
    assert "could not be listed" in caplog.text


@pytest.fixture
def crisis_line(patient):
    patient.crisis_line = "988"
    patient.emergency_number = "911"
    patient.save()


def test_severe_low_mood_shows_the_crisis_line_first_without_red(
    look, patient, crisis_line
):
    make_contact(patient=patient)

    page = look(rated(patient, "low-mood", 3))

    main = page[page.index("<main") :]
    assert main.index("tel:988") < main.index("Is any of this happening?")
    assert main.index("tel:988") < main.index("tel:5550142")
    assert 'class="call ' not in page


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("owner", "If you think about harming yourself, call 988."),
        ("helper", "If Margaret Lewis talks about self-harm, call 988 together."),
    ],
)
def test_words_about_the_crisis_line_are_for_who_reads_them(
    look, patient, crisis_line, who, sentence
):
    page = look(rated(patient, "low-mood", 3), who)

    assert sentence in " ".join(strip_tags(page).split())


def test_who_helps_reads_of_the_patient_by_name(look, patient):
    words = words_of(look(rated(patient, "infusion-reaction", 3), "helper"))

    assert "Tell them that Margaret Lewis has myeloma" in words
    assert "you have myeloma" not in words


def test_first_heading_of_an_entry_is_its_h1_and_takes_the_focus(
    look, patient, crisis_line
):
    for severity in (1, 2, 3):
        page = look(rated(patient, "low-mood", severity))
        headings = re.findall(r"<(h[1-6])([^>]*)>", page[page.index("<main") :])

        assert headings[0][0] == "h1", severity
        assert 'id="page-title"' in headings[0][1], severity
        assert [level for level, _ in headings].count("h1") == 1, severity


def test_moderate_low_mood_has_the_crisis_line_under_the_list(
    look, patient, crisis_line
):
    page = look(rated(patient, "low-mood", 2))

    assert page.index("Is any of this happening?") < page.index("tel:988")


def test_country_gives_the_crisis_line_to_call_and_to_text(look, patient):
    patient.country = "US"
    patient.save()

    page = look(rated(patient, "low-mood", 3))

    assert 'href="tel:988"' in page
    assert 'href="sms:988"' in page
    assert "A trained person answers, day and night." in page


def test_country_gives_the_emergency_number_where_none_of_the_team_is_saved(
    look, patient, team_rule
):
    patient.country = "US"
    patient.save()

    page = look(fever(patient))

    assert main_number(page) == ["tel:911"]
    assert "United States 911" in words_of(page)


def test_without_a_crisis_line_the_words_name_one(look, patient):
    page = look(rated(patient, "low-mood", 3))

    assert "call a crisis line in your country, or your emergency number" in page


@pytest.mark.parametrize(
    ("emergency", "dialled"), [("112", "tel:112"), ("", "tel:5550142")]
)
def test_without_a_crisis_line_another_number_is_the_button(
    look, answer_list, patient, emergency, dialled
):
    patient.emergency_number = emergency
    patient.save()
    make_contact(patient=patient)
    entry = rated(patient, "low-mood", 3)

    assert main_number(look(entry)) == [dialled]
    assert main_number(answer_list(entry, "sign-mood-crisis")) == [dialled]


def test_without_any_number_one_can_be_saved_where_the_crisis_line_stands(
    look, answer_list, patient
):
    entry = rated(patient, "low-mood", 3)

    assert "Add a crisis line" in look(entry)
    assert 'name="daytime_number"' in answer_list(entry, "sign-mood-crisis")


def test_yes_to_thoughts_of_harm_has_the_crisis_line_in_the_box(
    answer_list, patient, crisis_line
):
    make_contact(patient=patient)
    page = answer_list(rated(patient, "low-mood", 3), "sign-mood-crisis")

    assert "You can talk to someone now" in words_of(page)
    assert main_number(page) == ["tel:988"]
    assert "tel:911" in page


@pytest.mark.parametrize(("who", "sees"), [("owner", True), ("helper", False)])
def test_list_of_a_private_symptom_is_the_patients_alone(look, patient, who, sees):
    page = look(rated(patient, "low-mood", 3, is_private=True), who)

    assert ("Is any of this happening?" in page) is sees
    assert ("You can talk to someone now" in page) is sees


def test_answer_to_a_private_list_is_the_patients_alone(answer_list, look, patient):
    entry = rated(patient, "low-mood", 3, is_private=True)

    assert "None of these: Owner" in answer_list(entry, "")
    assert "None of these: Owner" not in look(entry, "helper")


def test_box_is_gone_after_a_day(look, patient, team_rule):
    entry = fever(patient)
    before = timezone.now() - timedelta(days=1, minutes=1)
    RuleMatch.objects.update(shown_at=before)

    page = look(entry)

    assert 'class="call ' not in page
    assert "Message shown on" in page


def test_of_a_week_the_most_urgent_entry_is_shown_then_the_latest(cast, patient):
    member = patient.memberships.get(user=cast["owner"])
    quiet = make_entry(patient=patient, felt_on=patient.today())
    older, newer = fever(patient, days_ago=3), fever(patient, days_ago=1)
    make_call_reply(match=newer.rule_matches.get())
    asked = rated(patient, "back-pain", 3)

    def shown(*entries):
        return call_box.entry_to_call_about(entries, member)

    assert shown(quiet, older, newer, asked) == older
    assert shown(quiet, asked) == asked
    assert shown(quiet) is None
