from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    make_allergy,
    make_diagnosis,
    make_drug,
    make_gene_finding,
    make_gene_marker,
    make_lab_result,
    make_line,
    make_line_drug,
    make_medication,
    make_phase,
    make_regimen,
    make_response,
    make_stage,
)

pytestmark = pytest.mark.django_db

WRITERS = [("owner", 200), ("helper", 200), ("reader", 403), ("stranger", 404)]
MAKERS = {"line": make_line, "medication": make_medication, "allergy": make_allergy}
MANY = {"line": "lines", "medication": "medications", "allergy": "allergies"}
LINE = {"regimen_name": "A study", "number": "2", "started": "August 3, 2026"}
MEDICATION = {"name": "Aspirin", "kind": "over_the_counter", "dose": "81 mg"}
ALLERGY = {"name": "Penicillin", "reaction": "rash", "since": "1988"}
ANSWERS = {"line": LINE, "medication": MEDICATION, "allergy": ALLERGY}
PAGES_OF_A_THING = [
    "line_drugs",
    *(f"{name}_{deed}" for name in MAKERS for deed in ("edit", "remove")),
]


def url(name, patient, thing=None):
    extra = [thing.pk] if thing else []
    return reverse(f"treatment:{name}", args=[patient.pk, *extra])


@pytest.fixture
def as_helper(client, cast):
    client.force_login(cast["helper"])
    return client


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 200), ("helper", 200), ("reader", 200), ("stranger", 404)],
)
def test_record_opens_to_the_circle(client, cast, patient, who, status):
    client.force_login(cast[who])

    assert client.get(url("record", patient)).status_code == status


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize(("who", "status"), WRITERS)
def test_add_pages_open_only_to_those_who_may_write(
    client, cast, patient, name, who, status
):
    client.force_login(cast[who])

    assert client.get(url(f"{name}_add", patient)).status_code == status


@pytest.mark.parametrize("page", PAGES_OF_A_THING)
@pytest.mark.parametrize(("who", "status"), WRITERS)
def test_pages_of_a_thing_open_only_to_those_who_may_write(
    client, cast, patient, page, who, status
):
    thing = MAKERS[page.split("_")[0]](patient=patient)
    client.force_login(cast[who])

    assert client.get(url(page, patient, thing)).status_code == status


@pytest.mark.parametrize("page", PAGES_OF_A_THING)
def test_a_thing_of_another_journal_is_not_there(as_helper, patient, page):
    elsewhere = MAKERS[page.split("_")[0]]()

    assert as_helper.post(url(page, patient, elsewhere)).status_code == 404


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_added_stands_in_the_record(as_helper, patient, name):
    response = as_helper.post(url(f"{name}_add", patient), ANSWERS[name])

    assert response.status_code == 302
    said = ANSWERS[name].get("name") or ANSWERS[name]["regimen_name"]
    assert said in as_helper.get(url("record", patient)).content.decode()


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_changed_keeps_what_stood_there(as_helper, patient, name):
    thing = MAKERS[name](patient=patient)

    response = as_helper.post(url(f"{name}_edit", patient, thing), ANSWERS[name])

    assert response.status_code == 302
    assert response.url == url("record", patient)
    assert thing.history.count() == 2


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_written_by_mistake_is_removed_after_a_question(
    as_helper, patient, name
):
    thing = MAKERS[name](patient=patient)
    address = url(f"{name}_remove", patient, thing)

    asked = as_helper.get(address).content.decode()
    assert getattr(patient, MANY[name]).exists()
    done = as_helper.post(address, follow=True).content.decode()

    assert f"Remove <bdi>{thing}</bdi>?" in asked
    assert f"Removed: {thing}." in done
    assert not getattr(patient, MANY[name]).exists()
    assert thing.history.first().history_type == "-"


@pytest.mark.parametrize(
    ("name", "can_end"), [("line", True), ("medication", True), ("allergy", False)]
)
def test_what_can_end_is_rather_ended_than_removed(as_helper, patient, name, can_end):
    thing = MAKERS[name](patient=patient)

    asked = as_helper.get(url(f"{name}_remove", patient, thing)).content.decode()

    assert ("go back and write the day it stopped" in asked) is can_end


def test_a_new_line_takes_the_drugs_of_its_mix_and_asks_for_doses(as_helper, patient):
    mix = make_regimen(make_drug(name="daratumumab"), make_drug(name="pomalidomide"))

    answers = LINE | {"regimen": mix.pk, "regimen_name": ""}
    response = as_helper.post(url("line_add", patient), answers)

    line = patient.lines.get()
    assert response.url == url("line_drugs", patient, line)
    assert [one.name for one in line.drugs.all()] == ["daratumumab", "pomalidomide"]
    assert line.regimen_name == "D-Pd"


@pytest.mark.parametrize(
    ("started", "stopped", "said"),
    [
        ("2019", "2019", "From 2019 to 2019."),
        ("spring 2023", "2023", "From spring 2023 to 2023."),
        ("March 15, 2024", "March 2024", "From March 15, 2024 to March 2024."),
        ("January 2023", "winter 2022/23", "From January 2023 to winter 2022/23."),
        ("5/2026", "", "Since May 2026."),
    ],
)
def test_a_line_is_shown_as_exactly_as_it_was_told(
    as_helper, patient, started, stopped, said
):
    times = {"started": started, "stopped": stopped}

    response = as_helper.post(url("line_add", patient), LINE | times)

    assert response.status_code == 302
    assert said in as_helper.get(url("record", patient)).content.decode()
    page = as_helper.get(url("line_edit", patient, patient.lines.get()))
    assert f'value="{patient.lines.get().started}"' in page.content.decode()


def test_a_corrected_line_keeps_its_own_drugs(as_helper, patient):
    mix = make_regimen(make_drug())
    line = make_line(patient=patient)
    make_line_drug(line=line, name="pomalidomide")

    as_helper.post(url("line_edit", patient, line), LINE | {"regimen": mix.pk})

    assert [one.name for one in line.drugs.all()] == ["pomalidomide"]


def test_another_mix_brings_its_own_name(as_helper, patient):
    old, new = make_regimen(make_drug(), name="VRd"), make_regimen(make_drug())
    line = make_line(patient=patient, regimen=old, regimen_name="VRd")

    page = as_helper.get(url("line_edit", patient, line)).content.decode()
    answers = LINE | {"regimen": new.pk, "regimen_name": ""}
    as_helper.post(url("line_edit", patient, line), answers)

    assert 'value="VRd"' not in page
    line.refresh_from_db()
    assert line.regimen_name == "D-Pd"


def test_a_line_keeps_the_words_that_were_chosen(as_helper, patient):
    phase, response = make_phase(), make_response()
    line = make_line(patient=patient)
    answers = LINE | {"phase": phase.pk, "response": response.pk}
    as_helper.post(url("line_edit", patient, line), answers)

    phase.delete()
    response.delete()
    as_helper.post(url("line_edit", patient, line), LINE)

    line.refresh_from_db()
    assert (line.phase, line.phase_name) == (None, "Relapse")
    assert (line.response, line.best_response) == (None, "Partial response")


def test_a_chosen_word_can_be_taken_back(as_helper, patient):
    phase = make_phase()
    line = make_line(patient=patient, phase=phase, phase_name=phase.name)

    as_helper.post(url("line_edit", patient, line), LINE)

    line.refresh_from_db()
    assert (line.phase, line.phase_name) == (None, "")


def test_what_was_chosen_is_still_offered_when_it_is_retired(as_helper, patient):
    mix = make_regimen(make_drug(name="daratumumab"), status="retired")
    line = make_line(patient=patient, regimen=mix)

    page = as_helper.get(url("line_edit", patient, line)).content.decode()

    assert "D-Pd: daratumumab" in page
    assert (
        "D-Pd: daratumumab"
        not in as_helper.get(url("line_add", patient)).content.decode()
    )


HOW = "Write it like March 5, 2024, or March 2024, spring 2024, or 2024."
LAST = "Write a time from 1900 to November 21, 2031."
REFUSALS = [
    ("line", {"regimen_name": ""}, "Choose the treatment above, or write its name"),
    ("line", {"regimen_name": "x" * 101}, "Use 100 letters or fewer. You typed 101."),
    ("line", {"number": "0"}, "Write a whole number from 1 to 50."),
    ("line", {"number": "two"}, "Write a whole number from 1 to 50."),
    ("line", {"started": ""}, "Write when it started. The year will do."),
    ("line", {"started": "3.8."}, HOW),
    ("line", {"started": "1226-08-03"}, f"You wrote August 3, 1226. {LAST}"),
    ("line", {"started": "spring 2062"}, f"You wrote spring 2062. {LAST}"),
    (
        "line",
        {"stopped": "2026-08-02"},
        "August 2, 2026 is before the start, August 3, 2026. Change one of the two.",
    ),
    (
        "line",
        {"started": "summer 2023", "stopped": "spring 2023"},
        "Spring 2023 is before the start, summer 2023. Change one of the two.",
    ),
    (
        "line",
        {"why_ended": "other"},
        "Write when it ended, or choose “Not said” as the reason.",
    ),
    ("line", {"cycles_given": "501"}, "Write a whole number from 0 to 500."),
    ("line", {"note": "x" * 30_000}, "Use 20,000 letters or fewer. You typed 30,000."),
    ("medication", {"name": " "}, "Write the name of the medication."),
    ("medication", {"kind": ""}, "Choose what kind it is."),
    ("medication", {"dose": "x" * 201}, "Use 200 letters or fewer. You typed 201."),
    (
        "medication",
        {"started": "2026-08-03", "stopped": "2026-08-02"},
        "August 2, 2026 is before the start, August 3, 2026.",
    ),
    ("allergy", {"name": ""}, "Write what the allergy is to."),
    ("allergy", {"reaction": "x" * 201}, "Use 200 letters or fewer. You typed 201."),
]


@pytest.mark.parametrize(("name", "wrong", "sentence"), REFUSALS)
def test_a_refusal_says_what_to_do(as_helper, patient, name, wrong, sentence):
    response = as_helper.post(url(f"{name}_add", patient), ANSWERS[name] | wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(sentence) == 2  # above the form, and beside the field
    assert "<title>Error:" in page
    assert not getattr(patient, MANY[name]).exists()


def test_text_is_kept_with_its_emoji_and_without_control_characters(as_helper, patient):
    as_helper.post(url("line_add", patient), LINE | {"note": "tired 😀\x00\r\nagain"})

    assert patient.lines.get().note == "tired 😀\nagain"


@pytest.mark.parametrize("typed", ["daratumumab", "Darzalex", "DARATUMUMAB"])
def test_a_drug_is_known_by_each_of_its_names(as_helper, patient, typed):
    drug = make_drug(name="daratumumab", brands=["Darzalex"])

    as_helper.post(url("medication_add", patient), MEDICATION | {"name": typed})

    medication = patient.medications.get()
    assert (medication.drug, medication.name) == (drug, typed)


def drug_rows(*several, kept=0):
    """The page of a line's drugs with these rows."""
    counts = {"drug-TOTAL_FORMS": len(several), "drug-INITIAL_FORMS": kept}
    return counts | {
        f"drug-{n}-{name}": value
        for n, row in enumerate(several)
        for name, value in row.items()
    }


def test_line_drugs_adds_changes_and_takes_out(as_helper, patient):
    line = make_line(patient=patient)
    out, stays = make_line_drug(line=line), make_line_drug(line=line, name="dex")
    known = make_drug(name="daratumumab")

    response = as_helper.post(
        url("line_drugs", patient, line),
        drug_rows(
            {"id": out.pk, "name": out.name, "dose": "", "DELETE": "on"},
            {"id": stays.pk, "name": "dex", "dose": "20 mg"},
            {"name": "daratumumab", "dose": "a shot"},
            {"name": "", "dose": ""},
            kept=2,
        ),
    )

    assert response.status_code == 302
    assert [(one.name, one.dose, one.drug) for one in line.drugs.all()] == [
        ("dex", "20 mg", None),
        ("daratumumab", "a shot", known),
    ]


def test_a_dose_without_a_drug_is_refused_and_kept_on_the_page(as_helper, patient):
    line = make_line(patient=patient)

    response = as_helper.post(
        url("line_drugs", patient, line), drug_rows({"name": "", "dose": "25 mg"})
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write the name of the drug, or tick that it is taken out." in page
    assert 'value="25 mg"' in page


def test_a_drug_of_another_line_cannot_be_changed(as_helper, patient):
    line, elsewhere = make_line(patient=patient), make_line_drug()

    as_helper.post(
        url("line_drugs", patient, line),
        drug_rows({"id": elsewhere.pk, "name": "taken over", "dose": ""}, kept=1),
    )

    elsewhere.refresh_from_db()
    assert elsewhere.name == "pomalidomide"


def test_a_page_of_drugs_that_was_cut_short_changes_nothing(as_helper, patient):
    line = make_line(patient=patient)
    make_line_drug(line=line)

    response = as_helper.post(url("line_drugs", patient, line), {})

    assert response.status_code == 422
    assert line.drugs.count() == 1


def test_record_shows_what_is_now_and_what_has_ended(as_helper, patient):
    line = make_line(patient=patient, best_response="Partial response", cycles_given=4)
    make_line_drug(line=line, drug=make_drug(slug="pomalidomide"))
    make_line(
        patient=patient,
        number=1,
        regimen_name="VRd",
        started_on=date(2022, 2, 1),
        stopped_on=date(2026, 7, 20),
        why_ended="stopped_working",
    )
    make_medication(patient=patient, name="Gabapentin", stopped_on=date(2026, 9, 1))
    make_allergy(patient=patient)
    make_lab_result(patient=patient, typed="10,90", low_typed="12.0", high_typed="15.5")

    page = as_helper.get(url("record", patient)).content.decode()

    for words in (
        "Since August 3, 2026.",
        "4 cycles.",
        "Best response so far, as told: partial response.",
        "From February 1, 2022 to July 20, 2026.",
        "Why it ended: It stopped working.",
        'href="/drugs/pomalidomide/"',
        "4 mg, days 1 to 21 of 28",
        "Medications stopped",
        "Until September 1, 2026.",
        "Penicillin",
        "10,90 g/dL",
        "12.0–15.5",
    ):
        assert words in page


def test_a_new_record_says_what_to_do_first(as_helper, patient):
    page = as_helper.get(url("record", patient)).content.decode()

    assert "Begin with the one you have now." in page
    assert "Take the laboratory’s paper and copy what it says." in page


def test_a_reader_is_offered_nothing_to_change(client, cast, patient):
    make_line(patient=patient)
    make_medication(patient=patient)
    make_allergy(patient=patient)
    make_lab_result(patient=patient)
    make_diagnosis(patient=patient)
    make_stage(patient=patient)
    make_gene_finding(patient=patient)
    client.force_login(cast["reader"])

    page = client.get(url("record", patient)).content.decode()

    assert "10.9 g/dL" in page
    assert ">Change<" not in page
    assert "Add " not in page


def test_record_costs_the_same_however_long_it_is(
    client, cast, patient, django_assert_num_queries
):
    client.force_login(cast["owner"])
    make_diagnosis(patient=patient)

    for count in (1, 4):
        for n in range(count):
            line = make_line(patient=patient)
            make_line_drug(line=line, drug=make_drug())
            make_medication(patient=patient, drug=make_drug())
            make_allergy(patient=patient)
            make_stage(patient=patient)
            make_gene_finding(patient=patient, marker=make_gene_marker())
            make_lab_result(patient=patient, name=f"Test {n}")
        with django_assert_num_queries(15):
            client.get(url("record", patient))


def test_remove_page_names_nothing_in_the_browsers_history(client, cast, patient):
    allergy = make_allergy(patient=patient, name="Penicillin")
    client.force_login(cast["owner"])

    page = client.get(
        reverse("treatment:allergy_remove", args=[patient.pk, allergy.pk])
    )

    assert "Penicillin" not in page.text.partition("</title>")[0]


def test_line_drugs_knows_only_drugs_of_its_own_line(client, cast, patient):
    line, elsewhere = make_line(patient=patient), make_line_drug()
    client.force_login(cast["owner"])
    answers = {
        "drug-TOTAL_FORMS": "1",
        "drug-INITIAL_FORMS": "1",
        "drug-0-id": str(elsewhere.pk),
        "drug-0-name": "Mine now",
    }

    address = reverse("treatment:line_drugs", args=[patient.pk, line.pk])
    page = client.post(address, answers)

    elsewhere.refresh_from_db()
    assert page.status_code == 422
    assert elsewhere.name != "Mine now"
