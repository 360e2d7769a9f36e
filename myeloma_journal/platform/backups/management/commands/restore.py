import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from myeloma_journal.platform.backups import restore
from myeloma_journal.platform.backups.errors import BackupError


class Command(BaseCommand):
    help = (
        "Restore a backup into an empty installation. It is restored completely or "
        "not at all."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `backup` has made")

    def handle(self, *, file: Path, **options: object) -> None:
        os.umask(0o077)  # only its owner may read a database file created here
        try:
            contents = restore.restore_backup(connection, file)
        except BackupError as refused:
            raise CommandError(str(refused)) from refused
        except restore.RestoreIncompleteError as error:
            raise CommandError(
                f"The journals were restored, but a later step failed: {error}\n"
                "Fix the problem, empty the database, and restore again."
            ) from error
        self.stdout.write(
            f"Restored the backup of {contents.made_at}: "
            f"{sum(contents.rows.values())} rows. Everyone has to sign in again."
        )
        if contents.keys:
            self.stdout.write(
                f"Its keys are in place: {', '.join(contents.keys)}. Restart the "
                "program to use them."
            )
        else:
            self.stdout.write(
                "It holds no keys. With another SECRET_KEY or MFA_KEY than before, "
                "MFA codes do not work."
            )
