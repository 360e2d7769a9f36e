"""One plain function per model: fixed values, no randomness, no clock.

What a test cares about it says itself; the rest is usual and plain.
"""

from itertools import count

from myeloma_journal.accounts.models import User
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.care_circle.roles import Role

numbers = count(1)


def make_user(**fields):
    usual = {"email": f"person{next(numbers)}@example.org", "name": "Anna Lewis"}
    return User.objects.create_user(
        password="an honest long password", **usual | fields
    )


def make_patient(**fields):
    usual = {"name": "Margaret Lewis", "zone": "America/New_York", "units": "us"}
    return Patient.objects.create(**usual | fields)


def make_membership(*, patient=None, user=None, **fields):
    return Membership.objects.create(
        patient=patient or make_patient(),
        user=user or make_user(),
        **{"role": Role.OWNER} | fields,
    )
