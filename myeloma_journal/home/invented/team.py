"""The care team of the invented patient. Its numbers are kept for invented people."""

from datetime import date, timedelta
from decimal import Decimal

from myeloma_journal.care_team.models import CallRule, Contact, Level, RulesReview
from myeloma_journal.care_team.rules import AtLeast, Comparator
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.home.invented.family import Family

# Name, role, place, number by day, number after hours.
CONTACTS = [
    ("Lakeside nurse line", "nurses of the myeloma clinic",
     "Lakeside Cancer Center", "555-0142", "555-0187"),
    ("Dr. Elena Ruiz", "myeloma doctor", "room 214", "555-0140", ""),
    ("Corner Pharmacy", "pharmacy", "12 Main Street", "555-0163", ""),
]  # fmt: skip


def make_care_team(family: Family, *, said_on: date) -> None:
    """Whom Margaret calls, and what they said about calling on the day `said_on`."""
    patient = family.patient
    patient.emergency_number = "911"
    patient.crisis_line = "988"
    patient.save()
    for name, role, place, by_day, after_hours in CONTACTS:
        Contact.objects.create(
            patient=patient,
            name=name,
            role=role,
            place=place,
            daytime_number=by_day,
            after_hours_number=after_hours,
            is_first=role.startswith("nurses"),
        )
    CallRule.objects.create(
        patient=patient,
        level=Level.NOW,
        words="Day or night. Take the temperature before any fever pill.",
        measure=Measure.objects.get(slug="temperature"),
        comparator=Comparator.AT_LEAST,
        value=Decimal("100.4"),
        unit="°F",
        said_by="Dr. Ruiz",
        said_on=said_on,
    )
    CallRule.objects.create(
        patient=patient,
        level=Level.TODAY,
        symptom=Symptom.objects.get(slug="neuropathy"),
        at_least=AtLeast.SEVERE,
        said_by="Kim, nurse line",
        said_on=said_on + timedelta(days=28),
    )
    RulesReview.objects.create(
        patient=patient, looked_on=said_on, **family.anna.as_creator
    )
