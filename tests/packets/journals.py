"""Journals with what real ones hold, for page one."""

from datetime import UTC, date, datetime, timedelta

from myeloma_journal.care_circle.roles import Role
from myeloma_journal.catalogue.models import LabMarker, Measure
from myeloma_journal.journal.models import Voice
from tests.factories import (
    make_allergy,
    make_appointment,
    make_call_reply,
    make_diagnosis,
    make_entry,
    make_followed,
    make_gene_finding,
    make_health_event,
    make_lab_marker,
    make_lab_result,
    make_line,
    make_line_drug,
    make_measure,
    make_medication,
    make_membership,
    make_patient,
    make_procedure,
    make_question,
    make_rating,
    make_rule_match,
    make_stage,
    make_user,
)

NOW = datetime(2026, 11, 30, 19, 0, tzinfo=UTC)
FASPRO = "Darzalex Faspro (daratumumab and hyaluronidase-fihj)"
SYMPTOMS = (
    "Numb, tingling, or burning hands or feet",
    "Tired or low energy",
    "Bone pain",
    "Feeling sick to the stomach",
    "Trouble sleeping",
    "Short of breath",
    "Constipation",
    "Loose stools",
    "Cough",
    "Feeling sad or hopeless",
    "Swelling of feet or legs",
    "Trouble thinking or remembering",
)
QUESTIONS = (
    "My fingers have gone numb and I drop things. Is it the treatment, and what can "
    "we change?",
    "Has my myeloma stopped responding to the drugs I take now?",
    "Can my dose be changed if side effects get bad?",
    "Is it safe for me to take a trip during treatment?",
)


def at(month, day, hour=20):
    return datetime(2026, month, day, hour, tzinfo=UTC)


def full_journal(name="Margaret Lewis", caregiver="Anna Lewis", stars=3):
    """A patient of four months, with a caregiver; returns the patient's membership."""
    patient = make_patient(
        name=name,
        born_on=date(1954, 3, 14),
        call_about=f"{caregiver} (daughter), +1 (555) 555-0119, any time",
    )
    member = make_membership(patient=patient, user=make_user(name=name))
    other = make_membership(
        patient=patient,
        user=make_user(name=caregiver),
        role=Role.HELPER,
        relation="daughter",
    )
    _treatment(patient)
    _labs(patient)
    _entries(patient, member, other)
    for number, text in enumerate(QUESTIONS, 1):
        make_question(
            patient=patient, text=text, top=number if number <= stars else None
        )
    make_appointment(patient=patient, starts_at=at(11, 9, 15))
    return member


def new_journal(name="Nora Bell"):
    """A patient of four days."""
    patient = make_patient(
        name=name, born_on=date(1956, 5, 2), call_about="Paul Bell, (555) 555-0163"
    )
    member = make_membership(patient=patient, user=make_user(name=name))
    sleep, tired = (
        make_followed(patient=patient, name=name) for name in reversed(SYMPTOMS[1:5:3])
    )
    weight = _measure("weight", "Weight")
    for day in (27, 28, 29, 30):
        entry = _entry(patient, member, date(2026, 11, day), note="")
        make_rating(entry=entry, followed=sleep, severity=day % 3)
        make_rating(entry=entry, followed=tired, severity=2)
        if day == 29:
            entry.measurements.create(
                measure=weight, name="Weight", value=148, unit="lb"
            )
    for text in QUESTIONS:
        make_question(patient=patient, text=text)
    return member


def visit_of(member):
    return make_appointment(
        patient=member.patient,
        starts_at=datetime(2026, 12, 7, 15, 30, tzinfo=UTC),
        with_whom="Dr. Elena Ruiz",
    )


def backdate(record, moment):
    """Let the history say that this was written down at this moment."""
    record.history.update(history_date=moment)
    type(record).objects.filter(pk=record.pk).update(created_at=moment)


def change(record, moment, **fields):
    """Change a record, as of this moment."""
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    latest = record.history.order_by("-history_id").first()
    type(latest).objects.filter(history_id=latest.history_id).update(
        history_date=moment
    )


def _treatment(patient):
    make_diagnosis(
        patient=patient, diagnosed_on=date(2022, 2, 1), diagnosed_precision="month"
    )
    make_stage(patient=patient, system_name="R-ISS", stage="II")
    make_gene_finding(patient=patient, name="t(4;14)", result="found")
    make_line(
        patient=patient,
        number=1,
        regimen_name="VRd",
        started_on=date(2022, 3, 1),
        stopped_on=date(2022, 9, 1),
    )
    make_procedure(
        patient=patient,
        name="Stem cell transplant",
        done_on=date(2022, 10, 1),
        done_precision="month",
    )
    line = make_line(
        patient=patient,
        regimen_name=f"{FASPRO}, pomalidomide, dexamethasone",
        started_on=date(2026, 8, 12),
    )
    pomalidomide = make_line_drug(
        line=line,
        name="pomalidomide",
        dose="4 mg",
        pattern="cycle",
        cycle_days="1-21",
        cycle_length=28,
        cycle_began_on=date(2026, 8, 12),
    )
    dexamethasone = make_line_drug(line=line, name="dexamethasone", dose="40 mg")
    ondansetron = make_medication(
        patient=patient,
        name="Ondansetron",
        started_on=date(2026, 8, 12),
        stopped_on=date(2026, 11, 16),
    )
    for record in (line, pomalidomide, dexamethasone, ondansetron):
        backdate(record, at(8, 13))
    change(dexamethasone, at(11, 12), dose="20 mg")
    change(dexamethasone, at(11, 18), dose="12 mg")
    make_medication(
        patient=patient,
        name="Acetaminophen",
        dose="500 mg",
        started_on=date(2026, 11, 18),
    )
    make_allergy(patient=patient, name="Penicillin", reaction="rash", since="1988")
    make_allergy(patient=patient, name="Sulfa drugs", reaction="hives", since="")
    make_health_event(
        patient=patient, kind="transfusion", words="2 units of red cells",
        started_on=date(2026, 11, 19),
    )  # fmt: skip


def _labs(patient):
    m_protein = _marker("m-protein-serum", "M protein in blood")
    kappa = _marker("flc-kappa", "Free kappa light chains")
    for day, amount, chain in (
        (date(2026, 11, 17), "0.8", "24.5"),
        (date(2026, 10, 20), "1.1", "31.0"),
    ):
        make_lab_result(
            patient=patient, marker=m_protein, name="", typed=amount, unit="g/dL",
            collected_on=day,
        )  # fmt: skip
        make_lab_result(
            patient=patient,
            marker=kappa,
            name="",
            typed=chain,
            unit="mg/L",
            collected_on=day,
        )


def _entries(patient, member, other):
    followed = [make_followed(patient=patient, name=name) for name in SYMPTOMS]
    temperature = _measure("temperature", "Temperature")
    weight = _measure("weight", "Weight")
    day = date(2026, 10, 12)
    while day <= date(2026, 11, 30):
        if day.day % 3:
            entry = _entry(patient, member, day, note="")
            for number, symptom in enumerate(followed):
                severity = (day.day * (number + 1)) % 4 if day.month == 11 else 1
                stopped = 1 if severity == 3 and number == 0 else None
                make_rating(
                    entry=entry, followed=symptom, severity=severity, stopped=stopped
                )
            if day in (date(2026, 11, 10), date(2026, 11, 29)):
                entry.measurements.create(
                    measure=weight, name="Weight", value=190 - day.day, unit="lb"
                )
        day += timedelta(days=1)
    seen = _entry(
        patient,
        other,
        date(2026, 11, 25),
        note="She needed help with buttons, and could not open the jar. " * 4,
        voice=Voice.OBSERVED,
        discuss=True,
    )
    make_rating(entry=seen, followed=followed[0], severity=2)
    seen.measurements.create(
        measure=temperature, name="Temperature", value="38.1", unit="°C"
    )
    _entry(patient, member, date(2026, 11, 24), note="My fingers feel like cotton.")
    _entry(patient, member, date(2026, 11, 26), note="Short of breath on the stairs.")
    fever = _entry(patient, member, date(2026, 11, 28), note="")
    fever.measurements.create(
        measure=temperature, name="Temperature", value="100.6", unit="°F"
    )
    match = make_rule_match(entry=fever, shown_at=at(11, 28, 21))
    make_call_reply(match=match, said="called", created_by_name=member.signature)


def _entry(patient, member, day, **fields):
    return make_entry(
        patient=patient,
        felt_on=day,
        written_at=at(day.month, day.day),
        **{"voice": Voice.OWN} | fields,
        **member.as_creator,
    )


def _measure(slug, label):
    """The measure of the catalogue, which two journals share."""
    return Measure.objects.filter(slug=slug).first() or make_measure(
        slug=slug, label=label
    )


def _marker(slug, name):
    return LabMarker.objects.filter(slug=slug).first() or make_lab_marker(
        slug=slug, name=name
    )
