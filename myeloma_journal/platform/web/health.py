"""How the server is, for whoever watches it. Words only: no names, no versions."""

import shutil
from datetime import datetime, timedelta

from django.conf import settings

from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.backups.retention import backups_in
from myeloma_journal.platform.database import schema as updating

FREE = 0.1
OLD = timedelta(hours=48)


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
