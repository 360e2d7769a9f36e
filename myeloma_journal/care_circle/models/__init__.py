"""The patient, to whom everything belongs, and the people around them."""

from myeloma_journal.care_circle.models.activities import DAILY, Activity, ActivityKind
from myeloma_journal.care_circle.models.authorship import (
    SIGNATURE_LENGTH,
    CreatedBy,
)
from myeloma_journal.care_circle.models.invitations import Invitation
from myeloma_journal.care_circle.models.people import (
    Membership,
    MembershipQuerySet,
    Patient,
    Units,
    validate_zone,
)

__all__ = [
    "DAILY",
    "SIGNATURE_LENGTH",
    "Activity",
    "ActivityKind",
    "CreatedBy",
    "Invitation",
    "Membership",
    "MembershipQuerySet",
    "Patient",
    "Units",
    "validate_zone",
]
