from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.care_team.models import RuleKind
from tests.factories import (
    make_call_rule,
    make_contact,
    make_rules_review,
    make_symptom,
    make_thermometer,
    make_warning_sign,
)

pytestmark = pytest.mark.django_db
FEVER = {
    "measure_name": "Temperature",
    "comparator": "at_least",
    "value": Decimal("38.0"),
    "unit": "°C",
}


def refuses(name):
    """The database refuses, and names this constraint or, on SQLite, its columns."""
    return pytest.raises(IntegrityError, match=name)


def test_the_first_to_call_comes_first_and_others_in_the_order_they_were_written(
    patient,
):
    doctor = make_contact(patient=patient, name="Dr. Ruiz")
    nurse = make_contact(patient=patient, is_first=True)
    pharmacy = make_contact(patient=patient, name="Pharmacy")

    assert list(patient.contacts.all()) == [nurse, doctor, pharmacy]


def test_the_one_to_call_is_the_first_that_has_a_number(patient):
    make_contact(
        patient=patient, name="Social worker", daytime_number="", is_first=True
    )
    at_night = make_contact(
        patient=patient, daytime_number="", after_hours_number="1 2"
    )

    assert patient.contacts.to_call() == at_night


def test_without_a_number_there_is_nobody_to_call(patient):
    make_contact(patient=patient, daytime_number="")

    assert patient.contacts.to_call() is None


def test_contact_without_a_name_is_refused():
    with refuses("care_team_contact_has_a_name"), transaction.atomic():
        make_contact(name="")


def test_a_second_contact_to_call_first_is_refused(patient):
    make_contact(patient=patient, is_first=True)

    with refuses("contact"), transaction.atomic():
        make_contact(patient=patient, is_first=True)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"level": "soon"}, "level_is_known"),
        ({"words": ""}, "says_something"),
        (FEVER | {"unit": ""}, "number_is_whole_or_absent"),
        (FEVER | {"value": None}, "number_is_whole_or_absent"),
        (FEVER | {"comparator": ""}, "number_is_whole_or_absent"),
        (FEVER | {"comparator": "like"}, "number_is_whole_or_absent"),
        ({"value": Decimal(38)}, "number_is_whole_or_absent"),
        (FEVER | {"value": Decimal(-1)}, "value_is_not_negative"),
        ({"symptom_name": "Nausea"}, "symptom_is_whole_or_absent"),
        ({"at_least": 2}, "symptom_is_whole_or_absent"),
        ({"symptom_name": "Nausea", "at_least": 0}, "symptom_is_whole_or_absent"),
        ({"symptom_name": "Nausea", "at_least": 4}, "symptom_is_whole_or_absent"),
        (FEVER | {"symptom_name": "Nausea", "at_least": 2}, "is_about_one_thing"),
        ({"said_by": ""}, "of_the_team_says_who"),
        ({"said_on": date(1899, 12, 31)}, "said_on_is_in_our_time"),
    ],
)
def test_rule_that_does_not_hold_together_is_refused(fields, name):
    with refuses(f"care_team_callrule_{name}"), transaction.atomic():
        make_call_rule(**fields)


def test_a_general_sign_need_not_say_who_said_it():
    assert make_call_rule(is_general=True, said_by="").pk


def test_a_second_copy_of_a_sign_is_refused(patient):
    sign = make_warning_sign()
    make_call_rule(patient=patient, sign=sign)

    with refuses("callrule"), transaction.atomic():
        make_call_rule(patient=patient, sign=sign)


def test_review_without_a_name_is_refused():
    with refuses("care_team_rulesreview_is_signed"), transaction.atomic():
        make_rules_review(created_by_name="")


def test_review_before_our_time_is_refused():
    with (
        refuses("care_team_rulesreview_is_in_our_time"),
        transaction.atomic(),
    ):
        make_rules_review(reviewed_on=date(1899, 12, 31))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (FEVER, "Temperature: 38 °C or more"),
        (
            FEVER | {"value": Decimal("100.40"), "unit": "°F"},
            "Temperature: 100.4 °F or more",
        ),
        (
            FEVER | {"comparator": "below", "value": Decimal(36)},
            "Temperature: below 36 °C",
        ),
        (
            {
                "measure_name": "Pain, 0 to 10",
                "comparator": "above",
                "value": Decimal(0),
                "unit": "0-10",
            },
            "Pain, 0 to 10: above 0",
        ),
        ({"symptom_name": "Nausea", "at_least": 2}, "Nausea: Moderate or severe"),
    ],
)
def test_rule_says_in_short_what_is_checked(fields, words):
    assert make_call_rule(**fields).in_short == words


def test_rule_keeps_the_name_of_a_symptom_that_leaves_the_catalogue():
    symptom = make_symptom(label="Nausea")
    rule = make_call_rule(symptom=symptom, at_least=3)

    symptom.delete()
    rule.refresh_from_db()

    assert rule.in_short == "Nausea: Severe"
    assert rule.condition.name == "Nausea"


def test_rule_whose_measure_left_the_catalogue_is_still_readable_and_checks_nothing():
    measure = make_thermometer()
    rule = make_call_rule(measure=measure, **FEVER)

    measure.delete()
    rule.refresh_from_db()

    assert rule.in_short == "Temperature: 38 °C or more"
    assert rule.condition is None
    assert rule.kind == RuleKind.NUMBER


def test_rule_says_its_source_and_day():
    assert make_call_rule().attribution == "From Dr. Ruiz on August 3, 2026."
    assert make_call_rule(said_on=None).attribution == "From Dr. Ruiz."
