"""It is always the afternoon of November 21, 2026."""

import pytest

from tests.factories import make_lab_marker


@pytest.fixture(autouse=True)
def still_clock(afternoon):
    return afternoon


@pytest.fixture
def m_protein(db):
    """A test that comes in two units, ten times apart."""
    return make_lab_marker(
        slug="m-protein-serum",
        name="M protein in blood",
        group="myeloma",
        aliases=["M-spike"],
        units=[
            {"unit": "g/dL", "ucum": "g/dL", "hard_min": 0, "hard_max": 20},
            {"unit": "g/L", "ucum": "g/L", "hard_min": 0, "hard_max": 200},
        ],
    )
