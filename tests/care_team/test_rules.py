from decimal import Decimal

import pytest

from myeloma_journal.care_team.rules import (
    Number,
    RatedSymptom,
    SeverityThreshold,
    Threshold,
    meets,
    overlap,
)


def temperature(value, unit):
    return Number("temperature", Decimal(value), unit)


def fever(value="38.0", unit="°C", comparator="at_least"):
    return Threshold("temperature", comparator, Decimal(value), unit)


@pytest.mark.parametrize(
    ("value", "unit", "is_met"),
    [
        ("38.0", "°C", True),
        ("38", "°C", True),
        ("37.9", "°C", False),
        ("37.99", "°C", False),
        ("100.4", "°F", True),
        ("100.3", "°F", False),
        ("100.39", "°F", False),
        ("100.5", "°F", True),
    ],
)
def test_a_fever_is_compared_without_rounding_in_both_units(value, unit, is_met):
    assert meets(temperature(value, unit), fever()) is is_met


@pytest.mark.parametrize(("value", "is_met"), [("38.0", True), ("37.9", False)])
def test_a_rule_in_fahrenheit_reads_celsius(value, is_met):
    rule = fever("100.4", "°F")

    assert meets(temperature(value, "°C"), rule) is is_met


@pytest.mark.parametrize(
    ("comparator", "below", "at", "above"),
    [
        ("at_least", False, True, True),
        ("above", False, False, True),
        ("at_most", True, True, False),
        ("below", True, False, False),
    ],
)
def test_each_side_of_a_number_keeps_its_edge(comparator, below, at, above):
    rule = fever("36.0", comparator=comparator)
    found = [meets(temperature(v, "°C"), rule) for v in ("35.9", "36.0", "36.1")]

    assert found == [below, at, above]


def test_the_edge_is_kept_when_only_the_rule_can_be_turned_into_the_other_unit():
    rule = fever("36.0", comparator="below")

    assert not meets(temperature("96.8", "°F"), rule)
    assert meets(temperature("96.7", "°F"), rule)


@pytest.mark.parametrize("unit", ["", "K", "c", "°c"])
def test_a_unit_is_never_guessed(unit):
    assert not meets(temperature("39", unit), fever())


def test_a_number_of_another_measure_does_not_meet_the_rule():
    assert not meets(Number("weight", Decimal(90), "kg"), fever())


def test_pounds_are_compared_with_kilograms():
    rule = Threshold("weight", "below", Decimal(50), "kg")

    assert meets(Number("weight", Decimal("110.2"), "lb"), rule)
    assert not meets(Number("weight", Decimal("110.3"), "lb"), rule)


@pytest.mark.parametrize(
    ("severity", "is_met"), [(0, False), (1, False), (2, True), (3, True)]
)
def test_a_symptom_meets_a_rule_from_its_strength_on(severity, is_met):
    felt = RatedSymptom("nausea", "Feeling sick to the stomach", severity)

    assert meets(felt, SeverityThreshold("nausea", "Feeling sick", 2)) is is_met


def test_a_symptom_of_ones_own_is_known_by_its_name():
    assert meets(
        RatedSymptom("", "cold hands", 3), SeverityThreshold("", "Cold hands", 3)
    )
    assert not meets(
        RatedSymptom("", "Warm hands", 3), SeverityThreshold("", "Cold hands", 3)
    )


def test_two_symptoms_of_the_catalogue_are_not_one_because_of_a_name():
    assert not meets(
        RatedSymptom("cough", "Pain", 3), SeverityThreshold("bone-pain", "Pain", 1)
    )


def test_a_symptom_does_not_meet_a_rule_about_a_number():
    assert not meets(RatedSymptom("temperature", "temperature", 3), fever())


def test_rules_are_about_the_same_only_on_the_same_side():
    assert overlap(fever(), fever("99.5", "°F", "above"))
    assert not overlap(fever(), fever("36.0", comparator="below"))
