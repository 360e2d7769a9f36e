from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.labs.models import LabResult
from tests.factories import make_lab_result

pytestmark = pytest.mark.django_db


def test_a_result_stays_as_it_was_typed_and_is_understood_beside_it(m_protein):
    made = make_lab_result(marker=m_protein, name="", typed="<0,10", unit="g/dL")

    result = LabResult.objects.get(pk=made.pk)
    assert (result.name, result.result) == ("M protein in blood", "<0,10 g/dL")
    assert (result.comparator, result.value) == ("<", Decimal("0.1"))


def test_a_word_has_no_number(patient):
    result = make_lab_result(patient=patient, typed="trace", unit="")

    assert (result.word, result.value, result.result) == ("trace", None, "trace")


def test_a_corrected_result_is_understood_anew(patient):
    result = make_lab_result(patient=patient, typed="<0.1")

    result.typed, result.unit = "seen", ""
    result.save()

    assert (result.comparator, result.value, result.word) == ("", None, "seen")
    assert result.history.count() == 2


def test_the_longest_number_fits(patient):
    made = make_lab_result(patient=patient, typed="123456789012")

    assert LabResult.objects.get(pk=made.pk).value == Decimal(123456789012)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("12.0", "15.50", "12.0–15.50"),
        ("60", "", "from 60"),
        ("", "20", "up to 20"),
        ("", "", ""),
    ],
)
def test_the_range_reads_as_it_was_typed(patient, low, high, words):
    result = make_lab_result(patient=patient, low_typed=low, high_typed=high)

    assert result.range_in_words == words


def test_a_result_outlives_its_test_in_the_catalogue(m_protein):
    result = make_lab_result(marker=m_protein, name="", typed="0.8")

    m_protein.delete()

    result.refresh_from_db()
    assert (result.marker, result.name) == (None, "M protein in blood")


def test_the_results_of_the_last_days_are_found(patient):
    for day in (3, 5, 5, 4):
        make_lab_result(patient=patient, collected_on=date(2026, 11, day))

    found = patient.lab_results.all().of_latest_days(2)

    assert sorted(result.collected_on.day for result in found) == [4, 5, 5]


@pytest.mark.parametrize(
    ("wrong", "claim"),
    [
        ({"value": None}, "number_or_a_word"),
        ({"word": "trace"}, "number_or_a_word"),
        (
            {"value": None, "word": "trace", "unit": "", "comparator": "<"},
            "comparator_goes_with",
        ),
        ({"comparator": "~"}, "comparator_is_known"),
        ({"range_low": 2, "range_high": 1}, "range_goes_up"),
        ({"name": ""}, "has_a_name"),
        ({"collected_on": date(1899, 12, 31)}, "collected_is_a_partial_date"),
        ({"collected_precision": ""}, "collected_is_a_partial_date"),
    ],
)
def test_the_database_refuses_what_cannot_be(patient, wrong, claim):
    result = make_lab_result(patient=patient)

    with pytest.raises(IntegrityError, match=claim), transaction.atomic():
        LabResult.objects.filter(pk=result.pk).update(**wrong)


def test_the_database_refuses_a_known_test_without_its_unit(patient, m_protein):
    result = make_lab_result(patient=patient, marker=m_protein)

    with pytest.raises(IntegrityError, match="has_its_unit"), transaction.atomic():
        LabResult.objects.filter(pk=result.pk).update(unit="")
