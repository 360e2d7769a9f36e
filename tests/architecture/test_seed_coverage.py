"""No fact of the documents this project began with gets lost."""

import pytest

from tests.architecture.seed_coverage import DOCUMENT, document, inventory, is_there

ROWS = inventory()["rows"]
CARRIERS = sorted({carrier for row in ROWS for carrier in row["carried_by"]})
FACTS = {"S0": 48, "S1": 46, "S2": 38, "S3": 75}


def test_no_row_is_missing():
    numbered = [
        f"{seed}.{n}" for seed, most in FACTS.items() for n in range(1, most + 1)
    ]

    assert [row["id"] for row in ROWS] == numbered


def test_each_row_is_carried_or_says_why_there_is_nothing_to_carry():
    lost = [row["id"] for row in ROWS if not row["carried_by"] and not row.get("note")]

    assert lost == []


def test_each_carrier_is_there():
    assert [carrier for carrier in CARRIERS if not is_there(carrier)] == []


@pytest.mark.parametrize(
    "carrier",
    [
        "term made-up",
        "term relapse: words that it does not say",
        "field treatment.Line.made_up",
        "field made_up.Line.response",
        "page labs:made_up",
        "test tests/labs/test_told.py::test_made_up",
        "test tests/labs/test_made_up.py::test_made_up",
    ],
)
def test_a_carrier_that_is_gone_is_noticed(carrier):
    assert not is_there(carrier)


def test_the_document_is_up_to_date():
    assert DOCUMENT.read_text() == document(), "run seed_coverage anew"
