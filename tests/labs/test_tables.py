from datetime import date

import pytest

from myeloma_journal.labs.tables import build_table, calculate_ratios, latest_times
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from tests.factories import make_lab_marker, make_lab_result

pytestmark = pytest.mark.django_db

NOV, OCT = date(2026, 11, 17), date(2026, 10, 20)


def table(patient):
    found = build_table(list(patient.lab_results.all().by_test()))
    return [
        (row.name, [[r.typed for r in cell] for cell in row.cells.values()])
        for row in found.rows
    ]


def test_each_test_has_a_row_and_each_day_a_column(patient):
    make_lab_result(patient=patient, name="Ferritin", typed="80", collected_on=OCT)
    make_lab_result(patient=patient, name="Hemoglobin", typed="10.9", collected_on=NOV)
    make_lab_result(patient=patient, name="Hemoglobin", typed="11.4", collected_on=OCT)

    assert table(patient) == [
        ("Ferritin", [[], ["80"]]),
        ("Hemoglobin", [["10.9"], ["11.4"]]),
    ]


def test_tests_of_the_catalogue_come_first_and_in_its_order(patient, m_protein):
    later = make_lab_marker(name="Albumin", position=m_protein.position + 1)
    make_lab_result(patient=patient, name="Aaa", collected_on=NOV)
    make_lab_result(patient=patient, marker=later, name="", collected_on=NOV)
    make_lab_result(patient=patient, marker=m_protein, name="", collected_on=NOV)

    names = [name for name, _ in table(patient)]

    assert names == ["M protein in blood", "Albumin", "Aaa"]


def test_two_results_of_one_day_are_both_kept(patient):
    make_lab_result(patient=patient, typed="10.9", collected_on=NOV)
    make_lab_result(patient=patient, typed="10.7", collected_on=NOV)

    ((_name, (results,)),) = table(patient)
    assert sorted(results) == ["10.7", "10.9"]


@pytest.mark.parametrize(
    ("earlier", "range_in_words"),
    [
        ({"unit": "mg/L", "low_typed": "3.3", "high_typed": "19.4"}, "3.3–19.4"),
        ({"unit": "mg/L"}, "3.3–19.4"),
        ({"unit": "mg/dL"}, "3.3–19.4 mg/L (November 17, 2026)"),
        (
            {"unit": "mg/L", "low_typed": "2.4", "high_typed": "20.7"},
            "3.3–19.4 mg/L (November 17, 2026); 2.4–20.7 mg/L (October 20, 2026)",
        ),
    ],
)
def test_a_range_that_is_not_that_of_all_results_names_its_own(
    patient, earlier, range_in_words
):
    chain = {"patient": patient, "name": "Free kappa light chains"}
    lab_range = {"low_typed": "3.3", "high_typed": "19.4"}
    make_lab_result(**chain, **lab_range, unit="mg/L", collected_on=NOV)
    make_lab_result(**chain, **earlier, collected_on=OCT)

    (row,) = build_table(list(patient.lab_results.all().by_test())).rows

    assert row.describe_range() == range_in_words


def test_a_month_and_its_first_day_stand_apart(patient):
    first = date(2024, 3, 1)
    month = PartialDate(first, Precision.MONTH)
    make_lab_result(patient=patient, typed="10.9", collected_on=first)
    make_lab_result(patient=patient, typed="10.7", collected=month)
    make_lab_result(patient=patient, typed="9.9", collected_on=date(2024, 3, 2))

    times = latest_times(patient.lab_results.all(), limit=3)

    assert list(map(str, times)) == ["March 2, 2024", "March 1, 2024", "March 2024"]
    assert table(patient) == [("Hemoglobin", [["9.9"], ["10.9"]])]


@pytest.fixture
def chains(patient):
    """Keep light chain results of one day; the ratios that can be worked out."""
    markers = {
        slug: make_lab_marker(slug=f"flc-{slug}", name=slug)
        for slug in ("kappa", "lambda", "ratio")
    }

    def keep(*several):
        for slug, typed, unit in several:
            marker = markers[slug]
            make_lab_result(
                patient=patient, marker=marker, name="", typed=typed, unit=unit
            )
        results = list(patient.lab_results.select_related("marker"))
        return [ratio.typed for ratio in calculate_ratios(results).values()]

    return keep


@pytest.mark.parametrize(
    ("kappa", "of_lambda", "ratio"),
    [("24.5", "12.7", "1.93"), ("1,0", "250", "0.00400"), ("9000", "2", "4500.00")],
)
def test_the_ratio_is_worked_out_from_the_two(chains, kappa, of_lambda, ratio):
    found = chains(("kappa", kappa, "mg/L"), ("lambda", of_lambda, "mg/L"))

    assert found == [ratio]


@pytest.mark.parametrize(
    "results",
    [
        [("kappa", "24.5", "mg/L")],
        [("kappa", "24.5", "mg/L"), ("lambda", "1.27", "mg/dL")],
        [("kappa", "24.5", "mg/L"), ("lambda", "<1.5", "mg/L")],
        [("kappa", "24.5", "mg/L"), ("lambda", "0", "mg/L")],
        [("kappa", "2", "mg/L"), ("kappa", "3", "mg/L"), ("lambda", "4", "mg/L")],
        [("kappa", "2", "mg/L"), ("lambda", "4", "mg/L"), ("ratio", "0.5", "ratio")],
    ],
)
def test_the_ratio_is_not_worked_out_where_it_would_not_be_sure(chains, results):
    assert chains(*results) == []


def test_a_ratio_that_was_worked_out_says_so_in_the_row_of_those_printed(
    chains, patient
):
    chains(("ratio", "2.1", "ratio"))
    patient.lab_results.update(collected_on=OCT)
    chains(("kappa", "24.5", "mg/L"), ("lambda", "12.7", "mg/L"))

    rows = build_table(list(patient.lab_results.all().by_test())).rows

    shown = [[result.result for result in cell] for cell in rows[-1].cells.values()]
    assert shown == [["1.93 (calculated)"], ["2.1 ratio"]]
