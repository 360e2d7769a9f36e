"""A clock that stands still: Saturday, November 21, 2026, 2:02 p.m. in New York."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

NOW = datetime(2026, 11, 21, 19, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still_clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return NOW
