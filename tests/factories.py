"""One plain function per model: fixed values, no randomness, no clock.

What a test cares about it says itself; the rest is usual and plain.
"""

from datetime import UTC, date, datetime
from itertools import count

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn

from myeloma_journal.appointments.models import Appointment, NextStep
from myeloma_journal.care_circle.models import Invitation, Membership, Patient
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.care_team.models import CallRule, Contact, RulesReview
from myeloma_journal.catalogue.models import (
    Bundle,
    BundleItem,
    CatalogueQuestion,
    Checklist,
    Country,
    Drug,
    DrugClass,
    GeneMarker,
    LabMarker,
    Measure,
    OtherTest,
    Phase,
    Procedure,
    Regimen,
    RelapseStrategy,
    Response,
    SignRelation,
    Source,
    StagingSystem,
    Symptom,
    SymptomSign,
    Term,
    UrgencyLevel,
    WarningSign,
)
from myeloma_journal.journal.models import (
    CallReply,
    Entry,
    FollowedSymptom,
    MeasureChoice,
    Measurement,
    Overall,
    Rating,
    RuleMatch,
    Severity,
    Voice,
)
from myeloma_journal.labs.models import LabResult, OtherTestResult
from myeloma_journal.packets.models import Packet, SavedPacketSettings
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.secret_links import hash_token
from myeloma_journal.questions.models import Answer, Question
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    HealthEvent,
    Line,
    LineDrug,
    Medication,
    MedicationCheck,
    MedicationKind,
    ProcedureDone,
    Stage,
)

numbers = count(1)
WRITTEN_ON = date(2026, 11, 21)


def make_user(**fields):
    usual = {"email": f"person{next(numbers)}@example.org", "name": "Anna Lewis"}
    return User.objects.create_user(
        password="an honest long password", **usual | fields
    )


KEY_OF_APP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_passkey(user):
    """A passkey as a browser made it once; nobody can use it any more."""
    made = {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiaXVNT"
        "URVLTlpMjkyQy13dk1hcW5udVZaYWI4dUZDcERMbVd0aDh0QThVVSIsIm9yaWdpbiI6Imh0dHA"
        "6Ly9sb2NhbGhvc3Q6ODExNCIsImNyb3NzT3JpZ2luIjpmYWxzZX0",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NB"
        "cPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgAID_Ep9W_ZstvxiCM"
        "rdcwK6ISbFZKFL08HEs0JQej9r6WpQECAyYgASFYIE2DuT6LZQyU7-Ql7qIWnGcSZmi2sFqUHyG"
        "_e4BfwpH1IlggG-wTBrp174hFL8tCKq7Sv8zGwy3cHaPMqvSpjPSkwAs",
        "transports": ["internal"],
    }
    credential = {
        "id": "P8Sn1b9my2_GIIyt1zArohJsVkoUvTwcSzQlB6P2vpY",
        "rawId": "P8Sn1b9my2_GIIyt1zArohJsVkoUvTwcSzQlB6P2vpY",
        "type": "public-key",
        "response": made,
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return WebAuthn.add(user, "Chrome on Linux", credential).instance


def make_totp(user):
    """Codes of an app that has this key, and recovery codes, which are returned."""
    TOTP.activate(user, KEY_OF_APP)
    return RecoveryCodes.activate(user).generate_codes()


def make_patient(**fields):
    usual = {"name": "Margaret Lewis", "zone": "America/New_York", "units": "us"}
    return Patient.objects.create(**usual | fields)


def make_membership(*, patient=None, user=None, **fields):
    return Membership.objects.create(
        patient=patient or make_patient(),
        user=user or make_user(),
        **{"role": Role.OWNER} | fields,
    )


def make_invitation(*, patient=None, word="a secret", **fields):
    usual = {
        "name": "David",
        "role": Role.READER,
        "created_by_name": "Margaret Lewis",
        "token_hash": hash_token(word),
        "expires_at": datetime(2100, 1, 1, tzinfo=UTC),
    }
    return Invitation.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_followed(*, patient=None, **fields):
    usual = {"name": "Bone pain", "since": date(2026, 1, 1)}
    return FollowedSymptom.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_entry(*, patient=None, **fields):
    usual = {
        "felt_on": date(2026, 3, 4),
        "written_at": datetime(2026, 3, 4, 20, 0, tzinfo=UTC),
        "voice": Voice.OWN,
        "created_by_name": "Margaret Lewis",
        "zone": "America/New_York",
        "overall": Overall.NOT_GREAT,
    }
    entry = Entry(patient=patient or make_patient(), **usual | fields)
    entry.save_without_historical_record(force_insert=True)
    return entry


def make_rating(*, entry=None, followed=None, **fields):
    entry = entry or make_entry()
    return Rating.objects.create(
        entry=entry,
        followed=followed or make_followed(patient=entry.patient),
        **{"severity": Severity.MODERATE} | fields,
    )


def make_appointment(*, patient=None, **fields):
    patient = patient or make_patient()
    usual = {
        "starts_at": datetime(2026, 11, 24, 15, 30, tzinfo=UTC),
        "zone": patient.zone,
        "with_whom": "Dr. Elena Ruiz",
    }
    return Appointment.objects.create(patient=patient, **usual | fields)


def make_packet(*, appointment=None, **fields):
    usual = {
        "first_day": date(2026, 10, 27),
        "last_day": date(2026, 11, 21),
        "sections": ["questions", "labs"],
        "size": "regular",
        "paper": "letter",
        "created_by_name": "Anna Lewis, daughter",
        "made_at": datetime(2026, 11, 21, 19, 2, tzinfo=UTC),
        "pages": 5,
        "digest": "0" * 64,
    }
    return Packet.objects.create(
        appointment=appointment or make_appointment(), **usual | fields
    )


def make_saved_packet_settings(*, patient=None, **fields):
    usual = {"clinician_name": "Dr. Elena Ruiz", "sections": ["questions", "changes"]}
    return SavedPacketSettings.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_checklist(**fields):
    number = next(numbers)
    usual = {
        "slug": f"list-{number}",
        "position": number,
        "situation": "first",
        "title": "Just found out",
        "label": "New diagnosis",
        "written_on": date(2026, 3, 1),
    }
    return Checklist.objects.create(**usual | fields)


def make_catalogue_question(*, checklist=None, **fields):
    number = next(numbers)
    usual = {
        "slug": f"question-{number}",
        "position": number,
        "text": "Can you tell me in plain words what myeloma is?",
        "why": "Myeloma starts in plasma cells.",
        "written_on": date(2026, 3, 1),
    }
    return CatalogueQuestion.objects.create(
        checklist=checklist or make_checklist(), **usual | fields
    )


def make_question(*, patient=None, **fields):
    usual = {
        "text": "How much should I drink each day?",
        "created_by_name": "Anna Lewis",
    }
    return Question.objects.create(
        patient=patient or make_patient(),
        **{"position": next(numbers)} | usual | fields,
    )


def make_answer(*, question=None, **fields):
    usual = {
        "text": "Three quarts a day.",
        "given_by": "Dr. Elena Ruiz",
        "given_on": date(2026, 10, 27),
        "created_by_name": "Anna Lewis",
    }
    return Answer.objects.create(question=question or make_question(), **usual | fields)


def make_symptom(**fields):
    usual = {
        "position": next(numbers),
        "group": "other",
        "written_on": date(2026, 3, 1),
    }
    slug = fields.pop("slug", f"symptom-{usual['position']}")
    label = fields.pop("label", "Tired or low energy")
    return Symptom.objects.create(slug=slug, label=label, **usual | fields)


def make_measure(**fields):
    usual = {
        "position": next(numbers),
        "label": "Weight",
        "written_on": date(2026, 3, 1),
        "units": [{"unit": "kg", "decimals": 1, "hard_min": 20, "hard_max": 350}],
    }
    slug = fields.pop("slug", f"measure-{usual['position']}")
    return Measure.objects.create(slug=slug, **usual | fields)


def make_measurement(*, entry=None, measure=None, **fields):
    usual = {"value": 151, "unit": "lb"}
    return Measurement.objects.create(
        entry=entry or make_entry(), measure=measure or make_measure(), **usual | fields
    )


def make_measure_choice(*, patient=None, measure=None, **fields):
    return MeasureChoice.objects.create(
        patient=patient or make_patient(), measure=measure or make_measure(), **fields
    )


def make_regimen(*drugs, **fields):
    """A mix of these drugs, in this order."""
    number = next(numbers)
    usual = {
        "slug": f"regimen-{number}",
        "position": number,
        "name": "D-Pd",
        "written_on": WRITTEN_ON,
    }
    regimen = Regimen.objects.create(**usual | fields)
    for position, drug in enumerate(drugs, start=1):
        regimen.parts.create(drug=drug, position=position)
    return regimen


def make_phase(**fields):
    number = next(numbers)
    usual = {"slug": f"phase-{number}", "position": number, "name": "Relapse"}
    return Phase.objects.create(**{"written_on": WRITTEN_ON} | usual | fields)


def make_strategy(**fields):
    number = next(numbers)
    usual = {
        "slug": f"strategy-{number}",
        "position": number,
        "name": "Switch class",
        "plain": "The next drug is often of another type.",
        "evidence": "Common practice at relapse.",
    }
    return RelapseStrategy.objects.create(**{"written_on": WRITTEN_ON} | usual | fields)


def make_response(**fields):
    number = next(numbers)
    usual = {
        "slug": f"response-{number}",
        "position": number,
        "name": "Partial response",
    }
    return Response.objects.create(**{"written_on": WRITTEN_ON} | usual | fields)


def make_lab_marker(**fields):
    number = next(numbers)
    usual = {
        "slug": f"marker-{number}",
        "position": number,
        "name": "M protein in blood",
        "group": "myeloma",
        "aliases": ["M-spike"],
        "units": [
            {"unit": "g/dL", "ucum": "g/dL", "hard_min": 0, "hard_max": 20},
            {"unit": "g/L", "ucum": "g/L", "hard_min": 0, "hard_max": 200},
        ],
        "written_on": WRITTEN_ON,
    }
    return LabMarker.objects.create(**usual | fields)


def _exact(fields):
    """Days are days, unless the test says how exactly they are known."""
    precisions = {
        f"{stem}_precision": "day"
        for stem in ("started", "stopped")
        if fields.get(f"{stem}_on")
    }
    return precisions | fields


def make_line(*, patient=None, **fields):
    usual = {"number": 2, "regimen_name": "D-Pd", "started_on": date(2026, 8, 3)}
    return Line.objects.create(
        patient=patient or make_patient(), **_exact(usual | fields)
    )


def make_line_drug(*, line=None, **fields):
    usual = {"name": "pomalidomide", "dose": "4 mg, days 1 to 21 of 28"}
    return LineDrug.objects.create(line=line or make_line(), **usual | fields)


def make_procedure(*, patient=None, **fields):
    usual = {"name": "Radiation therapy", "where": "left hip"}
    return ProcedureDone.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_health_event(*, patient=None, **fields):
    patient = patient or make_patient()
    usual = {
        "kind": "infection",
        "words": "pneumonia",
        "started_on": date(2026, 11, 16),
        "created_by_name": "Margaret",
    }
    return HealthEvent.objects.create(patient=patient, **usual | fields)


def make_kind_of_procedure(**fields):
    number = next(numbers)
    usual = {"slug": f"procedure-{number}", "position": number, "name": "Surgery"}
    return Procedure.objects.create(**{"written_on": WRITTEN_ON} | usual | fields)


def make_medication(*, patient=None, **fields):
    usual = {
        "name": "Acyclovir",
        "kind": MedicationKind.PRESCRIBED,
        "dose": "400 mg, twice a day",
    }
    return Medication.objects.create(
        patient=patient or make_patient(), **_exact(usual | fields)
    )


def make_allergy(*, patient=None, **fields):
    usual = {"name": "Penicillin", "reaction": "rash", "since": "1988"}
    return Allergy.objects.create(patient=patient or make_patient(), **usual | fields)


def make_medication_check(*, patient=None, **fields):
    usual = {
        "checked_on": date(2026, 11, 20),
        "created_by_name": "Anna Lewis, daughter",
    }
    return MedicationCheck.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_diagnosis(*, patient=None, **fields):
    usual = {"myeloma_type": "IgG kappa"}
    return Diagnosis.objects.create(patient=patient or make_patient(), **usual | fields)


def make_stage(*, patient=None, **fields):
    usual = {"system_name": "R-ISS", "stage": "II"}
    return Stage.objects.create(patient=patient or make_patient(), **usual | fields)


def make_gene_finding(*, patient=None, **fields):
    usual = {"name": "t(11;14)", "result": "found"}
    return GeneFinding.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_staging_system(**fields):
    number = next(numbers)
    usual = {
        "slug": f"system-{number}",
        "position": number,
        "name": "R-ISS",
        "full_name": "Revised International Staging System",
        "stages": ["I", "II", "III"],
        "written_on": WRITTEN_ON,
    }
    return StagingSystem.objects.create(**usual | fields)


def make_gene_marker(**fields):
    number = next(numbers)
    usual = {
        "slug": f"gene-{number}",
        "position": number,
        "name": "t(4;14)",
        "aliases": ["t(4,14)", "NSD2"],
        "written_on": WRITTEN_ON,
    }
    return GeneMarker.objects.create(**usual | fields)


def make_lab_result(*, patient=None, **fields):
    usual = {
        "name": "Hemoglobin",
        "typed": "10.9",
        "unit": "g/dL",
        "collected_on": date(2026, 11, 17),
    }
    return LabResult.objects.create(patient=patient or make_patient(), **usual | fields)


def make_other_test_result(*, patient=None, **fields):
    usual = {"name": "PET-CT", "result": "no new spots"}
    return OtherTestResult.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_other_test(**fields):
    number = next(numbers)
    usual = {
        "slug": f"other-test-{number}",
        "position": number,
        "name": "Immunofixation",
        "kind": "choice",
        "choices": ["not seen", "seen", "unclear"],
        "written_on": WRITTEN_ON,
    }
    return OtherTest.objects.create(**usual | fields)


def make_bundle(*, checklists=(), **fields):
    number = next(numbers)
    usual = {
        "slug": f"bundle-{number}",
        "position": number,
        "title": "First visits",
        "written_on": date(2026, 3, 1),
    }
    bundle = Bundle.objects.create(**usual | fields)
    for position, checklist in enumerate(checklists, 1):
        BundleItem.objects.create(bundle=bundle, checklist=checklist, position=position)
    return bundle


def make_source(**fields):
    usual = {
        "slug": f"source-{next(numbers)}",
        "kind": "patient-charity",
        "title": "Myeloma symptoms",
        "publisher": "A patient charity",
        "url": "https://example.org/symptoms",
        "published": "2019-03-04",
    }
    return Source.objects.create(**usual | fields)


def make_term(**fields):
    usual = {
        "slug": f"term-{next(numbers)}",
        "term": "Bone marrow",
        "plain": "The soft part inside bones where blood cells are made.",
        "written_on": date(2026, 3, 1),
    }
    return Term.objects.create(**usual | fields)


def make_drug_class(**fields):
    number = next(numbers)
    usual = {
        "slug": f"class-{number}",
        "position": number,
        "name": "Proteasome inhibitor",
        "plain": "Blocks the cell’s waste disposal",
        "how_it_works": "These drugs jam the cell’s waste disposal.",
        "written_on": date(2026, 3, 1),
    }
    return DrugClass.objects.create(**usual | fields)


def make_drug(*, drug_class=None, **fields):
    usual = {
        "slug": f"drug-{next(numbers)}",
        "name": "bortezomib",
        "brands": ["Velcade"],
        "routes": ["subcutaneous"],
        "written_on": date(2026, 3, 1),
    }
    return Drug.objects.create(
        drug_class=drug_class or make_drug_class(), **usual | fields
    )


def make_contact(*, patient=None, **fields):
    usual = {"name": "Lakeside nurse line", "daytime_number": "555-0142"}
    return Contact.objects.create(patient=patient or make_patient(), **usual | fields)


def make_call_rule(*, patient=None, **fields):
    """A rule of the team, in words; a test adds what can be checked."""
    usual = {
        "level": "now",
        "words": "Call when you shiver.",
        "said_by": "Dr. Ruiz",
        "said_on": date(2026, 8, 3),
    }
    return CallRule.objects.create(patient=patient or make_patient(), **usual | fields)


def make_rules_review(*, patient=None, **fields):
    usual = {
        "reviewed_on": date(2026, 11, 1),
        "created_by_name": "Anna Lewis, daughter",
    }
    return RulesReview.objects.create(
        patient=patient or make_patient(), **usual | fields
    )


def make_urgency_level(slug="now", **fields):
    usual = {
        "position": next(numbers),
        "title": "Call your team now",
        "text": "Call {contact_name} at {contact_number}, or else {emergency_number}.",
        "text_without_number": "You have not saved a number yet.",
        "footer": "What your care team told you comes first.",
        "written_on": WRITTEN_ON,
    }
    level, _ = UrgencyLevel.objects.get_or_create(slug=slug, defaults=usual | fields)
    return level


def make_country(**fields):
    usual = {"slug": "us", "name": "United States", "written_on": WRITTEN_ON}
    return Country.objects.create(**usual | fields)


def make_warning_sign(*, level="now", **fields):
    number = next(numbers)
    usual = {
        "slug": f"sign-{number}",
        "position": number,
        "label": "Shaking chills, even with no fever",
        "level": make_urgency_level(level),
        "written_on": WRITTEN_ON,
    }
    return WarningSign.objects.create(**usual | fields)


def make_symptom_sign(*, sign, **fields):
    """A row of the table: this symptom is, or may go with, the sign."""
    usual = {
        "slug": f"row-{next(numbers)}",
        "symptom": make_symptom(),
        "relation": SignRelation.IS,
        "reason": "The sign itself.",
        "written_on": WRITTEN_ON,
    }
    return SymptomSign.objects.create(sign=sign, **usual | fields)


def make_thermometer():
    """The measure of temperature, in both units."""
    units = [
        {"unit": "°C", "decimals": 1, "hard_min": 25, "hard_max": 45},
        {"unit": "°F", "decimals": 1, "hard_min": 77, "hard_max": 113},
    ]
    return make_measure(
        slug="temperature", label="Temperature", is_core=True, units=units
    )


def make_rule_match(*, entry=None, **fields):
    usual = {
        "revision": 1,
        "level": "now",
        "title": "Call your team now",
        "text": "Call Lakeside nurse line at 555-0142.",
        "reading": "Temperature: 100.6 °F",
        "rule_words": "Temperature: 100.4 °F or more",
        "attribution": "From Dr. Ruiz on August 3, 2026.",
        "shown_at": datetime(2026, 3, 4, 20, 0, tzinfo=UTC),
    }
    return RuleMatch.objects.create(entry=entry or make_entry(), **usual | fields)


def make_call_reply(*, match=None, entry=None, **fields):
    """A reply to a match, or to the list of signs of `entry`."""
    if entry is None:
        match = match or make_rule_match()
        entry = match.entry
    usual = {"said": "known" if match else "none", "created_by_name": "Anna Lewis"}
    return CallReply.objects.create(entry=entry, match=match, **usual | fields)


def make_next_step(*, appointment=None, **fields):
    usual = {"text": "Have a nerve test", "who": "Anna"}
    return NextStep.objects.create(
        appointment=appointment or make_appointment(), **usual | fields
    )
