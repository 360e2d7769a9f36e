"""What pages cost when thousands of people keep a journal, in PostgreSQL.

    make bench-scale                   5,000 patients with 2.5 million entries
    make bench-scale PATIENTS=100      a small one, in a minute

Clones the journal of the demo by `INSERT … SELECT` in a server of its own, and prints
for each page and each daily command its queries, the slowest of them, and the large
tables that it read as a whole.
"""

import math
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import timedelta
from io import StringIO

import django

from tests import pgserver

FAST = ["--shared_buffers=2GB", "--max_wal_size=8GB", "--maintenance_work_mem=512MB"]
# Rows in one statement, roughly: it should neither last long nor be small.
AT_ONCE = 100_000
LARGE = 10_000
ENTRIES = 500
# How far back the entries of a copy are moved within one journal.
APART = "interval '200 days'"
Cost = tuple[int, float, float, str]

if __name__ == "__main__":
    host = pgserver.start(*pgserver.FAST, *FAST)
    os.environ["DATABASE_URL"] = f"postgres://postgres@/{host}/postgres"
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="mj-")
    os.environ["LOCAL"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myeloma_journal.settings")
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import Entry, Measurement, Rating
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.database import schema
from myeloma_journal.welcome import demo
from tests.bench.seed import pages, walk
from tests.conftest import CATALOGUE_FILES, Browser


def main(patients: int) -> None:
    """Make them, and walk through the pages of one."""
    began = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("loaddata", *CATALOGUE_FILES, verbosity=0)
    member = demo.load()
    with without_indexes():
        lengthen(member)
        clone(member, patients)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{patients + 1:,} patients after {time.monotonic() - began:.0f} s")
    print(*sizes(), "", sep="\n")
    print(f"{'page or command':32}{'queries':>8}{'ms':>8}{'slowest':>9}  read whole")
    schema.are_applied()
    settings.ALLOWED_HOSTS.append("testserver")
    clones = Membership.objects.filter(user__email__startswith="clone-")
    visitor = clones.select_related("user", "patient").order_by("pk")[patients // 2]
    for name, (queries, spent, slowest, whole) in costs(visitor):
        print(f"{name:32}{queries:8}{spent:8.0f}{slowest:9.0f}  {whole}", flush=True)


@contextmanager
def without_indexes() -> Iterator[None]:
    """Drop all indexes that are not unique, and make them anew afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)"
            " FROM pg_index JOIN pg_class ON oid = indrelid WHERE NOT indisunique"
            " AND relnamespace = 'public'::regnamespace"
        )
        indexes = cursor.fetchall()
        cursor.execute(f"DROP INDEX {', '.join(name for name, _ in indexes)}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)


def lengthen(member: Membership) -> None:
    """Repeat the entries of the journal further and further back."""
    times = math.ceil(ENTRIES / member.patient.entries.count()) - 1
    part = {Entry, Rating, Measurement}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables():
            if table.record in part:
                _copy(cursor, table.model, table.rows(member.patient), part, times)


def clone(member: Membership, times: int) -> None:
    """Copy the journal of `member` so many times, each with an owner of its own."""
    patient = member.patient
    cloned = {User, *(table.model for table in tables())}
    with transaction.atomic(), connection.cursor() as cursor:
        # No checks of foreign keys: each copy has all rows of the original.
        cursor.execute("SET LOCAL session_replication_role = replica")
        people = User.objects.filter(email__endswith=f"@{demo.DEMO_DOMAIN}")
        _copy(cursor, User, people, cloned, times)
        for table in tables():
            _copy(cursor, table.model, table.rows(patient), cloned, times)


def _copy(
    cursor: object,
    model: type[models.Model],
    rows: "models.QuerySet[models.Model]",
    cloned: set[type[models.Model]],
    times: int,
) -> None:
    """Insert the rows with other ids; ids are made from the old one and a number."""
    fields = [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, models.AutoField)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(field, cloned) for field in fields)
    keys = list(rows.values_list("pk", flat=True))
    if not keys:
        return
    step = max(1, AT_ONCE // len(keys))
    table, key = model._meta.db_table, model._meta.pk.column
    for first in range(1, times + 1, step):
        cursor.execute(  # type: ignore[attr-defined]
            f'INSERT INTO "{table}" ({names}) SELECT {values}'  # noqa: S608
            f' FROM "{table}" AS source, generate_series(%s, %s) AS copy_number'
            f' WHERE "{key}" = ANY(%s)',
            [first, min(times, first + step - 1), keys],
        )


def _value(field: "models.Field", cloned: set[type[models.Model]]) -> str:
    """The expression for a column of the copy."""
    column = f'"{field.column}"'
    target = getattr(field, "related_model", None)
    target = getattr(target, "instance_type", target)
    is_history = hasattr(field.model, "instance_type")
    is_own_key = field.primary_key or (is_history and field.name == "id")
    is_key = is_own_key or field.name == "client_uuid"
    if target in cloned or (is_key and isinstance(field, models.UUIDField)):
        return f"md5({column}::text || '-{len(cloned)}-' || copy_number)::uuid"
    if User not in cloned and field.name in ("felt_on", "written_at"):
        return f"{column} - copy_number * {APART}"
    if field.name == "email" and field.model is User:
        return f"'clone-' || copy_number || '-' || {column}"
    if field.unique and isinstance(field, models.CharField):
        return f"md5({column} || copy_number)"
    return column


def sizes() -> Iterator[str]:
    """The large tables, with rows and bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reltuples, pg_relation_size(oid), pg_indexes_size(oid)"
            " FROM pg_class WHERE relkind = 'r' AND reltuples > %s"
            " ORDER BY pg_total_relation_size(oid) DESC LIMIT 8",
            [LARGE],
        )
        for name, rows, table, indexes in cursor.fetchall():
            yield (
                f"{name:32}{rows:14,.0f} rows{table / 2**20:8,.0f} MB,"
                f" indexes{indexes / 2**20:8,.0f} MB"
            )
        cursor.execute("SELECT pg_database_size(current_database()) / 2^20")
        yield f"the database{cursor.fetchone()[0]:24,.0f} MB"


def costs(visitor: Membership) -> Iterator[tuple[str, Cost]]:
    """Name and cost of each page, and of each daily command but the backup."""
    client = Browser()
    client.force_login(visitor.user)
    addresses = {
        **pages(visitor),
        **walk(visitor),
        "devices": reverse("account_devices"),
    }
    for name, address in addresses.items():
        client.get(address)  # what a process reads once
        yield name, cost(lambda address=address: client.get(address))
    unknown = {"email": "nobody@example.org"}
    forgot = reverse("account_reset_password")
    signup = reverse("account_signup")
    yield "password forgotten", cost(lambda: Browser().post(forgot, unknown))
    yield "new account", cost(lambda: Browser().post(signup, unknown))
    long_ago = visitor.created_at - timedelta(days=99)
    trash = visitor.patient.entries.all()[:3].values("pk")
    Entry.all_objects.filter(pk__in=trash).update(deleted_at=long_ago)
    for job in settings.DAILY_JOBS:
        if not job.startswith(("backup", "rewrite")):
            yield job, cost(lambda job=job: call_command(job))


def cost(ask: Callable[[], object]) -> Cost:
    """Queries, milliseconds, those of the slowest query, and tables read as a whole."""
    before = read_whole()
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked, redirect_stdout(StringIO()):
        ask()
    spent = (time.perf_counter() - began) * 1000
    slowest = max((float(query["time"]) for query in asked), default=0) * 1000
    after = read_whole()
    whole = [
        f"{name} ({after[name] - before[name]}x)"
        for name in after
        if after[name] > before[name]
    ]
    return len(asked), spent, slowest, ", ".join(whole)


def read_whole() -> dict[str, int]:
    """How often each large table was read from its begin to its end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            "SELECT pg_class.relname, seq_scan FROM pg_stat_user_tables JOIN pg_class"
            " ON pg_class.oid = relid WHERE reltuples > %s",
            [LARGE],
        )
        return dict(cursor.fetchall())


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5_000)
