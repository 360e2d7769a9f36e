from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint

from myeloma_journal.care_circle.models import SIGNATURE_LENGTH, Membership, Patient
from myeloma_journal.platform.accounts.models import User
from tests.factories import make_membership, make_patient, make_user

pytestmark = pytest.mark.django_db

REFUSED = [
    (make_patient, {"name": ""}, "patient_has_a_name"),
    (make_patient, {"zone": ""}, "patient_has_a_clock"),
    (make_patient, {"units": "stone"}, "patient_units_are_known"),
    (make_patient, {"born_on": date(1899, 12, 31)}, "born_on_is_in_our_time"),
    (
        make_patient,
        {"deletion_scheduled_by": "Anna"},
        "patient_deletion_is_scheduled_by_somebody",
    ),
    (
        make_patient,
        {"deletion_scheduled_at": datetime(2026, 11, 29, tzinfo=UTC)},
        "by_somebody",
    ),
    (make_membership, {"role": "boss"}, "membership_role_is_known"),
    (make_membership, {"is_patient": True, "role": "reader"}, "patient_is_owner"),
]


@pytest.mark.parametrize(("make", "wrong", "claim"), REFUSED)
def test_the_database_refuses_what_cannot_be(make, wrong, claim):
    """INP-1: ranges and choices, whichever way something comes in."""
    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        make(**wrong)


def test_every_check_was_seen_to_refuse():
    claims = [claim for _, _, claim in REFUSED]
    constraints = [*Patient._meta.constraints, *Membership._meta.constraints]
    checks = [
        constraint.name
        for constraint in constraints
        if isinstance(constraint, CheckConstraint)
    ]

    assert [n for n in checks if not any(claim in n for claim in claims)] == []


def test_nobody_is_twice_in_one_circle(patient):
    member = make_membership(patient=patient)

    with pytest.raises(IntegrityError):
        make_membership(patient=patient, user=member.user, role="helper")


def test_somebody_who_was_removed_can_come_back(patient):
    gone = datetime(2026, 11, 20, tzinfo=UTC)
    member = make_membership(patient=patient, removed_at=gone)

    again = make_membership(patient=patient, user=member.user)

    assert list(Membership.objects.active()) == [again]


def test_a_circle_has_one_patient(patient):
    make_membership(patient=patient, is_patient=True)

    with pytest.raises(IntegrityError):
        make_membership(patient=patient, user=make_user(), is_patient=True)


def test_the_longest_name_and_relation_fit_into_a_signature():
    name = "n" * User._meta.get_field("name").max_length
    relation = "r" * Membership._meta.get_field("relation").max_length

    signature = Membership(user=User(name=name), relation=relation).signature

    assert len(signature) <= SIGNATURE_LENGTH
