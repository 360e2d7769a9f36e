"""`/healthz` and `/readyz`, for monitoring and load balancers.

Plain text without names or versions; no cookie.
"""

import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.backups.retention import backups_in
from myeloma_journal.platform.database import schema as updating

FREE = 0.1
OLD = timedelta(hours=48)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers at all."""
    return _words(["ok"])


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether pages can be shown: 503 when not, and "ready" when nothing is amiss.

    What only needs seeing to is said with 200: nobody is kept from their journal
    because a backup is missing.
    """
    try:
        reasons = closed()
    except DatabaseError:
        reasons = ["the database is away"]
    if reasons:
        return _words(reasons, status=503)
    return _words(problems(timezone.now()) or ["ready"])


def _words(lines: list[str], *, status: int = 200) -> HttpResponse:
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def closed() -> list[str]:
    """Why no page can be shown now; nothing when all can.

    Raises:
        DatabaseError: The database is away.
    """
    # A table is asked: where its file was, SQLite makes an empty one.
    User.objects.exists()
    return [] if updating.is_current() else ["being updated"]


def problems(now: datetime) -> list[str]:
    """What somebody should see to soon, while all pages work."""
    found = []
    disk = shutil.disk_usage(settings.DATA_DIR)
    if disk.free < FREE * disk.total:
        found.append("the disk is nearly full")
    made = backups_in(settings.BACKUP_DIR).values()
    # On one's own machine nobody has to make backups; where there are some, they go on.
    if (made or not settings.LOCAL) and now - max(made, default=now - 2 * OLD) > OLD:
        found.append("there is no backup of the last two days")
    return found
