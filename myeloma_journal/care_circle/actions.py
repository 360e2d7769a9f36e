"""Writes that make or change a circle."""

from django.db import transaction

from myeloma_journal.accounts.models import User
from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.care_circle.roles import Role

# Where thermometers show °F. Only a first guess: the journal's settings change it.
FAHRENHEIT_ZONES = ("America/", "US/", "Pacific/Honolulu")
CELSIUS_AMERICA = ("America/Toronto", "America/Vancouver", "America/Mexico_City")


def usual_units(zone: str) -> str:
    """The units people are most likely used to where `zone` is the time.

    >>> str(usual_units("America/Chicago")), str(usual_units("Europe/Madrid"))
    ('us', 'metric')
    """
    if zone.startswith(FAHRENHEIT_ZONES) and zone not in CELSIUS_AMERICA:
        return Units.US
    return Units.METRIC


@transaction.atomic
def start_journal(
    *, by: User, name: str, zone: str, is_patient: bool, relation: str = ""
) -> Membership:
    """Make a patient and make `by` the owner of the journal."""
    patient = Patient.objects.create(name=name, zone=zone, units=usual_units(zone))
    return Membership.objects.create(
        patient=patient,
        user=by,
        role=Role.OWNER,
        is_patient=is_patient,
        relation="" if is_patient else relation,
    )
