"""The status of each page for owner, helper, reader and stranger."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.urls import reverse

from myeloma_journal.archive.export import bundle
from myeloma_journal.archive.export.bundle import PacketFile
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.packets import printing
from myeloma_journal.packets.models import Step
from myeloma_journal.platform.pdf import client as pdf
from tests import factories as make
from tests.architecture.test_access import ASKS_FOR, ASKS_TO_POST

READ, WRITE, SHARE, ERASE = Permission
# The status that each of the cast gets; None stands for the page's own.
EXPECTED = {
    READ: {"owner": None, "helper": None, "reader": None, "stranger": 404},
    WRITE: {"owner": None, "helper": None, "reader": 403, "stranger": 404},
    SHARE: {"owner": None, "helper": 403, "reader": 403, "stranger": 404},
    ERASE: {"owner": None, "helper": 403, "reader": 403, "stranger": 404},
}
MATCH = "5b0c6a3e-6a51-4f0c-9a3c-1f6d0a2a7d10"
LAB_LINE = "M protein 0.42 g/dL 11/20/2026"


class Page(NamedTuple):
    """A URL name, the record it is about, and for a POST its data."""

    name: str
    permission: Permission
    record: Callable[..., Any] | None = None
    sent: dict | None = None
    status: int = 200


def button(name, permission, record=None, sent=None, status=302):
    return Page(name, permission, record, sent or {}, status)


def other_member(patient):
    return make.make_membership(patient=patient, role="reader")


def result_of_a_test(patient):
    result = make.make_lab_result(
        patient=patient, name="Ferritin", unit="ng/mL", typed="80"
    )
    return result.test_hash


def result_of_a_known_test(patient):
    result = make.make_lab_result(patient=patient, marker=make.make_lab_marker())
    return result.test_hash


def shown_entry(patient):
    """An entry with a match that can be answered, under a known id."""
    entry = make.make_entry(patient=patient)
    make.make_rule_match(entry=entry, pk=MATCH)
    return entry


def two_entries_of_a_day(patient):
    make.make_entry(patient=patient)
    return make.make_entry(patient=patient).felt_on.isoformat()


def drug_of_a_line(patient):
    return make.make_line_drug(line=make.make_line(patient=patient), dose="")


def step_to_do(patient):
    visit = make.make_appointment(patient=patient)
    return make.make_next_step(appointment=visit)


def measure(patient):
    return make.make_measure(slug="temperature", label="Temperature").slug


def catalogue_question(patient):
    make.make_catalogue_question(slug="signs")


RECORDS = {
    "line": make.make_line,
    "procedure": make.make_procedure,
    "medication": make.make_medication,
    "allergy": make.make_allergy,
    "stage": make.make_stage,
    "health_event": make.make_health_event,
    "gene_finding": make.make_gene_finding,
}
ADD, EDIT, DELETE = (
    [
        Page(f"treatment:{name}_{verb}", WRITE, None if verb == "add" else record)
        for name, record in RECORDS.items()
    ]
    for verb in ("add", "edit", "delete")
)
TABLE = [
    Page("appointments:appointment_list", READ),
    Page("appointments:appointment", READ, make.make_appointment),
    Page("appointments:appointment_add", WRITE),
    Page("appointments:appointment_edit", WRITE, make.make_appointment),
    button("appointments:appointment_cancel", WRITE, make.make_appointment),
    Page("appointments:appointment_after", WRITE, make.make_appointment),
    Page("appointments:appointment_note", READ, make.make_appointment),
    button("appointments:step_done", WRITE, step_to_do),
    Page("appointments:appointment_file", READ, make.make_appointment),
    Page("appointments:calendar_address", READ),
    Page("archive:my_data", SHARE),
    button("archive:journal_export", SHARE, status=200),
    Page("care_circle:activity", SHARE),
    Page("care_circle:circle", READ),
    Page("care_circle:circle_leave", READ),
    Page("care_circle:member_role", SHARE, other_member),
    Page("care_circle:member_remove", SHARE, other_member),
    button(
        "care_circle:invitation_add",
        SHARE,
        sent={"name": "David", "role": "reader"},
        status=200,
    ),
    Page("care_circle:journal_delete", ERASE),
    Page("care_circle:patient_edit", WRITE),
    Page("care_team:care_team", READ),
    Page("journal:search", READ),
    button("journal:search", READ, sent={"find": "cotton"}),
    Page("journal:day", READ, two_entries_of_a_day),
    Page("journal:trash_list", WRITE),
    Page("journal:measure_list", WRITE),
    Page("journal:symptom_list", WRITE),
    Page("journal:symptom_order", WRITE),
    Page("journal:symptom_edit", WRITE, make.make_followed),
    Page("journal:entry", READ, make.make_entry),
    button(
        "journal:entry_call_reply",
        WRITE,
        shown_entry,
        {"said": "known", "match": MATCH},
    ),
    button("journal:entry_call_undo", WRITE, make.make_entry),
    button("journal:entry_signs", WRITE, make.make_entry, {"sign": ""}),
    button("journal:entry_sign_undo", WRITE, make.make_entry),
    button(
        "journal:entry_number", WRITE, make.make_entry, {"daytime_number": "555-0142"}
    ),
    button("today", WRITE, sent={"overall": "3", "felt_on": "2026-11-20"}),
    Page("journal:week", WRITE),
    Page("labs:result_list", READ),
    Page("labs:result_chart", READ, result_of_a_test),
    button("labs:test_join", WRITE, result_of_a_test),
    button("labs:test_split", WRITE, result_of_a_known_test),
    Page("labs:result_add", WRITE),
    Page("labs:result_edit", WRITE, make.make_lab_result),
    Page("labs:result_delete", WRITE, make.make_lab_result),
    Page("labs:result_paste", WRITE),
    button("labs:result_paste", WRITE, sent={"text": LAB_LINE}, status=200),
    Page("labs:other_test_list", READ),
    Page("labs:mrd_add", WRITE),
    Page("labs:other_test_add", WRITE),
    Page("labs:other_test_edit", WRITE, make.make_other_test_result),
    Page("labs:other_test_delete", WRITE, make.make_other_test_result),
    *(Page(f"packets:prepare_{step}", READ, make.make_appointment) for step in Step),
    *(
        button(f"packets:prepare_{step}", WRITE, make.make_appointment)
        for step in (Step.CHANGES, Step.LABS, Step.MEDICATIONS)
    ),
    Page("packets:packet", READ, make.make_appointment),
    button("packets:packet_print", READ, make.make_appointment, status=200),
    Page("packets:week_sheet", READ),
    Page("packets:when_to_call", READ),
    Page("questions:at_visit", WRITE, make.make_appointment),
    button("questions:at_visit", WRITE, make.make_appointment),
    Page("questions:question_list", READ),
    Page("questions:question_order", WRITE),
    Page("questions:question", READ, make.make_question),
    Page("questions:question_edit", WRITE, make.make_question),
    button("questions:question_add", WRITE, sent={"text": "May I swim?"}),
    button(
        "questions:question_add_from_catalogue",
        WRITE,
        catalogue_question,
        {"q": "signs"},
    ),
    button("questions:question_move", WRITE, make.make_question, {"to": "up"}),
    button("questions:question_top", WRITE, make.make_question, {"top": "1"}),
    button("questions:question_status", WRITE, make.make_question, {"status": "asked"}),
    button("questions:question_trash", WRITE, make.make_question),
    button(
        "questions:answer_add",
        WRITE,
        make.make_question,
        {"text": "Yes.", "given_on": "2026-11-20"},
    ),
    *ADD,
    *EDIT,
    *DELETE,
    Page("treatment:diagnosis_edit", WRITE),
    Page("treatment:line_drugs", WRITE, make.make_line),
    Page("treatment:line_drug_days", WRITE, drug_of_a_line),
    Page("treatment:medication_check", WRITE),
    Page("treatment:record", READ),
    Page("treatment:medication_list", READ),
    Page("treatment:allergy_list", READ),
    Page("treatment:treatment_now", READ),
    Page("treatment:earlier_treatments", READ),
    Page("treatment:diagnosis", READ),
    Page("treatment:record_history", READ),
    Page("trends:chart_list", READ),
    Page("trends:symptom_chart", READ, make.make_followed),
    Page("trends:measure_chart", READ, measure),
    Page("journal:month", READ),
    Page("journal:entry_list", READ),
    Page("trends:since", READ),
]


@pytest.fixture
def no_pdf(monkeypatch):
    """Nothing is laid out: who may print is what matters."""
    monkeypatch.setattr(pdf, "render_pdf", lambda html: pdf.PdfDocument(b"%PDF-1.7", 5))
    monkeypatch.setattr(printing.pdf, "count_pages", lambda html: 1)
    monkeypatch.setattr(printing.pdf, "find_pages", lambda html: {"end": 1})
    packet = PacketFile("packet-2026-11-24.pdf", b"%PDF-1.7")
    monkeypatch.setattr(bundle, "latest_packet", lambda member, now: packet)


@pytest.mark.usefixtures("afternoon", "no_pdf")
@pytest.mark.parametrize(
    "page",
    TABLE,
    ids=lambda page: page.name + (":post" if page.sent is not None else ""),
)
def test_page_opens_to_those_who_have_the_permission(client, cast, patient, page):
    """AUZ-4: refused with 403; a stranger finds nothing."""
    record = page.record and page.record(patient=patient)
    args = [patient.pk] + ([getattr(record, "pk", record)] if record else [])
    address = reverse(page.name, args=args)
    statuses = {}
    for who in EXPECTED[page.permission]:
        client.force_login(cast[who])
        with transaction.atomic():
            send = client.get if page.sent is None else client.post
            statuses[who] = send(address, page.sent).status_code
            transaction.set_rollback(True)

    expected = EXPECTED[page.permission].items()
    assert statuses == {who: status or page.status for who, status in expected}


@pytest.mark.parametrize("page", TABLE, ids=lambda page: page.name)
def test_page_asks_for_the_permission_of_the_table(page):
    asks_for = ASKS_FOR if page.sent is None else ASKS_TO_POST
    assert asks_for[page.name] == page.permission
