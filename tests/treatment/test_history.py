import pytest

from tests.factories import make_allergy, make_line, make_line_drug, make_procedure
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

SURGERY = {"name": "Surgery", "when": "spring 2024"}


def test_record_history_says_who_and_what_stood_before(client, cast, patient):
    client.force_login(cast["helper"])
    procedure = make_procedure(patient=patient, name="Surgery", where="hip")

    client.post(url("procedure_edit", patient, procedure), SURGERY | {"where": "spine"})

    page = client.get(url("record_history", patient)).content.decode()
    for words in (
        "Procedure: Surgery",
        f"· <bdi>{cast['helper'].name}</bdi>",
        "<dt>Where</dt>",
        "Before: hip",
        "After: spine",
        "<dt>When</dt>",
        "spring 2024",
    ):
        assert words in page


def test_record_history_names_what_was_deleted(as_helper, patient):
    allergy = make_allergy(patient=patient, name="Penicillin")

    as_helper.post(url("allergy_delete", patient, allergy))

    page = as_helper.get(url("record_history", patient)).content.decode()
    assert page.count("Allergy: Penicillin") == 2  # written, then deleted
    assert "Deleted ·" in page


def test_record_history_tells_the_days_of_a_drug_in_words(as_helper, patient):
    drug = make_line_drug(line=make_line(patient=patient), dose="4 mg")
    days = {"pattern": "weekly", "weekdays": ["2", "5"]}

    as_helper.post(url("line_drug_days", patient, drug), days)

    page = as_helper.get(url("record_history", patient)).content.decode()
    assert "Before: pomalidomide, 4 mg<" in page
    assert "After: pomalidomide, 4 mg, every Tuesday and Friday" in page


def test_record_history_tells_the_drugs_of_a_line_that_is_gone(as_helper, patient):
    line = make_line(patient=patient)
    make_line_drug(line=line)

    as_helper.post(url("line_delete", patient, line))

    page = as_helper.get(url("record_history", patient)).content.decode()
    assert page.count("Drug: pomalidomide") == 2


def test_record_history_tells_nothing_of_another_journal(as_helper, patient):
    make_line_drug(line=make_line(regimen_name="Elsewhere"))
    make_procedure(name="Dialysis")

    page = as_helper.get(url("record_history", patient)).content.decode()

    assert "No changes yet." in page


def test_record_history_costs_the_same_however_much_it_was(
    client, cast, patient, django_assert_num_queries
):
    client.force_login(cast["owner"])

    for count in (1, 4):
        for _n in range(count):
            make_line_drug(line=make_line(patient=patient))
            make_procedure(patient=patient)
        with django_assert_num_queries(21):
            client.get(url("record_history", patient))


def test_record_history_goes_on_with_what_is_earlier(as_helper, patient):
    for n in range(41):
        make_allergy(patient=patient, name=f"Allergen {n}")

    newest = as_helper.get(url("record_history", patient)).content.decode()
    oldest = as_helper.get(url("record_history", patient) + "?page=2").content.decode()

    assert 'href="?page=2"' in newest
    assert "Allergy: Allergen 0<" not in newest
    assert "Allergy: Allergen 0<" in oldest
