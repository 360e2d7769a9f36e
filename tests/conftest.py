"""The cast: the four people every page is asked about."""

import pytest

from myeloma_journal.care_circle.roles import Role
from tests.factories import make_membership, make_patient, make_user


@pytest.fixture
def patient(db):
    return make_patient()


@pytest.fixture
def cast(patient):
    """Owner, helper and reader of one circle, and a stranger who owns another."""
    members = {role.value: make_user(name=role.label) for role in Role}
    for role, user in members.items():
        make_membership(
            patient=patient, user=user, role=role, is_patient=role == Role.OWNER
        )
    return members | {"stranger": make_membership().user}
