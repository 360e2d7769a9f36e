"""A journal with one of everything, and everything in it odd."""

from datetime import UTC, date, datetime

from django.utils import timezone

from myeloma_journal.care_circle.models import Activity, ActivityKind
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.packets.models import (
    Packet,
    PreparedStep,
    SavedPacketSettings,
    Step,
)
from myeloma_journal.platform.forms.partial_dates import Precision
from tests.factories import (
    make_allergy,
    make_answer,
    make_appointment,
    make_call_reply,
    make_call_rule,
    make_contact,
    make_diagnosis,
    make_drug,
    make_entry,
    make_followed,
    make_gene_finding,
    make_health_event,
    make_invitation,
    make_lab_result,
    make_line,
    make_line_drug,
    make_measure_choice,
    make_measurement,
    make_medication,
    make_medication_check,
    make_membership,
    make_next_step,
    make_other_test_result,
    make_patient,
    make_procedure,
    make_question,
    make_rating,
    make_rule_match,
    make_rules_review,
    make_stage,
    make_symptom,
    make_user,
)

RTL = "عمري ٧٠ سنة، \u2067متعبة\u2069 اليوم"
EMOJI = "Legs like lead 🦵🏽👩‍👧 — “zero”\u200b width, tab\there\nand a new line"
FORMULA = '=HYPERLINK("https://example.org","look")'
TINY = "0.0000001"


def odd_journal():
    """The owner's membership of it."""
    owner = make_user(name="Zoë O’Neill <b>")
    patient = make_patient(name="Margaret & Söhne", born_on=date(1900, 1, 1))
    member = make_membership(patient=patient, user=owner, is_patient=True)
    helper = make_user(name="Anna")
    make_membership(patient=patient, user=helper, role=Role.HELPER, relation="daughter")
    left = make_user(name="David")
    make_membership(
        patient=patient, user=left, role=Role.READER, removed_at=timezone.now()
    )
    _diary(patient, owner, helper)
    _questions(patient, owner, left)
    _treatment(patient, helper)
    make_invitation(patient=patient, created_by=owner)
    make_invitation(patient=patient, word="another", accepted_at=timezone.now())
    Activity.objects.create(
        patient=patient,
        created_by=left,
        created_by_name="David",
        kind=ActivityKind.LEFT,
        on=date(2026, 3, 5),
    )
    return member


def _diary(patient, owner, helper):
    tired = make_followed(patient=patient, symptom=make_symptom(slug="odd-symptom"))
    secret = make_followed(patient=patient, name="Low mood", is_private=True)
    entry = make_entry(patient=patient, created_by=owner, note=EMOJI)
    make_rating(
        entry=entry,
        followed=tired,
        stopped=2,
        answers={"where": ["neck", "arm"], "times": 4, "blood": "no"},
        answers_in_words="Where: neck, arm. 4 times in 24 hours. No blood.",
    )
    make_rating(entry=entry, followed=secret)
    make_measurement(entry=entry, value="140.50", second_value="90", unit="mmHg")
    match = make_rule_match(
        entry=entry, rule=make_call_rule(patient=patient, value=None)
    )
    make_call_reply(match=match, created_by=helper)
    make_rule_match(
        entry=entry, reading="Pain: Severe", answers={"where": ["hip"]}, rests_on=match
    )
    entry.note = RTL
    entry.save()
    entry.ratings.first().delete()
    gone = make_entry(
        patient=patient, created_by=helper, created_by_name="Anna", note=FORMULA
    )
    gone.deleted_at = datetime(2026, 3, 6, 1, 2, 3, 456789, tzinfo=UTC)
    gone.save()


def _questions(patient, owner, left):
    visit = make_appointment(
        patient=patient, contact=make_contact(patient=patient), heard=RTL
    )
    make_next_step(appointment=visit)
    SavedPacketSettings.objects.create(
        patient=patient, contact=visit.contact, left_out=["lab:“é”"], size="large"
    )
    PreparedStep.objects.create(
        appointment=visit, step=Step.TOP, created_by=owner, created_by_name="Zoë"
    )
    Packet.objects.create(
        appointment=visit,
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 5),
        size="large",
        paper="a4",
        created_by=owner,
        created_by_name="Zoë",
        made_at=datetime(2026, 3, 5, tzinfo=UTC),
        pages=3,
        digest="0" * 64,
    )
    asked = make_question(
        patient=patient,
        created_by=left,
        created_by_name="David",
        appointment=visit,
        text=RTL,
    )
    make_answer(question=asked, created_by=owner, text=EMOJI)
    asked.text = FORMULA
    asked.save()
    make_question(patient=patient, private_to=owner, created_by=owner, text="Mine")
    make_question(patient=patient, deleted_at=timezone.now(), text="-5 pounds?")
    make_entry(patient=patient, created_by=owner, discuss=True, question=asked)


def _treatment(patient, helper):
    line = make_line(
        patient=patient, started_on=date(2026, 9, 1), started_precision=Precision.SEASON
    )
    make_line_drug(line=line, drug=make_drug(slug="odd-drug"))
    make_line_drug(line=line, name="dexamethasone").delete()
    make_line(patient=patient, number=1, regimen_name="VRd").delete()
    for precision in Precision:
        make_procedure(
            patient=patient,
            line=line,
            done_on=date(2023, 1 if precision == Precision.YEAR else 3, 1),
            done_precision=precision,
        )
    make_medication(patient=patient)
    make_medication_check(patient=patient, created_by=helper)
    make_allergy(patient=patient)
    make_health_event(patient=patient, created_by=helper, words=RTL)
    make_diagnosis(patient=patient, diagnosed_on=None)
    make_stage(patient=patient)
    make_gene_finding(patient=patient, percent="62.5")
    make_lab_result(patient=patient, typed=f"<{TINY}", comparator="<", value=TINY)
    make_other_test_result(patient=patient)
    make_rules_review(patient=patient)
    make_measure_choice(patient=patient)
