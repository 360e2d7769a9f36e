import pytest
from django.urls import reverse

from tests.factories import (
    make_allergy,
    make_drug,
    make_line,
    make_medication,
    make_procedure,
)
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

MAKERS = {
    "line": make_line,
    "procedure": make_procedure,
    "medication": make_medication,
    "allergy": make_allergy,
}
MANY = {
    "line": "lines",
    "procedure": "procedures",
    "medication": "medications",
    "allergy": "allergies",
}
LINE = {"regimen_name": "A study", "number": "2", "started": "August 3, 2026"}
MEDICATION = {"name": "Aspirin", "kind": "over_the_counter", "dose": "81 mg"}
ALLERGY = {"name": "Penicillin", "reaction": "rash", "since": "1988"}
PROCEDURE = {"name": "Surgery on the spine", "when": "spring 2024"}
ANSWERS = {
    "line": LINE,
    "procedure": PROCEDURE,
    "medication": MEDICATION,
    "allergy": ALLERGY,
}
PAGES = {
    "line": "treatment_now",
    "procedure": "earlier_treatments",
    "medication": "medication_list",
    "allergy": "allergy_list",
}
PAGES_OF_A_RECORD = [
    "line_drugs",
    *(f"{name}_{action}" for name in MAKERS for action in ("edit", "delete")),
]


@pytest.mark.parametrize("page", PAGES_OF_A_RECORD)
def test_a_record_of_another_journal_is_not_there(as_helper, patient, page):
    elsewhere = MAKERS[page.split("_")[0]]()

    assert as_helper.post(url(page, patient, elsewhere)).status_code == 404


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_added_stands_in_the_record(as_helper, patient, name):
    response = as_helper.post(url(f"{name}_add", patient), ANSWERS[name])

    assert response.status_code == 302
    said = ANSWERS[name].get("name") or ANSWERS[name]["regimen_name"]
    assert said in as_helper.get(response.url, follow=True).text
    record = as_helper.get(url("record", patient)).text
    assert said in record or name == "medication"


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_changed_keeps_what_stood_there(as_helper, patient, name):
    record = MAKERS[name](patient=patient)

    response = as_helper.post(url(f"{name}_edit", patient, record), ANSWERS[name])

    assert response.status_code == 302
    assert response.url == url(PAGES[name], patient)
    assert record.history.count() == 2


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_written_by_mistake_is_deleted_after_a_question(
    as_helper, patient, name
):
    record = MAKERS[name](patient=patient)
    address = url(f"{name}_delete", patient, record)

    asked = as_helper.get(address).content.decode()
    assert getattr(patient, MANY[name]).exists()
    done = as_helper.post(address, follow=True).content.decode()

    assert f"Delete <bdi>{record}</bdi>?" in asked
    assert f"Deleted: {record}." in done
    assert not getattr(patient, MANY[name]).exists()
    assert record.history.first().history_type == "-"


@pytest.mark.parametrize(
    ("name", "can_end"),
    [("line", True), ("procedure", False), ("medication", True), ("allergy", False)],
)
def test_what_can_end_is_rather_ended_than_deleted(as_helper, patient, name, can_end):
    record = MAKERS[name](patient=patient)

    asked = as_helper.get(url(f"{name}_delete", patient, record)).content.decode()

    assert ("go back and enter the end date" in asked) is can_end


HOW = "Enter it like March 5, 2024, or March 2024, spring 2024, or 2024."
LAST = "Enter a date from 1900 to November 21, 2031."
REFUSALS = [
    ("line", {"regimen_name": ""}, "Choose the treatment above, or enter its name"),
    (
        "line",
        {"regimen_name": "x" * 101},
        ("Use 100 characters or fewer. You typed 101."),
    ),
    ("line", {"number": "0"}, "Enter a whole number from 1 to 50."),
    ("line", {"number": "two"}, "Enter a whole number from 1 to 50."),
    ("line", {"started": ""}, "Enter when it started. A year is fine."),
    ("line", {"started": "3.8."}, HOW),
    ("line", {"started": "1226-08-03"}, f"You entered August 3, 1226. {LAST}"),
    ("line", {"started": "spring 2062"}, f"You entered spring 2062. {LAST}"),
    (
        "line",
        {"stopped": "2026-08-02"},
        "The end date, August 2, 2026, is before the start date, August 3, 2026. "
        "Change one of them.",
    ),
    (
        "line",
        {"started": "summer 2023", "stopped": "spring 2023"},
        "The end date, spring 2023, is before the start date, summer 2023. "
        "Change one of them.",
    ),
    (
        "line",
        {"why_ended": "other"},
        "Enter the end date, or choose “Not specified” as the reason.",
    ),
    ("line", {"cycles_given": "501"}, "Enter a whole number from 0 to 500."),
    (
        "line",
        {"note": "x" * 30_000},
        ("Use 20,000 characters or fewer. You typed 30,000."),
    ),
    ("line", {"cycles_planned": "0"}, "Enter a whole number from 1 to 500."),
    ("procedure", {"name": ""}, "Choose the procedure above, or enter its name here."),
    ("procedure", {"when": "03/24"}, HOW),
    ("procedure", {"when": "2032"}, f"You entered 2032. {LAST}"),
    ("procedure", {"where": "x" * 201}, "Use 200 characters or fewer. You typed 201."),
    ("medication", {"name": " "}, "Enter the name of the medication."),
    ("medication", {"kind": ""}, "Choose the type of medication."),
    ("medication", {"dose": "x" * 201}, "Use 200 characters or fewer. You typed 201."),
    (
        "medication",
        {"started": "2026-08-03", "stopped": "2026-08-02"},
        "The end date, August 2, 2026, is before the start date, August 3, 2026.",
    ),
    ("allergy", {"name": ""}, "Enter what the allergy is to."),
    ("allergy", {"reaction": "x" * 201}, "Use 200 characters or fewer. You typed 201."),
]


@pytest.mark.parametrize(("name", "wrong", "sentence"), REFUSALS)
def test_a_refusal_says_what_to_do(as_helper, patient, name, wrong, sentence):
    response = as_helper.post(url(f"{name}_add", patient), ANSWERS[name] | wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(sentence) == 2  # above the form, and beside the field
    assert "<title>Error:" in page
    assert not getattr(patient, MANY[name]).exists()


def test_text_is_saved_with_its_emoji_and_without_control_characters(
    as_helper, patient
):
    as_helper.post(url("line_add", patient), LINE | {"note": "tired 😀\x00\r\nagain"})

    assert patient.lines.get().note == "tired 😀\nagain"


@pytest.mark.parametrize("typed", ["daratumumab", "Darzalex", "DARATUMUMAB"])
def test_a_drug_is_known_by_each_of_its_names(as_helper, patient, typed):
    drug = make_drug(name="daratumumab", brands=["Darzalex"])

    as_helper.post(url("medication_add", patient), MEDICATION | {"name": typed})

    medication = patient.medications.get()
    assert (medication.drug, medication.name) == (drug, typed)


def test_delete_page_names_nothing_in_the_browsers_history(client, cast, patient):
    allergy = make_allergy(patient=patient, name="Penicillin")
    client.force_login(cast["owner"])

    page = client.get(
        reverse("treatment:allergy_delete", args=[patient.pk, allergy.pk])
    )

    assert "Penicillin" not in page.text.partition("</title>")[0]
