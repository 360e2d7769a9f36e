"""A match rests where somebody said that the team already knows, until it is worse."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from myeloma_journal.journal.models import CallReply, Said
from myeloma_journal.journal.rule_matching import evaluate_rules
from tests.factories import (
    make_call_reply,
    make_call_rule,
    make_entry,
    make_followed,
    make_measurement,
    make_rating,
    make_thermometer,
    make_urgency_level,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def thermometer():
    make_urgency_level("now")
    make_urgency_level("today", title="Call your team today", text="Call.")
    return make_thermometer()


@pytest.fixture
def fever_rule(patient, thermometer):
    return make_call_rule(
        patient=patient,
        words="",
        measure=thermometer,
        comparator="at_least",
        value=Decimal("100.4"),
        unit="°F",
    )


@pytest.fixture
def fever(patient, thermometer, fever_rule):
    """Write a temperature; the match that follows."""

    def written(value, unit="°F"):
        entry = make_entry(patient=patient)
        make_measurement(
            entry=entry, measure=thermometer, value=Decimal(value), unit=unit
        )
        evaluate_rules(entry)
        return entry.rule_matches.get()

    return written


@pytest.fixture
def known(fever):
    """The team knows of 101 °F."""
    match = fever("101")
    make_call_reply(match=match, said=Said.KNOWN)
    return match


@pytest.mark.parametrize(
    ("value", "unit", "rests"),
    [
        ("101", "°F", True),
        ("100.6", "°F", True),
        ("38.3", "°C", True),
        ("101.1", "°F", False),
        ("38.4", "°C", False),
    ],
)
def test_number_rests_until_it_is_further_past_the_limit(
    fever, known, value, unit, rests
):
    assert fever(value, unit).is_resting is rests


@pytest.mark.parametrize("said", [Said.CALLED, Said.NOT_CALLED])
def test_match_rests_on_no_other_answer(fever, said):
    make_call_reply(match=fever("101"), said=said)

    assert not fever("101").is_resting


def test_match_rests_for_a_week(fever, known):
    week = timedelta(days=7, minutes=1)
    CallReply.objects.update(created_at=timezone.now() - week)

    assert not fever("101").is_resting


def test_match_wakes_when_the_answer_is_undone(fever, known):
    resting = fever("101")

    known.reply.delete()

    resting.refresh_from_db()
    assert not resting.is_resting


def test_match_rests_on_nothing_that_was_corrected(fever, known):
    known.corrected_at = timezone.now()
    known.save()

    assert not fever("100.6").is_resting


def test_match_rests_on_nothing_of_another_journal(known, thermometer, patient):
    other = make_call_rule(
        words="",
        measure=thermometer,
        comparator="at_least",
        value=Decimal("100.4"),
        unit="°F",
    )
    entry = make_entry(patient=other.patient)
    make_measurement(entry=entry, measure=thermometer, value=Decimal(101), unit="°F")

    evaluate_rules(entry)

    assert entry.rule_matches.get().rests_on is None


def test_more_urgent_match_rests_on_no_milder_one(fever, fever_rule):
    fever_rule.level = "today"
    fever_rule.save()
    make_call_reply(match=fever("101"))
    fever_rule.level = "now"
    fever_rule.save()

    assert not fever("101").is_resting


def test_another_rule_does_not_rest(fever, known, patient, thermometer):
    make_call_rule(
        patient=patient,
        words="After the infusion.",
        measure=thermometer,
        comparator="above",
        value=Decimal(99),
        unit="°F",
    )
    entry = make_entry(patient=patient)
    make_measurement(entry=entry, measure=thermometer, value=Decimal(101), unit="°F")

    evaluate_rules(entry)

    resting = {match.rule_words: match.is_resting for match in entry.rule_matches.all()}
    assert sorted(resting.values()) == [False, True]


@pytest.fixture
def nausea(patient, thermometer):
    """Rate a symptom that has a rule; the match that follows."""
    make_call_rule(patient=patient, words="", symptom_name="Nausea", at_least=1)
    followed = make_followed(patient=patient, name="Nausea")

    def rated(severity, *, day=date(2026, 11, 20), **answers):
        entry = make_entry(patient=patient, felt_on=day)
        make_rating(entry=entry, followed=followed, severity=severity, answers=answers)
        evaluate_rules(entry)
        return entry.rule_matches.get()

    return rated


@pytest.mark.parametrize(
    ("before", "after", "rests"),
    [
        ((2, {}), (2, {}), True),
        ((2, {}), (1, {}), True),
        ((2, {}), (3, {}), False),
        ((2, {}), (2, {"new_or_worse": "yes"}), False),
        ((2, {}), (2, {"new_or_worse": "no"}), True),
        ((2, {"new_or_worse": "yes"}), (2, {"new_or_worse": "yes"}), True),
        ((2, {"times": 4}), (2, {"times": 3}), True),
        ((2, {"times": 4}), (2, {"times": 5}), False),
        ((2, {"where": ["leg"]}), (2, {"where": ["leg", "arm"]}), False),
        ((2, {"where": ["leg", "arm"]}), (2, {"where": ["leg"]}), True),
    ],
)
def test_symptom_rests_until_it_is_more_severe_or_has_a_new_answer(
    nausea, before, after, rests
):
    make_call_reply(match=nausea(before[0], **before[1]))

    assert nausea(after[0], **after[1]).is_resting is rests


@pytest.mark.parametrize(
    ("answer", "day", "rests"),
    [
        ({"started": "suddenly"}, date(2026, 11, 21), False),
        ({"started": "suddenly"}, date(2026, 11, 20), True),
        ({"started": "slowly"}, date(2026, 11, 21), True),
        ({"fainted": "yes"}, date(2026, 11, 21), False),
        ({"fell": "yes"}, date(2026, 11, 21), False),
        ({"fainted": "no"}, date(2026, 11, 21), True),
        ({"new_or_worse": "yes"}, date(2026, 11, 21), True),
    ],
)
def test_what_happened_again_on_another_day_does_not_rest(nausea, answer, day, rests):
    make_call_reply(match=nausea(2, **answer))

    assert nausea(2, day=day, **answer).is_resting is rests
