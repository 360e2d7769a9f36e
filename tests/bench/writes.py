"""Four people write at once: the product's database settings against Django's own.

    python -m tests.bench.writes

Each of four processes reads an entry and then writes one, again and again, in a
transaction; a fifth reads a list meanwhile. Counted are writes a second, and how often
somebody was told that the database is locked. Each way in turn, in rounds.
"""

import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

WRITERS = 4
SECONDS = 3.0
ROUNDS = 3


def ways(folder: Path) -> dict[str, dict]:
    """The databases that are compared, by name."""
    from myeloma_journal.core.durability import DATABASE_OPTIONS
    from tests import pgserver

    sqlite, postgres = (
        f"django.db.backends.{one}" for one in ("sqlite3", "postgresql")
    )
    server = {
        "ENGINE": postgres,
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": str(pgserver.start()),
    }
    return {
        "SQLite, Django's": {"ENGINE": sqlite, "NAME": str(folder / "django")},
        "SQLite, ours": {"ENGINE": sqlite, "NAME": str(folder / "ours")}
        | DATABASE_OPTIONS[sqlite],
        "PostgreSQL, Django's": server,
        "PostgreSQL, ours": server | DATABASE_OPTIONS[postgres],
    }


def set_up(database: dict) -> None:
    """Django with this database and the floor's model."""
    import django
    from django.conf import settings

    os.environ.setdefault("FLOOR", "")
    from tests.bench.floor import settings as floor

    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=floor.INSTALLED_APPS,
        DEFAULT_AUTO_FIELD=floor.DEFAULT_AUTO_FIELD,
        USE_TZ=True,
    )
    django.setup()


def prepare(database: dict) -> None:
    """Tables, a person, and entries to read."""
    set_up(database)
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.bench.floor.seed import make_entries

    call_command("migrate", verbosity=0)  # first the people: PostgreSQL checks the key
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not User.objects.exists():
        make_entries(User.objects.create(pk=1, username="person"), 1000)


def work(database: dict, writes: bool, ready: Barrier, done: Queue) -> None:
    """Write, or read, until the time is up; say how often it worked, and how not."""
    set_up(database)
    from django.db import OperationalError, close_old_connections, connection

    connection.ensure_connection()
    good = locked = 0
    ready.wait()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            write() if writes else read()
            good += 1
        except OperationalError as problem:
            locked += "locked" in str(problem)
        close_old_connections()  # as at the end of each request
    done.put((writes, good, locked))


def write() -> None:
    """Read the last entry, then keep a new one."""
    from django.db import transaction
    from django.utils import timezone

    from tests.bench.floor.models import Entry

    with transaction.atomic():
        Entry.objects.filter(user=1, kind="pain").order_by("-at").first()
        Entry.objects.create(user_id=1, at=timezone.now(), kind="pain", severity=3)


def read() -> None:
    """A page of a list."""
    from tests.bench.floor.models import Entry

    list(Entry.objects.filter(user=1).order_by("-at", "-id")[:25])


def measure(database: dict) -> tuple[float, int]:
    """Writes a second, and how many were refused because of a lock."""
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Barrier(WRITERS + 1), spawn.Queue()
    people = [
        spawn.Process(target=work, args=(database, number < WRITERS, ready, done))
        for number in range(WRITERS + 1)
    ]
    for one in people:
        one.start()
    said = [done.get(timeout=60) for _ in people]
    for one in people:
        one.join()
    good = sum(count for writes, count, _locked in said if writes)
    return good / SECONDS, sum(locked for *_rest, locked in said)


def main() -> None:
    """Measure, and print a table."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        databases = ways(Path(folder))
        for database in databases.values():
            one = spawn.Process(target=prepare, args=[database])
            one.start()
            one.join()
            if one.exitcode:
                sys.exit(f"could not prepare {json.dumps(database)}")
        found: dict[str, list[tuple[float, int]]] = {name: [] for name in databases}
        for _round in range(ROUNDS):
            for name, database in databases.items():
                found[name].append(measure(database))
    print(f"{'4 writers, 1 reader':24}{'writes/s':>9}{'x Django':>9}{'locked':>8}")
    for name, rounds in found.items():
        plain = found[name.replace("ours", "Django's")]
        times = [one[0] / other[0] for one, other in zip(rounds, plain, strict=True)]
        print(
            f"{name:24}{statistics.median(one[0] for one in rounds):9.0f}"
            f"{statistics.median(times):9.2f}{sum(one[1] for one in rounds):8}"
        )


if __name__ == "__main__":
    main()
