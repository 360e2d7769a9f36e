"""Which general signs a rule of the team stands in for, and how signs are checked."""

from decimal import Decimal

import pytest

from myeloma_journal.care_team.default_rules import (
    Checking,
    all_rules,
    checking_of_signs,
    replaced_by,
)
from myeloma_journal.catalogue.models import Measure, Symptom, WarningSign
from tests.factories import make_call_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def fever_rule(patient):
    """The team's own rule about fever, with some of it changed."""

    def make(**fields):
        usual = {
            "measure": Measure.objects.get(slug="temperature"),
            "comparator": "at_least",
            "value": Decimal("100.4"),
            "unit": "°F",
        }
        return make_call_rule(patient=patient, **usual | fields)

    return make


def general(patient):
    return {rule.sign.slug for rule in all_rules(patient) if rule.is_general}


def replaced(rule):
    return [sign.sign.slug for sign in replaced_by(rule)]


def test_rule_stands_in_for_the_sign_of_its_measure_side_and_level(patient, fever_rule):
    rule = fever_rule(value=Decimal(104))

    assert replaced(rule) == ["sign-fever"]
    assert "sign-fever" not in general(patient)


@pytest.mark.parametrize(
    "fields",
    [
        {"level": "today"},
        {"level": "emergency"},
        {"keeps_general": True},
        {"is_active": False},
        {"comparator": "at_most"},
    ],
    ids=str,
)
def test_another_rule_leaves_the_sign(patient, fever_rule, fields):
    rule = fever_rule(**fields)

    assert "sign-fever" not in replaced(rule)
    assert "sign-fever" in general(patient)


def test_rule_about_a_symptom_stands_in_for_nothing(patient):
    before = general(patient)
    symptom = Symptom.objects.get(slug="fever-chills")
    rule = make_call_rule(patient=patient, symptom=symptom, at_least=1)

    assert replaced(rule) == []
    assert general(patient) == before


def test_sign_that_was_changed_is_not_named_as_replaced(patient, fever_rule):
    sign = WarningSign.objects.get(slug="sign-fever")
    make_call_rule(patient=patient, sign=sign)

    assert replaced(fever_rule()) == []


def test_page_can_say_what_is_checked_asked_and_only_read():
    checking = checking_of_signs()

    def are(how):
        return {
            slug.removeprefix("sign-") for slug in checking if checking[slug] == how
        }

    assert are(Checking.READ) == {"pregnancy", "exposure"}
    assert are(Checking.ASKED) == {
        *("head-injury", "jaundice", "bowel-block", "mood-crisis", "sepsis")
    }
    assert len(checking) == WarningSign.objects.count()
