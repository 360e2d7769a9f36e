from datetime import date

import pytest

from myeloma_journal.labs.tables import side_by_side
from tests.factories import make_lab_marker, make_lab_result

pytestmark = pytest.mark.django_db

NOV, OCT = date(2026, 11, 17), date(2026, 10, 20)


def table(patient):
    results = patient.lab_results.all().taken_on_days([NOV, OCT])
    return [
        (row.name, [[r.typed for r in cell] for cell in row.cells.values()])
        for row in side_by_side(results, [NOV, OCT])
    ]


def test_each_test_has_a_row_and_each_day_a_column(patient):
    make_lab_result(patient=patient, name="Ferritin", typed="80", taken_on=OCT)
    make_lab_result(patient=patient, name="Hemoglobin", typed="10.9", taken_on=NOV)
    make_lab_result(patient=patient, name="Hemoglobin", typed="11.4", taken_on=OCT)

    assert table(patient) == [
        ("Ferritin", [[], ["80"]]),
        ("Hemoglobin", [["10.9"], ["11.4"]]),
    ]


def test_tests_of_the_catalogue_come_first_and_in_its_order(patient, m_protein):
    later = make_lab_marker(name="Albumin", position=m_protein.position + 1)
    make_lab_result(patient=patient, name="Aaa", taken_on=NOV)
    make_lab_result(patient=patient, marker=later, name="", taken_on=NOV)
    make_lab_result(patient=patient, marker=m_protein, name="", taken_on=NOV)

    names = [name for name, _ in table(patient)]

    assert names == ["M protein in blood", "Albumin", "Aaa"]


def test_two_results_of_one_day_are_both_kept(patient):
    make_lab_result(patient=patient, typed="10.9", taken_on=NOV)
    make_lab_result(patient=patient, typed="10.7", taken_on=NOV)

    assert table(patient) == [("Hemoglobin", [["10.9", "10.7"], []])]
