"""Which backups are kept: of the last seven days, and of the last four weeks."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

DAYS = 7
WEEKS = 4
# What was erased is in no backup after this.
IN_BACKUPS = timedelta(days=35)
PREFIX = slugify(settings.SITE_NAME)
NAME = f"{PREFIX}-%Y-%m-%d-%H%M%S.backup"


def name_at(moment: datetime) -> str:
    """The name of a backup made then, without anybody's name in it.

    >>> name_at(datetime(2026, 11, 22, 3, 1, tzinfo=UTC))
    'myeloma-journal-2026-11-22-030100.backup'
    """
    return moment.astimezone(UTC).strftime(NAME)


def backups_in(folder: Path) -> dict[Path, datetime]:
    """The backups in a folder that have the names we give, and when each was made."""
    found = {}
    for path in folder.glob(f"{PREFIX}-*.backup"):
        try:
            found[path] = datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue  # a name that somebody else gave is none of our business
    return found


def too_many(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Those of `made` that are kept no longer; the newest of all always is.

    Kept are the newest of each of the last seven days, and of each of the last four
    weeks, that have any.

    >>> days = [datetime(2026, 11, n, 3, tzinfo=UTC) for n in range(1, 23)]
    >>> kept = set(days) - too_many(days, days[-1])
    >>> sorted(moment.day for moment in kept)
    [1, 8, 15, 16, 17, 18, 19, 20, 21, 22]
    """
    ordered = sorted(made)
    newest_of_day = {moment.date(): moment for moment in ordered}
    newest_of_week = {moment.isocalendar()[:2]: moment for moment in ordered}
    kept = {*list(newest_of_day.values())[-DAYS:]}
    kept |= {*list(newest_of_week.values())[-WEEKS:]}
    kept = {moment for moment in kept if now - moment <= IN_BACKUPS} | {*ordered[-1:]}
    return set(ordered) - kept


def remove_old(folder: Path, now: datetime) -> int:
    """Delete the backups of `folder` that are kept no longer; say how many."""
    backups = backups_in(folder)
    old = too_many(backups.values(), now)
    for path, made in backups.items():
        if made in old:
            path.unlink()
    return len(old)
