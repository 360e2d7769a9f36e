"""Journals of any length, for benchmarks: the same data each time."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import (
    Entry,
    FollowedSymptom,
    Measurement,
    Rating,
    Voice,
)
from tests.factories import (
    make_appointment,
    make_followed,
    make_line,
    make_line_drug,
    make_measure,
    make_medication,
    make_membership,
    make_patient,
)

ENTRIES_A_DAY = 20
SYMPTOMS = ["Tired", "Numb fingers", "Trouble sleeping", "Bone pain", "Rash"]
BATCH = 2000


def make_journal(entries: int) -> Membership:
    """A patient with so many entries, twenty a day, back from today.

    Each entry rates one symptom, every tenth has a measurement, every hundredth is
    flagged for the visit. The last symptom, "Rash", is felt on the newest day only.
    """
    patient = make_patient()
    member = make_membership(patient=patient, is_patient=True)
    followed = [make_followed(patient=patient, name=name) for name in SYMPTOMS]
    measure = make_measure(slug=f"weight-{entries}")
    _treatment(member)
    numbers = iter(range(entries))
    while batch := list(islice(numbers, BATCH)):
        made = [_entry(member, number) for number in batch]
        Entry.objects.bulk_create(made)
        pairs = list(zip(batch, made, strict=True))
        Rating.objects.bulk_create(_rating(*pair, followed) for pair in pairs)
        Measurement.objects.bulk_create(
            Measurement(
                entry=entry, measure=measure, name="Weight", value=150, unit="lb"
            )
            for number, entry in pairs
            if number % 10 == 0
        )
    return member


def _treatment(member: Membership) -> None:
    today = member.patient.today()
    line = make_line(patient=member.patient, started_on=date(2020, 1, 6))
    make_line_drug(line=line, pattern="weekly", weekdays="1")
    for number in range(15):
        make_medication(
            patient=member.patient,
            name=f"Medication {number}",
            started_on=today - timedelta(days=10 * number),
        )
    for weeks in (2, 6, 10):
        started = _moment(today - timedelta(weeks=weeks), member)
        make_appointment(patient=member.patient, starts_at=started)


def _entry(member: Membership, number: int) -> Entry:
    felt_on = member.patient.today() - timedelta(days=number // ENTRIES_A_DAY)
    return Entry(
        patient=member.patient,
        **member.as_creator,
        voice=Voice.OWN,
        felt_on=felt_on,
        overall=number % 5,
        note=f"Note {number}",
        discuss=number % 100 == 0,
        written_at=_moment(felt_on, member),
        zone=member.patient.zone,
    )


def _rating(number: int, entry: Entry, followed: list[FollowedSymptom]) -> Rating:
    symptom = followed[number % len(followed)]
    is_new = symptom.name == SYMPTOMS[-1]
    severity = int(number < ENTRIES_A_DAY) if is_new else number % 4
    return Rating(entry=entry, followed=symptom, name=symptom.name, severity=severity)


def _moment(day: date, member: Membership) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo(member.patient.zone))
