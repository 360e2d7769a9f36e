"""Making paper asks nothing of a database that other tests do not.

When both databases are tested at once, these run on PostgreSQL alone, as the walks
through all addresses do (`tests/architecture`).
"""

import os

PAPER = [
    "test_names.py",
    "test_pdf.py",
    "test_prepare.py",
    "test_press.py",
    "test_printing.py",
    "test_sheets.py",
    "test_week.py",
]
collect_ignore = PAPER if os.environ.get("TEST_ELSEWHERE") == "postgres" else []
