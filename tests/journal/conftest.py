"""What the pages of an entry ask about: the measures and symptoms of the catalogue."""

from uuid import uuid4

import pytest

from tests.factories import make_followed, make_measure
from tests.journal.pages import today_url

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
def pain(patient):
    return make_followed(patient=patient, name="Bone pain")


@pytest.fixture
def fatigue(patient):
    return make_followed(patient=patient, name="Tired or low energy")


@pytest.fixture
def write(client, cast, patient, afternoon, temperature):
    """Send Today's page as the owner, with these answers."""

    def send(who="owner", **answers):
        client.force_login(cast[who])
        usual = {"felt_on": "2026-11-21", "client_uuid": str(uuid4())}
        return client.post(today_url(patient), usual | answers, follow=True)

    return send
