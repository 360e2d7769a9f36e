"""`/healthz`, `/readyz` and `/metrics`, for monitoring and load balancers.

Plain text without names or versions; no cookie. A middleware answers before host names
are checked and a session is read: balancers ask by address.
"""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from myeloma_journal.platform.accounts.sessions import require_writable_database
from myeloma_journal.platform.backups.models import LastBackup
from myeloma_journal.platform.database import schema
from myeloma_journal.platform.mail import queue
from myeloma_journal.platform.web.metrics import is_direct, metrics
from myeloma_journal.platform.web.models import DailyRun

FREE = 0.1
OLD = timedelta(hours=48)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """200 whenever this process answers at all."""
    return _plain_text(["ok"])


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if pages can be rendered and forms saved, or else 503.

    Problems such as a missing backup are listed with 200, as all pages work. Reasons
    and problems are shown on this machine only.
    """
    try:
        reasons = closed()
    except schema.NoTablesError:
        reasons = ["the database has no tables: run manage.py migrate"]
    except DatabaseError:
        reasons = ["the database cannot be used"]
    if reasons:
        return _plain_text(reasons if _is_operator(request) else ["closed"], status=503)
    found = problems(timezone.now()) if _is_operator(request) else []
    return _plain_text(found or ["ready"])


def _is_operator(request: HttpRequest) -> bool:
    """Whether the request comes from this machine, and through no proxy."""
    return is_direct(request, ["127.0.0.1", "::1"])


def _plain_text(lines: list[str], *, status: int = 200) -> HttpResponse:
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def closed() -> list[str]:
    """The reasons why no page can be rendered now, if any.

    Raises:
        DatabaseError: The database cannot be reached, is full, or is read-only.
    """
    if not schema.are_applied():
        return ["being updated"]
    # Queries a table: SQLite would create a missing file, empty.
    require_writable_database()
    return []


def problems(now: datetime) -> list[str]:
    """What the operator should fix soon, while all pages work."""
    found = []
    # The folder need not exist where another machine makes the backups.
    folders = [settings.DATA_DIR, *settings.DATA_DIR.parents]
    disk = shutil.disk_usage(next(filter(Path.exists, folders)))
    if disk.free < FREE * disk.total:
        found.append("the disk is nearly full")
    if settings.DAILY_BACKUP and _backup_is_missing(now):
        found.append("there is no backup of the last two days")
    return found + _daily_run_problems(now) + queue.problems(now)


def _backup_is_missing(now: datetime) -> bool:
    """Whether no machine has made one lately."""
    last = LastBackup.objects.values_list("made_at", flat=True).first()
    if last is None:
        # With LOCAL backups are optional: expected only once there is one.
        return not settings.LOCAL
    return now - last > OLD


def _daily_run_problems(now: datetime) -> list[str]:
    run = DailyRun.objects.order_by("finished_at").last()
    if run is None:
        return [] if settings.LOCAL else ["the daily tasks have never run"]
    if now - run.finished_at > OLD:
        return ["the daily tasks have not run for two days"]
    return [f"the daily task {job} failed" for job in run.failed]


PAGES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": healthz,
    "/readyz": readyz,
    "/metrics": metrics,
}
