"""Four people write at once: the product's database settings against Django's own.

    python -m tests.bench.writes

Each of four processes writes an entry again and again, once without more and once
after reading one in the same transaction; a fifth reads a list meanwhile. Counted are
writes a second, the processor time of one, the server's included, and how often
a write failed because the database was locked. Each way in turn, in rounds. Django's
own way connects anew each time. Every commit is on the disk: the server is set as
PostgreSQL comes, not as for the tests. On a busy machine only processor time counts.
"""

import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from tests.bench.servers import cpu_of_children

WRITERS = 4
SECONDS = 3.0
ROUNDS = 3


def ways(folder: Path) -> dict[str, dict]:
    """The databases that are compared, by name."""
    from myeloma_journal.platform.database.options import DATABASE_OPTIONS
    from tests import pgserver

    sqlite, postgres = (
        f"django.db.backends.{name}" for name in ("sqlite3", "postgresql")
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


def add() -> None:
    """Save a new entry."""
    from django.utils import timezone

    from tests.bench.baseline.models import Entry

    Entry.objects.create(user_id=1, at=timezone.now(), kind="pain", severity=3)


def read_and_add() -> None:
    """Read the last entry, then save a new one."""
    from django.db import transaction

    from tests.bench.baseline.models import Entry

    with transaction.atomic():
        Entry.objects.filter(user=1, kind="pain").order_by("-at").first()
        add()


def read() -> None:
    """A page of a list."""
    from tests.bench.baseline.models import Entry

    list(Entry.objects.filter(user=1).order_by("-at", "-id")[:25])


JOBS = {"add": add, "read, add": read_and_add}


def set_up(database: dict) -> None:
    """Django with this database and the baseline's models."""
    import django
    from django.conf import settings

    os.environ.setdefault("BASELINE", "")
    from tests.bench.baseline import settings as baseline

    settings.configure(
        DATABASES={"default": database},
        INSTALLED_APPS=baseline.INSTALLED_APPS,
        DEFAULT_AUTO_FIELD=baseline.DEFAULT_AUTO_FIELD,
        USE_TZ=True,
    )
    django.setup()


def prepare(database: dict) -> None:
    """Tables, a person, and entries to read."""
    set_up(database)
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.bench.baseline.seed import make_entries

    call_command("migrate", verbosity=0)  # first the people: PostgreSQL checks the key
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not User.objects.exists():
        make_entries(User.objects.create(pk=1, username="person"), 1000)


def work(database: dict, job: str, ready: Barrier, done: Queue) -> None:
    """Do a job until the time is up; return how often it worked, and the errors."""
    set_up(database)
    from django.db import OperationalError, close_old_connections, connection

    connection.ensure_connection()
    good = locked = 0
    ready.wait()
    began = time.process_time()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        try:
            JOBS.get(job, read)()
            good += 1
        except OperationalError as problem:
            locked += "locked" in str(problem)
        close_old_connections()  # as at the end of each request
    done.put((job in JOBS, good, locked, time.process_time() - began))


def server_cpu(database: dict) -> float:
    """Processor seconds that PostgreSQL has spent."""
    if "HOST" not in database:
        return 0.0
    said = Path(database["HOST"], "data/postmaster.pid").read_text()
    return cpu_of_children(int(said.split()[0]))


def measure(database: dict, job: str) -> tuple[float, float, int]:
    """Writes a second, processor milliseconds for one, and how many met a lock."""
    spawn = multiprocessing.get_context("spawn")
    ready, done = spawn.Barrier(WRITERS + 1), spawn.Queue()
    people = [
        spawn.Process(target=work, args=(database, task, ready, done))
        for task in [job] * WRITERS + ["read"]
    ]
    before = server_cpu(database)
    for person in people:
        person.start()
    said = [done.get(timeout=60) for _ in people]
    for person in people:
        person.join()
    good = sum(count for writes, count, *_rest in said if writes)
    spent = sum(cpu for writes, *_rest, cpu in said if writes)
    spent += server_cpu(database) - before
    locked = sum(refused for *_rest, refused, _cpu in said)
    return good / SECONDS, spent / good * 1000, locked


def main() -> None:
    """Measure, and print a table."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        databases = ways(Path(folder))
        for database in databases.values():
            process = spawn.Process(target=prepare, args=[database])
            process.start()
            process.join()
            if process.exitcode:
                sys.exit(f"could not prepare {json.dumps(database)}")
        cases = [(name, job) for job in JOBS for name in databases]
        found: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
        for _round in range(ROUNDS):
            for name, job in cases:
                found[name, job].append(measure(databases[name], job))
    print(
        f"{'4 writers, 1 reader':35}{'writes/s':>9}{'x Django':>9}"
        f"{'CPU ms':>8}{'Django by it':>14}{'locked':>8}"
    )
    for (name, job), rounds in found.items():
        plain = found[name.replace("ours", "Django's"), job]
        pairs = list(zip(rounds, plain, strict=True))
        speed, cpu, _locked = map(statistics.median, zip(*rounds, strict=True))
        times = statistics.median(ours[0] / plain[0] for ours, plain in pairs)
        saved = statistics.median(plain[1] / ours[1] for ours, plain in pairs)
        locked = sum(refused for *_rest, refused in rounds)
        print(
            f"{name:24}{job:11}{speed:9.0f}{times:9.2f}"
            f"{cpu:8.2f}{saved:14.2f}{locked:8}"
        )


if __name__ == "__main__":
    main()
