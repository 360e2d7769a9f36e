"""Builds the contents of a packet from the records of a patient."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.journal.voices import describe_writers
from myeloma_journal.packets.contents.entries import printed_days
from myeloma_journal.packets.contents.options import apply_settings
from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.contents.page_one import (
    days_of,
    page_one_facts,
    page_one_notes,
)
from myeloma_journal.packets.contents.questions import open_questions, top_questions
from myeloma_journal.packets.contents.record import (
    call_sentences,
    contact_rows,
    load_record,
)
from myeloma_journal.packets.contents.strip import (
    diagnosis_in_a_line,
    earlier_treatments,
    lab_cells,
    treatment_cells,
)
from myeloma_journal.packets.contents.symptoms import (
    SymptomRow,
    symptom_charts,
    symptom_rows,
    undrawn_symptoms,
)
from myeloma_journal.packets.contents.treatment import (
    changed_bands,
    diagnosis_rows,
    lab_charts,
    lab_rows,
    medication_rows,
    treatment_timeline,
    undrawn_labs,
)
from myeloma_journal.packets.settings import (
    DEFAULT_SETTINGS,
    PacketSettings,
    Section,
    SinceWhen,
    item_key,
)
from myeloma_journal.treatment.dose_history import load_dose_history
from myeloma_journal.trends.day_words import format_day
from myeloma_journal.trends.since import Since, first_day, trends_since

YEAR = timedelta(days=365)
# Large JSON columns of the marker that the packet does not print.
UNPRINTED_FIELDS = ("marker__units", "marker__aliases")


def build_contents(
    member: Membership,
    appointment: Appointment,
    *,
    now: datetime,
    settings: PacketSettings = DEFAULT_SETTINGS,
) -> PacketContents:
    """Everything the packet for this visit prints, in twenty-two queries at most.

    Args:
        member: Who prints, and whose journal it is.
        appointment: The visit; one of this patient's.
        now: The time of printing.
        settings: Which sections, items and private items to include.
    """
    patient = member.patient
    today = patient.local(now).date()
    period = packet_period(patient, appointment, now, settings)
    begun_at = _beginning(patient, period)
    first, last = period.first, period.last
    since = _changes(member, settings, period, today)
    questions = open_questions(member, appointment, settings, today)
    top = top_questions(questions)
    written = patient.entries.between(first, last).with_items()
    # The plugin of mypy knows no `to_attr`.
    entries = list(
        written.prefetch_related("shown_measurements__measure")  # type: ignore[misc]
    )
    days = days_of(since, entries)
    given = list(patient.lines.filter(started_on__lte=last).with_drugs())
    lines = [line for line in given if line.is_current(last)]
    record = load_record(patient, first, last, settings)
    symptoms = symptom_rows(since)
    charts = symptom_charts(
        since, changed_bands(given, first, last), patient=patient.name
    )
    current_medications = [
        medication for medication in record.medications if medication.is_current(last)
    ]
    every_result = list(patient.lab_results.by_test().defer(*UNPRINTED_FIELDS))
    results = [
        result
        for result in every_result
        if settings.includes(item_key("lab", result.test_slug))
    ]
    lab_times, labs = lab_rows(results)
    year_ago = last - YEAR
    packet = PacketContents(
        title=_title(patient, appointment),
        foot=_foot(member, appointment, (first, last), today),
        name=patient.name,
        born_on=patient.born_on,
        with_whom=appointment.with_whom,
        starts_at=appointment.wall_clock,
        heading=_heading(symptoms, first, today),
        written_days=since.written_days,
        counted_days=since.counted_days,
        is_by_one=len(since.writers) == 1,
        who_wrote=describe_writers(since.writers, patient.name),
        first=first,
        last=last,
        follows_visit=period.previous_visit is not None,
        diagnosis_line=diagnosis_in_a_line(record),
        strip=(
            *treatment_cells(lines, record.phase_name, last),
            *(lab_cells(results, record.myeloma_type, last) if results else ()),
        ),
        earlier=earlier_treatments(given, record.procedures, last),
        top=top,
        are_first_three=bool(top) and not top[0].is_top,
        question_count=len(questions),
        notes=page_one_notes(
            days, patient.name, settings, [question.text for question in top]
        ),
        symptoms=symptoms,
        symptom_charts=charts,
        undrawn_symptoms=tuple(undrawn_symptoms(symptoms, charts)),
        facts=page_one_facts(
            patient,
            record,
            days,
            lines=given,
            doses=load_dose_history(patient, begun_at, last),
            events=list(patient.health_events.between(first, last)),
            calls=call_sentences(patient, first, last, settings),
            has_labs=bool(every_result),
            has_questions=bool(questions or settings.left_out_ids("question")),
            settings=settings,
        ),
        questions=questions,
        days=printed_days(entries, settings)
        if Section.DAYS in settings.sections
        else (),
        medications=medication_rows(lines, current_medications),
        lab_times=lab_times,
        labs=labs,
        lab_charts=lab_charts(
            results, changed_bands(given, year_ago, last), first=year_ago, last=last
        ),
        undrawn_labs=undrawn_labs(results, first=year_ago, last=last),
        diagnosis=diagnosis_rows(record),
        timeline=treatment_timeline(given, results, record.procedures, last),
        contacts=contact_rows(record.contacts),
    )
    return apply_settings(packet, settings)


def _title(patient: Patient, appointment: Appointment) -> str:
    params = {"name": patient.name, "visit": date_format(appointment.day)}
    return _("%(name)s: for the visit on %(visit)s") % params


def _heading(symptoms: Sequence[SymptomRow], first: date, today: date) -> str:
    """The heading says "changed" only where symptoms are compared."""
    if any(symptom.change for symptom in symptoms):
        return _("Changes since %(day)s") % {"day": format_day(first, today)}
    return _("Entries since %(day)s") % {"day": format_day(first, today)}


def _changes(
    member: Membership, settings: PacketSettings, period: "PacketPeriod", today: date
) -> Since:
    """What changed; of private symptoms those that the patient chose to print."""
    private = settings.private_ids("symptom") if member.is_patient else []
    since = trends_since(
        member.patient, period.first, period.last, private=private, today=today
    )
    changes = [
        change
        for change in since.symptoms
        if settings.includes(item_key("symptom", change.name))
    ]
    return replace(since, symptoms=changes)


def _foot(
    member: Membership, appointment: Appointment, days: tuple[date, date], today: date
) -> str:
    """Who, for which visit and days, printed when and by whom: on every page."""
    patient = member.patient
    who = patient.name
    if patient.born_on:
        born = {"name": who, "born": date_format(patient.born_on)}
        who = _("%(name)s, born %(born)s") % born
    return _(
        "%(who)s. For the visit on %(visit)s. Covers %(first)s to %(last)s. "
        "Printed %(today)s by %(member)s."
    ) % {
        "who": who,
        "visit": date_format(appointment.day),
        "first": format_day(days[0], today),
        "last": format_day(days[1], today),
        "today": date_format(today),
        "member": member.signature,
    }


@dataclass(frozen=True)
class PacketPeriod:
    """The first and last day, and the previous visit, if there was one."""

    first: date
    last: date
    previous_visit: Appointment | None


def packet_period(
    patient: Patient, appointment: Appointment, now: datetime, settings: PacketSettings
) -> PacketPeriod:
    """From the previous visit or 30 days back, to today or the day of the visit.

    For an old packet, the last visit is the last one before it.
    """
    last = min(patient.local(now).date(), appointment.day)
    before = patient.appointments.past(min(now, appointment.starts_at)).first()
    is_short = settings.since == SinceWhen.MONTH
    return PacketPeriod(first_day(None if is_short else before, last), last, before)


def _beginning(patient: Patient, period: PacketPeriod) -> datetime:
    """The moment since which changes count: the last visit, or the first day."""
    visit = period.previous_visit
    if visit and visit.day == period.first:
        return visit.starts_at
    return datetime.combine(period.first, time.min, ZoneInfo(patient.zone))
