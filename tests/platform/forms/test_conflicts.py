"""Two people correct the same record at once: both are shown, and neither is lost."""

from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.urls import reverse

from myeloma_journal.platform.database.models import StaleRecordError
from tests.factories import (
    make_answer,
    make_diagnosis,
    make_entry,
    make_line,
    make_line_drug,
    make_medication,
    make_question,
)


class Forms(HTMLParser):
    """The forms of a page: the address and the unseen fields of each."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.found.append((given.get("action"), {}))
        if tag == "input" and given.get("type") == "hidden" and self.found:
            self.found[-1][1][given["name"]] = given.get("value", "")


def press(client, page, number):
    """Press the button of this form of the page's main part."""
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    action, fields = Forms(main).found[number]
    return client.post(action or page.request["PATH_INFO"], fields)


@pytest.fixture
def answer(cast, patient):
    question = make_question(patient=patient)
    return make_answer(question=question, text="Wait a week.", created_by=cast["owner"])


@pytest.fixture
def url(patient, answer):
    return reverse("questions:answer_edit", args=[patient.pk, answer.pk])


SAID = {"given_by": "Dr. Elena Ruiz", "given_on": "2026-10-27"}


@pytest.fixture
def both(client, cast, answer, url):
    """The page the owner sees on a phone, when the tablet was faster."""
    client.force_login(cast["owner"])
    client.post(url, SAID | {"version": "1", "text": "Wait two weeks."})
    return client.post(url, SAID | {"version": "1", "text": "Wait, then call."})


def test_the_page_carries_the_version_it_was_opened_with(client, cast, url):
    client.force_login(cast["owner"])

    assert 'name="version" value="1"' in client.get(url).text


def test_a_correction_counts(client, cast, answer, url):
    client.force_login(cast["owner"])

    client.post(url, SAID | {"version": "1", "text": "Wait."})

    answer.refresh_from_db()
    assert (answer.text, answer.version) == ("Wait.", 2)


def test_both_are_shown_and_nothing_is_written_over(both, answer):
    """INT-3, REQ-0: of two corrections neither is lost."""
    answer.refresh_from_db()

    assert both.status_code == 409
    assert "This was changed in two places" in both.text
    assert "Wait two weeks." in both.text
    assert "Wait, then call." in both.text
    assert "Dr. Elena Ruiz" not in both.text.replace('value="Dr. Elena Ruiz"', "")
    assert answer.text == "Wait two weeks."


def test_keep_both_joins_the_words(client, both, answer):
    press(client, both, 0)

    answer.refresh_from_db()
    assert answer.text == "Wait two weeks.\n\nWait, then call."


def test_keep_mine_writes_mine_and_keeps_theirs_in_the_history(client, both, answer):
    press(client, both, 1)

    answer.refresh_from_db()
    assert answer.text == "Wait, then call."
    assert "Wait two weeks." in answer.history.values_list("text", flat=True)


def test_keep_theirs_changes_nothing_and_opens_the_form(client, both, answer, url):
    after = press(client, both, 2)

    answer.refresh_from_db()
    assert after.url.partition("?")[0] == url
    assert answer.text == "Wait two weeks."
    assert "Wait two weeks." in client.get(url).text


def test_a_third_change_in_between_is_seen_too(client, both, url):
    client.post(url, SAID | {"version": "2", "text": "Wait three weeks."})

    page = press(client, both, 1)

    assert page.status_code == 409
    assert "Wait three weeks." in page.text


def test_the_same_correction_by_two_is_no_conflict(client, cast, answer, url):
    client.force_login(cast["owner"])
    said = SAID | {"version": "1", "text": "Wait."}
    client.post(url, said)

    assert client.post(url, said).status_code == 302


def test_the_database_lets_only_one_count_the_same_version(answer):
    """INT-3: comparing and counting are one statement."""
    answer.increment_version(1)

    with pytest.raises(StaleRecordError):
        answer.increment_version(1)


def test_what_cannot_be_two_at_once_is_mine_or_theirs(client, cast, patient):
    medication = make_medication(patient=patient, kind="prescribed")
    url = reverse("treatment:medication_edit", args=[patient.pk, medication.pk])
    said = {"name": medication.name, "dose": medication.dose, "version": "1"}
    client.force_login(cast["owner"])
    client.post(url, said | {"kind": "supplement"})

    page = client.post(url, said | {"kind": "over_the_counter"})

    assert page.status_code == 409
    assert "Keep my version" in page.text
    assert "Keep both" not in page.text


def test_a_record_that_is_one_of_a_kind_has_a_version_too(client, cast, patient):
    make_diagnosis(patient=patient)
    url = reverse("treatment:diagnosis_edit", args=[patient.pk])
    client.force_login(cast["owner"])

    assert 'name="version" value="1"' in client.get(url).text


def test_the_drugs_of_a_line_have_each_their_version(client, cast, patient):
    drug = make_line_drug(line=make_line(patient=patient), dose="4 mg")
    url = reverse("treatment:line_drugs", args=[patient.pk, drug.line_id])
    rows = {"drug-TOTAL_FORMS": "1", "drug-INITIAL_FORMS": "1"}
    rows |= {"drug-0-id": str(drug.pk), "drug-0-name": drug.name}
    rows |= {"drug-0-version": "1"}
    client.force_login(cast["helper"])
    client.post(url, rows | {"drug-0-dose": "3 mg"})
    client.force_login(cast["owner"])

    page = client.post(url, rows | {"drug-0-dose": "2 mg"})

    drug.refresh_from_db()
    assert page.status_code == 409
    assert "3 mg" in page.text
    assert drug.dose == "3 mg"


def test_of_two_corrected_entries_both_can_be_kept_as_two(client, cast, patient):
    entry = make_entry(patient=patient, created_by=cast["owner"], note="Slept badly.")
    url = reverse("journal:entry_edit", args=[patient.pk, entry.pk])
    said = {"felt_on": str(entry.felt_on), "version": "1"}
    client.force_login(cast["owner"])
    client.post(url, said | {"note": "Slept badly until 3."})
    page = client.post(url, said | {"note": "Slept well after 3."})

    press(client, page, 0)

    assert page.status_code == 409
    assert "Keep both as separate items" in page.text
    assert {entry.note for entry in patient.entries.all()} == {
        "Slept badly until 3.",
        "Slept well after 3.",
    }


def test_what_was_deleted_meanwhile_can_be_saved_as_new(client, cast, patient):
    medication = make_medication(patient=patient)
    url = reverse("treatment:medication_edit", args=[patient.pk, medication.pk])
    said = {"name": "Gabapentin", "dose": "300 mg", "kind": medication.kind}
    medication.delete()
    client.force_login(cast["owner"])

    page = client.post(url, said | {"version": "1"})
    press(client, page, 0)

    assert page.status_code == 404
    assert "can save what you typed as a new one" in page.text
    assert patient.medications.get().dose == "300 mg"


def test_a_stranger_is_offered_nothing_to_save(client, cast, patient):
    medication = make_medication(patient=patient)
    url = reverse("treatment:medication_edit", args=[patient.pk, medication.pk])
    client.force_login(cast["stranger"])

    assert "as a new one" not in client.post(url, {"dose": "300 mg"}).text


@pytest.mark.parametrize(
    "record",
    [
        "appointments:appointment",
        "care_team:contact",
        "labs:result",
        "labs:other_test",
        "questions:question",
        "treatment:allergy",
        "treatment:gene_finding",
        "treatment:health_event",
        "treatment:line",
        "treatment:medication",
        "treatment:procedure",
        "treatment:stage",
    ],
)
def test_a_record_deleted_meanwhile_is_sent_to_the_page_that_adds_one(
    client, cast, patient, record
):
    client.force_login(cast["owner"])

    page = client.post(reverse(f"{record}_edit", args=[patient.pk, uuid4()]), {"a": 1})

    assert f'action="{reverse(f"{record}_add", args=[patient.pk])}"' in page.text


def test_a_missing_record_that_was_only_opened_is_not_offered_to_be_saved(
    client, cast, patient
):
    client.force_login(cast["owner"])

    page = client.get(reverse("treatment:line_edit", args=[patient.pk, uuid4()]))

    assert "as a new one" not in page.text
