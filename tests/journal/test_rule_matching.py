"""What is said about calling after an entry was saved."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_team.models import CallRule
from myeloma_journal.journal import rule_matching
from myeloma_journal.journal.models import Entry, Measurement, RuleMatch
from myeloma_journal.journal.rule_matching import evaluate_rules
from tests.factories import (
    make_call_reply,
    make_call_rule,
    make_contact,
    make_entry,
    make_followed,
    make_rating,
    make_rule_match,
    make_source,
    make_symptom,
    make_thermometer,
    make_urgency_level,
    make_warning_sign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def thermometer():
    make_urgency_level("now")
    make_urgency_level(
        "emergency", title="Get help now", text="Call {emergency_number}."
    )
    return make_thermometer()


@pytest.fixture
def fever_rule(patient, thermometer):
    return make_call_rule(
        patient=patient,
        words="Day or night.",
        measure=thermometer,
        comparator="at_least",
        value=Decimal("100.4"),
        unit="°F",
    )


def measured(patient, thermometer, value="100.6", unit="°F", **fields):
    entry = make_entry(patient=patient, **fields)
    Measurement.objects.create(
        entry=entry, measure=thermometer, value=Decimal(value), unit=unit
    )
    return entry


def write(client, patient, **answers):
    """Send Today's form; the page that follows."""
    url = reverse("today", args=[patient.pk])
    sent = {"overall": "2", "felt_on": patient.today().isoformat()} | answers
    return client.post(url, sent, follow=True)


def correct(client, entry, **answers):
    url = reverse("journal:entry_edit", args=[entry.patient_id, entry.pk])
    sent = {"overall": "2", "felt_on": entry.felt_on.isoformat()} | answers
    sent |= {"version": str(entry.version)}
    return client.post(url, sent, follow=True)


def test_a_met_rule_does_not_keep_anybody_from_saving(
    client, cast, patient, fever_rule
):
    client.force_login(cast["owner"])

    write(client, patient, **{"m-temperature-value": "104", "m-temperature-unit": "°F"})

    entry = patient.entries.get()
    assert entry.measurements.get().value == 104


def test_an_entry_is_saved_even_when_evaluating_rules_fails(
    client, cast, patient, fever_rule, monkeypatch, caplog
):
    monkeypatch.setattr(rule_matching, "checkable_rules", lambda *asked: 1 / 0)
    client.force_login(cast["owner"])

    fever = {"m-temperature-value": "101", "m-temperature-unit": "°F"}
    response = write(client, patient, note="Shivery.", **fever)

    assert response.status_code == 200
    assert patient.entries.get().note == "Shivery."
    assert "The rules could not be evaluated" in caplog.text


def test_an_entry_that_meets_no_rule_says_nothing_of_it(
    client, cast, patient, fever_rule
):
    client.force_login(cast["owner"])

    page = write(
        client, patient, **{"m-temperature-value": "98.6", "m-temperature-unit": "°F"}
    ).text

    assert not RuleMatch.objects.exists()
    assert '<section class="call' not in page
    assert "no rule" not in page.lower()


def test_a_caregivers_observation_is_evaluated_too(client, cast, patient, fever_rule):
    client.force_login(cast["helper"])

    page = write(
        client, patient, **{"m-temperature-value": "101", "m-temperature-unit": "°F"}
    ).text

    assert "Call your team now" in page
    assert RuleMatch.objects.of(patient).get().entry.is_observed


def test_a_reader_sees_that_it_was_shown_and_when(client, cast, patient, fever_rule):
    entry = measured(patient, fever_rule.measure)
    evaluate_rules(entry)
    client.force_login(cast["reader"])

    page = client.get(reverse("journal:entry", args=[patient.pk, entry.pk])).text

    assert ": <strong>Call your team now</strong>" in page
    assert 'class="call ' not in page


def test_after_a_day_it_is_shown_as_past(client, cast, patient, fever_rule):
    entry = measured(patient, fever_rule.measure)
    evaluate_rules(entry, now=timezone.now() - timedelta(days=1, minutes=1))
    client.force_login(cast["owner"])

    page = client.get(reverse("journal:entry", args=[patient.pk, entry.pk])).text

    assert 'class="call ' not in page
    assert "Message shown on" in page


def test_evaluating_twice_saves_one_match(patient, fever_rule):
    entry = measured(patient, fever_rule.measure)

    evaluate_rules(entry)
    evaluate_rules(entry)

    assert entry.rule_matches.count() == 1


def test_a_correction_that_no_longer_meets_the_rule_leaves_what_was_shown_readable(
    client, cast, patient, fever_rule
):
    client.force_login(cast["owner"])
    fever = {"m-temperature-value": "101", "m-temperature-unit": "°F"}
    write(client, patient, **fever)
    entry = patient.entries.get()

    page = correct(client, entry, **fever | {"m-temperature-value": "98.6"}).text

    match = entry.rule_matches.get()
    assert match.corrected_at is not None
    assert 'class="call ' not in page
    assert "Temperature: 101 °F" in page
    assert "After that, it no longer showed this message." in page


def test_a_correction_that_meets_the_rule_is_answered(
    client, cast, patient, fever_rule
):
    client.force_login(cast["owner"])
    write(client, patient)
    entry = patient.entries.get()

    page = correct(
        client, entry, **{"m-temperature-value": "101", "m-temperature-unit": "°F"}
    ).text

    assert 'class="call ' in page


def test_correction_after_the_level_of_a_rule_changed_shows_the_new_level(
    patient, fever_rule
):
    entry = measured(patient, fever_rule.measure)
    evaluate_rules(entry)
    fever_rule.level = "emergency"
    fever_rule.save()

    evaluate_rules(entry)

    levels = entry.rule_matches.order_by("created_at").values_list("level", flat=True)
    assert list(levels) == ["now", "emergency"]
    assert entry.rule_matches.active().get().level == "emergency"


def test_what_was_shown_stays_when_rule_and_number_change(patient, fever_rule):
    contact = make_contact(patient=patient)
    entry = measured(patient, fever_rule.measure)
    evaluate_rules(entry)

    contact.delete()
    fever_rule.delete()
    evaluate_rules(entry)

    match = entry.rule_matches.get()
    assert match.rule is None
    assert "555-0142" in match.text
    assert match.rule_words == "Temperature: 100.4 °F or more. Day or night"


def test_a_rule_that_was_switched_off_is_not_evaluated(patient, fever_rule):
    CallRule.objects.update(is_active=False)

    evaluate_rules(measured(patient, fever_rule.measure))

    assert not RuleMatch.objects.exists()


def test_a_general_sign_is_evaluated_with_its_source_and_revision(patient, thermometer):
    sign = make_warning_sign(
        label="Temperature at or above the number your team gave you",
        revision=3,
        rule={
            "measure": "temperature",
            "op": ">=",
            "default_c": 38.0,
            "default_f": 100.4,
        },
    )
    sign.sources.add(make_source(publisher="A public health service"))

    evaluate_rules(measured(patient, thermometer))

    match = RuleMatch.objects.get()
    assert (match.rule, match.sign, match.revision) == (None, sign, 3)
    assert match.rule_words == "Temperature: 100.4 °F or more"
    assert match.attribution == (
        "General information. Source: A public health service. "
        "What your care team told you comes first."
    )


def test_the_teams_own_number_wins_over_the_general_one(patient, fever_rule):
    make_warning_sign(
        rule={
            "measure": "temperature",
            "op": ">=",
            "default_c": 38.0,
            "default_f": 100.4,
        }
    )

    evaluate_rules(measured(patient, fever_rule.measure))

    assert RuleMatch.objects.get().rule == fever_rule


@pytest.mark.parametrize(("who", "times"), [("owner", 1), ("helper", 0), ("reader", 0)])
def test_a_private_symptom_that_meets_a_rule_is_shown_to_the_patient_alone(
    client, cast, patient, thermometer, who, times
):
    followed = make_followed(patient=patient, name="Low mood", is_private=True)
    make_call_rule(patient=patient, symptom_name="Low mood", at_least=1)
    entry = make_entry(patient=patient)
    make_rating(entry=entry, followed=followed, severity=3)
    evaluate_rules(entry)
    client.force_login(cast[who])

    page = client.get(reverse("journal:entry", args=[patient.pk, entry.pk])).text

    assert page.count("Low mood: <strong>Severe</strong>") == times


def test_what_met_a_rule_is_kept_in_numbers_too(patient, fever_rule):
    entry = measured(patient, fever_rule.measure, "38.1", "°C")

    evaluate_rules(entry)

    match = entry.rule_matches.get()
    assert (match.about, match.number, match.unit) == (
        "temperature",
        Decimal("38.1"),
        "°C",
    )
    assert (match.comparator, match.limit, match.limit_unit) == (
        "at_least",
        Decimal("100.4"),
        "°F",
    )
    assert not match.is_general


def test_a_symptom_is_known_under_a_name_of_ones_own(patient, thermometer):
    symptom = make_symptom(slug="nausea", label="Feeling sick to the stomach")
    make_call_rule(patient=patient, words="", symptom=symptom, at_least=2)
    followed = make_followed(patient=patient, symptom=symptom, name="Queasy")
    entry = make_entry(patient=patient)
    make_rating(entry=entry, followed=followed, severity=2)

    evaluate_rules(entry)

    assert RuleMatch.objects.get().reading == "Queasy: Moderate"


def test_rule_match_list_shows_it_to_everybody_in_the_circle(client, cast, patient):
    make_rule_match(entry=make_entry(patient=patient))
    make_rule_match()
    client.force_login(cast["reader"])

    page = client.get(reverse("journal:rule_match_list", args=[patient.pk])).text

    assert page.count("Message shown on") == 1
    assert "March 4, 2026 at 3 p.m." in page


def test_rule_match_list_says_what_was_done(client, cast, patient):
    match = make_rule_match(entry=make_entry(patient=patient))
    make_call_reply(match=match, said="not_called", created_by_name="Anna")
    client.force_login(cast["reader"])

    page = client.get(reverse("journal:rule_match_list", args=[patient.pk])).text

    assert "Called: no (Anna, on " in page


def test_rule_match_list_leaves_out_deleted_entries(client, cast, patient):
    entry = make_entry(patient=patient)
    make_rule_match(entry=entry)
    Entry.objects.update(deleted_at=timezone.now())
    client.force_login(cast["owner"])

    page = client.get(reverse("journal:rule_match_list", args=[patient.pk])).text

    assert "No messages so far." in page


@pytest.fixture
def made_private(patient):
    """What was shown about a symptom that was made private later."""
    entry = make_entry(patient=patient)
    followed = make_followed(patient=patient, name="Sex", is_private=True)
    make_rating(entry=entry, followed=followed, name="Sex")
    return make_rule_match(entry=entry, reading="Sex: Severe")


@pytest.mark.parametrize(("who", "times"), [("owner", 1), ("helper", 0), ("reader", 0)])
def test_rule_match_list_hides_words_of_what_became_private_from_others(
    client, cast, patient, made_private, who, times
):
    make_rule_match(entry=made_private.entry, reading="Sexton: Severe")
    client.force_login(cast[who])

    page = client.get(reverse("journal:rule_match_list", args=[patient.pk])).text

    assert page.count("Sex: Severe") == times
    assert page.count("Sexton: Severe") == 1


@pytest.mark.parametrize(("who", "times"), [("owner", 1), ("helper", 0)])
def test_entry_hides_words_of_what_became_private_from_others(
    client, cast, patient, made_private, who, times
):
    client.force_login(cast[who])

    page = client.get(
        reverse("journal:entry", args=[patient.pk, made_private.entry_id])
    )

    assert page.text.count("Sex: Severe") == times


def test_no_packet_and_no_comparison_has_words_of_what_became_private(made_private):
    assert not RuleMatch.objects.all().public().exists()
