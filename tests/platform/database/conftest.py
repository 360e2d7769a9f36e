"""What is only true of SQLite is only asked where the tests run on SQLite."""

import os

if os.environ.get("TEST_DB") == "postgres":
    collect_ignore = ["test_sqlite.py"]
