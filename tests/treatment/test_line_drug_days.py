from datetime import date

import pytest

from tests.factories import make_line, make_line_drug
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

WEEKLY = {"pattern": "weekly", "weekdays": ["2", "5"]}
CYCLE = {
    "pattern": "cycle",
    "cycle_days": "1, 8 and 15",
    "cycle_length": "28",
    "cycle_began_on": "2026-08-03",
}
NEITHER = {"pattern": "neither", "schedule_note": "only in the weeks without a drip"}


@pytest.fixture
def drug(patient):
    return make_line_drug(line=make_line(patient=patient), dose="")


def test_line_drug_days_of_another_journal_are_not_there(as_helper, patient):
    elsewhere = make_line_drug()

    response = as_helper.post(url("line_drug_days", patient, elsewhere), WEEKLY)

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (WEEKLY, "every Tuesday and Friday"),
        (CYCLE, "days 1, 8, 15 of a 28-day cycle"),
        (CYCLE | {"cycle_days": "1 to 21"}, "days 1 to 21 of a 28-day cycle"),
        (NEITHER, "only in the weeks without a drip"),
    ],
)
def test_line_drug_days_stand_in_the_record(as_helper, patient, drug, answers, said):
    response = as_helper.post(url("line_drug_days", patient, drug), answers)

    assert response.status_code == 302
    assert f"<bdi>{said}</bdi>" in as_helper.get(response.url).content.decode()


def test_line_drug_days_shows_what_was_answered(as_helper, patient, drug):
    address = url("line_drug_days", patient, drug)
    as_helper.post(address, CYCLE)

    page = as_helper.get(address).content.decode()

    assert 'value="1, 8, 15"' in page
    assert 'value="28"' in page
    assert 'value="2026-08-03"' in page


def test_line_drug_days_lets_go_of_the_other_way(as_helper, patient, drug):
    address = url("line_drug_days", patient, drug)
    as_helper.post(address, CYCLE)

    wrong_but_hidden = {"cycle_length": "many", "cycle_began_on": "?"}
    response = as_helper.post(address, CYCLE | wrong_but_hidden | WEEKLY)

    assert response.status_code == 302
    drug.refresh_from_db()
    assert (drug.weekdays, drug.cycle_days, drug.cycle_length) == ("25", "", None)


def test_a_cycle_is_proposed_to_begin_with_its_line(as_helper, patient, drug):
    page = as_helper.get(url("line_drug_days", patient, drug)).content.decode()

    assert 'value="2026-08-03"' in page


def test_no_first_day_is_invented_for_a_start_that_is_known_in_part(as_helper, patient):
    line = make_line(
        patient=patient, started_on=date(2026, 8, 1), started_precision="month"
    )
    drug = make_line_drug(line=line)

    page = as_helper.get(url("line_drug_days", patient, drug)).content.decode()

    assert 'value="2026-08-01"' not in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Choose one of the three options."),
        ({"pattern": "weekly"}, "Choose the days of the week."),
        (
            CYCLE | {"cycle_days": ""},
            "Enter the days of the cycle, like 1, 8, 15 or 1 to 21.",
        ),
        (
            CYCLE | {"cycle_days": "Mondays"},
            "Enter the days of the cycle, like 1, 8, 15 or 1 to 21.",
        ),
        (CYCLE | {"cycle_days": "1, 30"}, "A 28-day cycle has no day 30."),
        (
            CYCLE | {"cycle_length": ""},
            "Enter how many days a cycle has, from 1 to 99.",
        ),
        (
            CYCLE | {"cycle_length": "100"},
            "Enter how many days a cycle has, from 1 to 99.",
        ),
        (CYCLE | {"cycle_began_on": ""}, "Enter the first day of a cycle."),
        (
            CYCLE | {"cycle_began_on": "2026-08-02"},
            "August 2, 2026 is before the start of this treatment (August 3, 2026).",
        ),
        (NEITHER | {"schedule_note": "x" * 201}, "Use 200 characters or fewer."),
    ],
)
def test_line_drug_days_refuses_with_a_sentence(
    as_helper, patient, drug, wrong, sentence
):
    response = as_helper.post(url("line_drug_days", patient, drug), wrong)

    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(sentence) == 2  # above the form, and beside the field
    drug.refresh_from_db()
    assert drug.pattern == ""


def test_line_drugs_leads_to_the_days_of_each_drug(as_helper, patient, drug):
    as_helper.post(url("line_drug_days", patient, drug), WEEKLY)

    page = as_helper.get(url("line_drugs", patient, drug.line)).content.decode()

    assert url("line_drug_days", patient, drug) in page
    assert "every Tuesday and Friday" in page
