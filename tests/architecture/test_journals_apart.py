"""No URL, form or query string reaches a record of another journal."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from myeloma_journal.treatment.models import Medication
from tests import factories
from tests.architecture.test_access import (
    ABOUT_A_PATIENT,
    PAGES,
    PUBLIC,
    PUBLISHED,
    SIGNED_OUT,
    address,
)
from tests.architecture.test_permissions import TABLE
from tests.factories import make_membership, make_patient, make_question

pytestmark = pytest.mark.django_db
# What the id in an address names, by how the page is called.
RECORDS = {
    "appointments:appointment": "appointment",
    "appointments:step": "next_step",
    "care_circle:invitation": "invitation",
    "care_circle:member": "membership",
    "care_team:contact": "contact",
    "care_team:rule": "call_rule",
    "journal:entry": "entry",
    "journal:symptom": "followed",
    "labs:result": "lab_result",
    "labs:other_test": "other_test_result",
    "packets:": "appointment",
    "questions:answer_add": "question",
    "questions:answer_edit": "answer",
    "questions:at_visit": "appointment",
    "questions:question": "question",
    "treatment:allergy": "allergy",
    "treatment:gene_finding": "gene_finding",
    "treatment:health_event": "health_event",
    "treatment:line": "line",
    "treatment:line_drug_days": "line_drug",
    "treatment:medication": "medication",
    "treatment:procedure": "procedure",
    "treatment:stage": "stage",
    "trends:symptom_chart": "followed",
}
# One URL is recognised by its shape; allauth gives its parts these names.
PARTS = {name: converters for name, converters, _ in PAGES}
PARTS["account_reset_password_from_key"] = {"uidb36": None, "key": None}
WITH_A_RECORD = sorted(name for name, parts in ABOUT_A_PATIENT.items() if "pk" in parts)
# A NUL, values that are no number and no date, and a lone surrogate.
NONSENSE = ("%00", "-1", "9" * 40, "%ED%A0%80", "%u0000", "2026-02-31", "{}", "'")
ASKED = [
    "page",
    "first",
    "last",
    "until",
    "month",
    "length",
    "by",
    "trashed",
    "person",
    "symptom",
    "author",
    "find",
    "tests",
    "next",
    "only",
    "before_first",
    "before_last",
]


def record_of(name):
    """A record of another journal, such as that page is about."""
    longest = max((prefix for prefix in RECORDS if name.startswith(prefix)), key=len)
    return getattr(factories, f"make_{RECORDS[longest]}")()


def test_record_of_another_journal_is_not_there(client, cast, patient):
    """AUZ-2, AUZ-3: an id in an address is looked for in the journal of it."""
    client.force_login(cast["owner"])

    opened = []
    for name in WITH_A_RECORD:
        known = {"patient_id": patient.pk, "pk": record_of(name).pk}
        if "number" in ABOUT_A_PATIENT[name]:
            known["number"] = 1
        page = reverse(name, kwargs=known)
        shown, sent = client.get(page), client.post(page, {"text": "typed"})
        if shown.status_code not in {404, 405} or sent.status_code != 404:
            opened.append(name)

    assert len(WITH_A_RECORD) > 50
    assert opened == []


def test_an_id_in_a_form_moves_nothing_to_another_journal(client, cast, patient):
    """AUZ-3: whose record it is, and who wrote it, comes from URL and session."""
    other = make_patient()
    client.force_login(cast["owner"])
    sent = {"name": "Aspirin", "kind": "over_the_counter", "patient": other.pk}
    sent |= {"patient_id": other.pk, "id": uuid4(), "pk": uuid4(), "version": 7}

    client.post(reverse("treatment:medication_add", args=[patient.pk]), sent)

    assert [medication.patient for medication in Medication.objects.all()] == [patient]


def test_a_question_of_another_journal_is_no_choice(client, cast, patient):
    """AUZ-3: choices are those of the journal; another id is nothing one can choose."""
    elsewhere = make_question()
    visit = factories.make_appointment(patient=elsewhere.patient)
    client.force_login(cast["owner"])
    mine = make_question(patient=patient)
    page = reverse("questions:question_edit", args=[patient.pk, mine.pk])

    client.post(page, {"text": "Is it mine?", "appointment": visit.pk})

    mine.refresh_from_db()
    assert mine.appointment is None


def test_who_helps_in_two_journals_finds_each_in_its_own(client, cast, patient):
    """AUZ-2: being a member of both opens no record of one from the other."""
    second = make_membership(user=cast["helper"], role="reader")
    factories.make_totp(cast["helper"])
    entry = factories.make_entry(patient=second.patient)
    client.force_login(cast["helper"])

    assert (
        client.get(reverse("journal:entry", args=[patient.pk, entry.pk])).status_code
        == 404
    )


def test_words_of_another_journal_are_not_found(client, cast, patient):
    """AUZ-2: a search reads what is in the journal of its address, and no more."""
    factories.make_entry(note="Cotton in my fingers.")
    make_question(text="Why does cotton itch?")
    factories.make_appointment(heard="Wear cotton.")
    factories.make_followed(name="Cotton feeling")
    client.force_login(cast["owner"])
    page = reverse("journal:search", args=[patient.pk])

    found = client.post(page, {"find": "cotton"}, follow=True)

    assert "No results" in found.text


def nonsense(offset):
    """A query string in which every name we ask for says something else that is odd."""
    return "&".join(
        f"{name}={NONSENSE[(place + offset) % len(NONSENSE)]}"
        for place, name in enumerate(ASKED)
    )


def test_nonsense_in_an_address_is_no_error_of_ours(client, cast, patient):
    """INP-2, INP-4: query strings pass the cleaner or a field, or say nothing."""
    client.force_login(cast["owner"])

    for name in sorted(ABOUT_A_PATIENT):
        page = address(name, patient)
        for offset in (0, 3):
            answer = client.get(f"{page}?{nonsense(offset)}")
            assert answer.status_code < 500, name


def test_nonsense_in_a_public_address_is_no_error_of_ours(client):
    """INP-2, INP-4: nor without an account."""
    for name, why in PUBLIC.items():
        if why not in (PUBLISHED, SIGNED_OUT):
            continue
        page = reverse(name, kwargs=dict.fromkeys(PARTS[name], "madeup"))
        for offset in range(len(NONSENSE)):
            answer = client.get(f"{page}?{nonsense(offset)}")
            assert answer.status_code < 500, name


def test_whose_journal_it_is_stands_on_every_page(client, cast, patient):
    """AUZ-2: who helps two patients sees on each page whose it is."""
    second = make_membership(
        patient=make_patient(name="Robert Hale"), user=cast["helper"], role="reader"
    )
    patient.memberships.filter(user=cast["helper"]).update(role="owner")
    factories.make_totp(cast["helper"])
    client.force_login(cast["helper"])

    pages = 0
    for name in sorted(n for n, parts in ABOUT_A_PATIENT.items() if len(parts) == 1):
        page = client.get(address(name, patient))
        if page.status_code != 200:
            assert page.status_code in {302, 404, 405}, name
            continue
        pages += 1
        top = " ".join(page.text.split("<main")[0].split())
        assert "Journal of <strong>Margaret Lewis</strong>" in top, name
        assert reverse("today", args=[second.patient_id]) in top, name

    assert pages > 30


BUTTON = re.compile(r"<button\b(?![^>]*aria-hidden)[^>]*>(.*?)</button>", re.DOTALL)


@pytest.mark.usefixtures("afternoon")
def test_every_save_says_whose_journal_it_is_to_who_opens_two(client, cast, patient):
    """AUZ-2: what is about one patient is not saved for the other."""
    make_membership(user=cast["owner"])
    factories.make_totp(cast["owner"])
    client.force_login(cast["owner"])

    labels = []
    for page in (page for page in TABLE if page.sent is None and page.status == 200):
        with transaction.atomic():
            record = page.record and page.record(patient=patient)
            args = [patient.pk] + ([getattr(record, "pk", record)] if record else [])
            shown = client.get(reverse(page.name, args=args)).text
            transaction.set_rollback(True)
        for button in BUTTON.findall(shown):
            label = " ".join(re.sub("<[^>]+>", "", button).split())
            if label.startswith("Save"):
                labels.append((page.name, label))

    assert len(labels) > 30
    assert [shown for shown in labels if "for Margaret Lewis" not in shown[1]] == []


def test_save_names_nobody_to_who_opens_one_journal(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[patient.pk])).text

    assert "for Margaret" not in page
