"""It is always the afternoon of November 21, 2026."""

import pytest


@pytest.fixture(autouse=True)
def still_clock(afternoon):
    return afternoon
