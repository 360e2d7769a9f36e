"""Every test begins with nobody slowed down."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _forgotten_tries():
    cache.clear()
