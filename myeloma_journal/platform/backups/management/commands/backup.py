from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from myeloma_journal.platform.backups import create, erasures, retention
from myeloma_journal.platform.backups.errors import BackupError
from myeloma_journal.platform.backups.models import LastBackup


class Command(BaseCommand):
    help = "Back up the whole database into one file, which `restore` puts back."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to", type=Path, help="a folder or a new file; default: BACKUP_DIR"
        )
        parser.add_argument(
            "--keep",
            action="store_true",
            help="then delete old backups in that folder, keeping 7 daily and 4 "
            "weekly ones",
        )

    def handle(self, *, to: Path | None, keep: bool, **options: object) -> None:
        now = timezone.now()
        try:
            path, contents = create.create_backup(connection, to=to, now=now)
        except BackupError as refused:
            raise CommandError(str(refused)) from refused
        erasures.write_into(path.parent)
        if not to:
            LastBackup.record(now)
        self.stdout.write(f"{path}: {sum(contents.rows.values())} rows, checked.")
        if not settings.BACKUP_KEY:
            self.stdout.write(
                "This backup is not encrypted. Anyone with the file can read "
                "all journals. Set BACKUP_KEY to encrypt backups."
            )
        if contents.keys:
            self.stdout.write(
                "It includes the keys created on this machine: "
                f"{', '.join(contents.keys)}."
            )
        else:
            self.stdout.write(
                "It does not include SECRET_KEY and other settings. Keep them "
                "somewhere else."
            )
        if keep:
            count = retention.remove_old(path.parent, now)
            self.stdout.write(f"Deleted {count} old backups.")
