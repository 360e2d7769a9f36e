"""What was result of other tests: MRD, scans, heart tests."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from myeloma_journal.labs.models import OtherTestResult
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from tests.factories import make_other_test, make_other_test_result

pytestmark = pytest.mark.django_db

MARCH = PartialDate(date(2026, 3, 1), Precision.MONTH)
MRD_ANSWERS = {
    "result": "not found",
    "sensitivity": "10^-5",
    "when": "March 2026",
    "sample": "bone marrow",
    "method": "flow cytometry",
}
SCAN = {"name": "PET-CT", "result": "no new spots", "when": "2026", "sample": "spine"}


def url(name, patient, result=None):
    return reverse(f"labs:{name}", args=[patient.pk, *([result.pk] if result else [])])


@pytest.fixture
def mrd(db):
    return make_other_test(slug="mrd", name="MRD (minimal residual disease)")


@pytest.fixture
def as_helper(client, cast):
    client.force_login(cast["helper"])
    return client


@pytest.mark.parametrize("page", ["other_test_edit", "other_test_delete"])
def test_a_test_of_another_journal_is_not_there(as_helper, patient, page):
    elsewhere = make_other_test_result()

    assert as_helper.post(url(page, patient, elsewhere)).status_code == 404


def test_mrd_add_keeps_sensitivity_sample_method_and_month(as_helper, patient, mrd):
    response = as_helper.post(url("mrd_add", patient), MRD_ANSWERS)

    assert response.status_code == 302
    result = patient.other_test_results.get()
    assert (result.test, result.name, result.when) == (mrd, "MRD", MARCH)
    assert result.in_words == "Not found (level 10⁻⁵), bone marrow, flow cytometry"


def test_mrd_add_asks_only_what_the_test_said(as_helper, patient, mrd):
    as_helper.post(url("mrd_add", patient), {"result": "not known"})

    assert patient.other_test_results.get().in_words == "Not known"


def test_mrd_add_says_what_is_missing_and_keeps_the_rest(as_helper, patient, mrd):
    response = as_helper.post(url("mrd_add", patient), MRD_ANSWERS | {"result": ""})

    assert response.status_code == 422
    assert "Choose the test result." in response.text
    assert "flow cytometry" in response.text


def test_a_test_in_the_future_is_refused(as_helper, patient):
    response = as_helper.post(url("other_test_add", patient), SCAN | {"when": "2027"})

    assert "You entered 2027. Enter a date from 1900 to" in response.text


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ("name", "Enter the name of the test."),
        ("result", "Enter what the test showed."),
    ],
)
def test_other_test_add_says_what_is_missing(as_helper, patient, missing, sentence):
    response = as_helper.post(url("other_test_add", patient), SCAN | {missing: ""})

    assert response.status_code == 422
    assert sentence in response.text


def test_other_test_add_links_a_test_of_the_catalogue_by_its_name(as_helper, patient):
    test = make_other_test(name="Immunofixation")

    as_helper.post(url("other_test_add", patient), SCAN | {"name": "immunofixation"})

    result = patient.other_test_results.get()
    assert (result.test, result.name) == (test, "immunofixation")


def test_other_test_add_proposes_the_kinds_of_a_scan(as_helper, patient, mrd):
    make_other_test(name="Scan", kind="record", choices=["CT", "MRI", "other"])

    page = as_helper.get(url("other_test_add", patient)).text

    assert '<option value="MRI">' in page
    assert '<option value="Scan">' not in page
    assert "minimal residual" not in page


def test_other_test_edit_asks_about_mrd_in_its_own_words(as_helper, patient, mrd):
    result = make_other_test_result(
        patient=patient, test=mrd, name="MRD", result="found"
    )

    as_helper.post(url("other_test_edit", patient, result), MRD_ANSWERS)

    result.refresh_from_db()
    assert (result.result, result.sensitivity) == ("not found", "10^-5")
    assert [was.result for was in result.history.all()] == ["not found", "found"]


def test_other_test_delete_asks_first(as_helper, patient):
    result = make_other_test_result(patient=patient)

    as_helper.get(url("other_test_delete", patient, result))

    assert patient.other_test_results.exists()


def test_other_test_delete_deletes_and_keeps_the_history(as_helper, patient):
    result = make_other_test_result(patient=patient)

    response = as_helper.post(url("other_test_delete", patient, result), follow=True)

    assert "Deleted: PET-CT: no new spots." in response.text
    assert result.history.first().history_type == "-"


@pytest.mark.parametrize(("who", "offers"), [("owner", True), ("reader", False)])
def test_list_shows_other_tests(client, cast, patient, who, offers):
    made = make_other_test_result(patient=patient, when=MARCH)
    client.force_login(cast[who])

    page = client.get(url("other_test_list", patient)).text

    assert "no new spots" in page
    assert "March 2026" in page
    assert (url("other_test_edit", patient, made) in page) is offers


def test_a_result_outlives_its_test_in_the_catalogue(patient, mrd):
    result = make_other_test_result(
        patient=patient, test=mrd, name="MRD", result="found"
    )

    mrd.delete()

    result.refresh_from_db()
    assert (result.test, result.in_words) == (None, "found")


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"name": ""}, "has_a_name"),
        ({"result": ""}, "has_a_result"),
        ({"sensitivity": "10^-9"}, "sensitivity_is_known"),
        ({"note": "a" * 2001}, "note_fits"),
        ({"performed_precision": "day"}, "performed_is_a_partial_date"),
        (
            {"performed_on": date(1899, 1, 1), "performed_precision": "day"},
            "performed_is_a_partial_date",
        ),
    ],
)
def test_the_database_refuses_what_cannot_be(patient, wrong, claim):
    result = make_other_test_result(patient=patient)

    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        OtherTestResult.objects.filter(pk=result.pk).update(**wrong)
