"""Which backups are kept: those of a day, of the last seven days and of four weeks."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify

DAYS = 7
WEEKS = 4
# No backup is older, so erased data is in none after this.
IN_BACKUPS = timedelta(days=35)
A_DAY = timedelta(days=1)
PREFIX = slugify(settings.SITE_NAME)
NAME = f"{PREFIX}-%Y-%m-%d-%H%M%S.tar.gz"
SEALED = ".age"


def name_at(moment: datetime, *, is_sealed: bool) -> str:
    """The file name of a backup made then.

    >>> name_at(datetime(2026, 11, 22, 3, 1, tzinfo=UTC), is_sealed=True)
    'myeloma-journal-2026-11-22-030100.tar.gz.age'
    """
    return moment.astimezone(UTC).strftime(NAME) + (SEALED if is_sealed else "")


def backups_in(folder: Path) -> dict[Path, datetime]:
    """The backups in a folder, by their file names, and when each was made."""
    found = {}
    for path in folder.glob(f"{PREFIX}-*"):
        try:
            name = path.name.removesuffix(SEALED)
            found[path] = datetime.strptime(name, NAME).replace(tzinfo=UTC)
        except ValueError:
            continue  # named by somebody else
    return found


def too_many(made: Iterable[datetime], now: datetime) -> set[datetime]:
    """Those of `made` to delete.

    Kept are those of the last 24 hours, the newest of each of the last seven days and
    of each of the last four weeks that have any, and always the newest of all.

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
    kept |= {moment for moment in ordered if now - moment < A_DAY}
    return set(ordered) - kept


def remove_old(folder: Path, now: datetime) -> int:
    """Delete the backups of `folder` that are too many; return how many."""
    backups = backups_in(folder)
    old = too_many(backups.values(), now)
    for path, made in backups.items():
        if made in old:
            path.unlink()
    return len(old)
