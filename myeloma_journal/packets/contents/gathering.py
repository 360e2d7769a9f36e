"""From the records of a patient to a packet."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.packets.contents.care_team import contact_lines
from myeloma_journal.packets.contents.course import turned, whole_course
from myeloma_journal.packets.contents.days import days_of
from myeloma_journal.packets.contents.facts import facts_of
from myeloma_journal.packets.contents.labs import lab_charts, lab_lines
from myeloma_journal.packets.contents.medications import line_drugs, medication_line
from myeloma_journal.packets.contents.packet import Packet
from myeloma_journal.packets.contents.questions import open_questions
from myeloma_journal.packets.contents.record import kept
from myeloma_journal.packets.contents.symptoms import (
    SymptomLine,
    symptom_charts,
    symptom_lines,
)
from myeloma_journal.packets.contents.told import told_lines
from myeloma_journal.trends.days import day
from myeloma_journal.trends.since import changes_since, first_day

YEAR = timedelta(days=365)
UNASKED = ("marker__units", "marker__aliases")


def gather(
    member: Membership,
    appointment: Appointment,
    *,
    now: datetime,
    short: bool = False,
    days: bool = False,
) -> Packet:
    """Everything about this patient that a visit needs; twelve queries at most.

    Args:
        member: Who prints, and whose journal it is.
        appointment: The visit; one of this patient's.
        now: The moment of printing.
        short: Take the last 30 days, however long ago the last visit was.
        days: Tell day by day what was written.
    """
    patient = member.patient
    today = patient.local(now).date()
    last = min(today, appointment.day)
    before = _visit_before(patient, appointment, now)
    first = first_day(None if short else before, last)
    since = changes_since(patient, first, last)
    questions = open_questions(patient, appointment, today)
    given = list(patient.lines.filter(started_on__lte=last).whole())
    lines = [line for line in given if line.is_current(last)]
    record = kept(patient, first, last)
    symptoms = symptom_lines(since.changes)
    # What a marker may be measured in is not asked here, and costs much to read.
    results = list(patient.lab_results.by_test().defer(*UNASKED))
    year_ago = last - YEAR
    lab_times, labs = lab_lines(results)
    titled = {"name": patient.name, "visit": date_format(appointment.day)}
    return Packet(
        title=_("%(name)s: for the visit on %(visit)s") % titled,
        foot=_foot(patient, appointment, today),
        name=patient.name,
        born_on=patient.born_on,
        with_whom=appointment.with_whom,
        starts_at=appointment.wall_clock,
        heading=_heading(symptoms, first, today),
        written_days=since.written_days,
        of_days=since.days_kept,
        follows_visit=before is not None,
        top=tuple(question for question in questions if question.is_top),
        symptoms=symptoms,
        symptom_charts=symptom_charts(
            since.changes, turned(given, first, last), first=first, last=last
        ),
        facts=facts_of(patient, lines, record, first=first, last=last),
        questions=questions,
        days=days_of(patient.entries.between(first, last).whole()) if days else (),
        medications=(
            *line_drugs(lines),
            *(
                medication_line(one)
                for one in record.medications
                if one.is_current(last)
            ),
        ),
        lab_times=lab_times,
        labs=labs,
        lab_charts=lab_charts(
            results, turned(given, year_ago, last), first=year_ago, last=last
        ),
        told=told_lines(record),
        course=whole_course(given, results, record.procedures, last),
        contacts=contact_lines(record.contacts),
    )


def _visit_before(
    patient: Patient, appointment: Appointment, now: datetime
) -> Appointment | None:
    """The last visit that has been; for an old packet, the last one before it."""
    return patient.appointments.past(min(now, appointment.starts_at)).first()


def _heading(symptoms: Sequence[SymptomLine], first: date, today: date) -> str:
    """Over what was written: it says "changed" only where something is compared."""
    if any(symptom.change for symptom in symptoms):
        return _("What changed since %(day)s") % {"day": day(first, today)}
    return _("Written since %(day)s") % {"day": day(first, today)}


def _foot(patient: Patient, appointment: Appointment, today: date) -> str:
    """Who, for which visit, printed when: on every page."""
    who = patient.name
    if patient.born_on:
        born = {"name": who, "born": date_format(patient.born_on)}
        who = _("%(name)s, born %(born)s") % born
    return _("%(who)s. For the visit on %(visit)s, printed %(today)s.") % {
        "who": who,
        "visit": date_format(appointment.day),
        "today": date_format(today),
    }
