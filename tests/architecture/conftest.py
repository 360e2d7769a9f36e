"""Walks through all addresses ask nothing of a database that other tests do not.

When both databases are tested at once, they run on PostgreSQL alone, as the walks in a
browser (`tests/journeys`) run on SQLite alone: so both are done at about the same time.
"""

import os

WALKS = [
    "test_access.py",
    "test_answers.py",
    "test_journals_apart.py",
    "test_typed.py",
]
collect_ignore = WALKS if os.environ.get("TEST_ELSEWHERE") == "postgres" else []
