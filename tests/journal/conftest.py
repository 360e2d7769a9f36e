"""What the pages of an entry ask about: the measures and symptoms of the catalogue."""

import pytest

from tests.factories import make_followed, make_measure

CELSIUS = {"unit": "°C", "decimals": 1, "hard_min": 25, "hard_max": 45}
FAHRENHEIT = {"unit": "°F", "decimals": 1, "hard_min": 77, "hard_max": 113}


@pytest.fixture
def temperature(db):
    return make_measure(
        slug="temperature",
        label="Temperature",
        is_core=True,
        units=[CELSIUS, FAHRENHEIT],
    )


@pytest.fixture
def fatigue(patient):
    return make_followed(patient=patient, name="Tired or low energy")
