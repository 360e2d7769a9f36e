"""The clock of these tests, and entries that rate one symptom day by day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import make_followed


@pytest.fixture
def pain(patient):
    return make_followed(patient=patient, name="Bone pain")


@pytest.fixture
def afternoon(time_machine):
    """It is 2:02 in the afternoon of November 24, 2026 where the patient lives."""
    now = datetime(2026, 11, 24, 14, 2, tzinfo=ZoneInfo("America/New_York"))
    time_machine.move_to(now, tick=False)
    return now
