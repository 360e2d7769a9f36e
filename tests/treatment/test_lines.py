import pytest

from tests.factories import (
    make_drug,
    make_line,
    make_line_drug,
    make_phase,
    make_regimen,
    make_response,
)
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

LINE = {"regimen_name": "A study", "number": "2", "started": "August 3, 2026"}


def test_a_new_line_takes_the_drugs_of_its_mix_and_asks_for_doses(as_helper, patient):
    mix = make_regimen(make_drug(name="daratumumab"), make_drug(name="pomalidomide"))

    answers = LINE | {"regimen": mix.pk, "regimen_name": ""}
    response = as_helper.post(url("line_add", patient), answers)

    line = patient.lines.get()
    assert response.url == url("line_drugs", patient, line)
    assert [drug.name for drug in line.drugs.all()] == ["daratumumab", "pomalidomide"]
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
def test_a_line_is_shown_as_precisely_as_it_is_known(
    as_helper, patient, started, stopped, said
):
    times = {"started": started, "stopped": stopped}

    response = as_helper.post(url("line_add", patient), LINE | times)

    assert response.status_code == 302
    pages = [url(name, patient) for name in ("treatment_now", "earlier_treatments")]
    assert any(said in as_helper.get(page).text for page in pages)
    page = as_helper.get(url("line_edit", patient, patient.lines.get()))
    assert f'value="{patient.lines.get().started}"' in page.content.decode()


def test_a_corrected_line_keeps_its_own_drugs(as_helper, patient):
    mix = make_regimen(make_drug())
    line = make_line(patient=patient)
    make_line_drug(line=line, name="pomalidomide")

    as_helper.post(url("line_edit", patient, line), LINE | {"regimen": mix.pk})

    assert [drug.name for drug in line.drugs.all()] == ["pomalidomide"]


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


def test_a_chosen_word_can_be_cleared(as_helper, patient):
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


def drug_rows(*several, saved=0):
    """The page of a line's drugs with these rows."""
    counts = {"drug-TOTAL_FORMS": len(several), "drug-INITIAL_FORMS": saved}
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
            {"id": stays.pk, "name": "dex", "dose": "20 mg", "route": "oral"},
            {"name": "daratumumab", "dose": "a shot"},
            {"name": "", "dose": ""},
            saved=2,
        ),
    )

    assert response.status_code == 302
    drugs = line.drugs.all()
    assert [(drug.name, drug.dose, drug.route, drug.drug) for drug in drugs] == [
        ("dex", "20 mg", "oral", None),
        ("daratumumab", "a shot", "", known),
    ]


def test_a_drug_that_was_emptied_names_the_box_that_takes_it_out(as_helper, patient):
    line = make_line(patient=patient)
    drug = make_line_drug(line=line)

    page = as_helper.post(
        url("line_drugs", patient, line),
        drug_rows({"id": drug.pk, "name": "", "dose": "25 mg"}, saved=1),
    )

    assert page.status_code == 422
    assert "or choose “Delete this drug”." in page.text


def test_a_dose_without_a_drug_is_refused_and_shown_again(as_helper, patient):
    line = make_line(patient=patient)

    response = as_helper.post(
        url("line_drugs", patient, line), drug_rows({"name": "", "dose": "25 mg"})
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Enter the name of the drug, or leave the whole row empty." in page
    assert 'value="25 mg"' in page


def test_a_drug_of_another_line_cannot_be_changed(as_helper, patient):
    line, elsewhere = make_line(patient=patient), make_line_drug()

    as_helper.post(
        url("line_drugs", patient, line),
        drug_rows({"id": elsewhere.pk, "name": "taken over", "dose": ""}, saved=1),
    )

    elsewhere.refresh_from_db()
    assert elsewhere.name == "pomalidomide"


def test_a_page_of_drugs_that_was_cut_short_changes_nothing(as_helper, patient):
    line = make_line(patient=patient)
    make_line_drug(line=line)

    response = as_helper.post(url("line_drugs", patient, line), {})

    assert response.status_code == 422
    assert line.drugs.count() == 1


def test_line_drugs_knows_only_drugs_of_its_own_line(client, cast, patient):
    line, elsewhere = make_line(patient=patient), make_line_drug()
    client.force_login(cast["owner"])
    answers = {
        "drug-TOTAL_FORMS": "1",
        "drug-INITIAL_FORMS": "1",
        "drug-0-id": str(elsewhere.pk),
        "drug-0-name": "Mine now",
    }

    address = url("line_drugs", patient, line)
    page = client.post(address, answers)

    elsewhere.refresh_from_db()
    assert page.status_code == 422
    assert elsewhere.name != "Mine now"
