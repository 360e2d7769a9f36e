"""Restore an exported journal, from this or another Myeloma Journal."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from myeloma_journal.archive.restore.errors import ArchiveError
from myeloma_journal.archive.restore.records import restore
from myeloma_journal.archive.restore.source import read_journal
from myeloma_journal.platform.accounts.models import User


class Command(BaseCommand):
    help = (
        "Import a journal from its ZIP file. Try --dry-run first: it runs the "
        "whole import and then undoes it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="journal-2026-11-21.zip")
        parser.add_argument(
            "--owner",
            required=True,
            metavar="EMAIL",
            help="the account here that owns it; it must exist",
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing")

    def handle(
        self, *, file: Path, owner: str, dry_run: bool, **options: object
    ) -> None:
        """Restore, and report.

        Raises:
            CommandError: Nothing was restored; the text says why.
        """
        account = User.objects.with_email(owner).filter(is_active=True).first()
        if account is None:
            raise CommandError(f"No account has the email {owner}. Create it first.")
        try:
            with file.open("rb") as opened:
                journal = read_journal(opened)
            report = restore(journal, owner=account, dry_run=dry_run)
        except OSError as error:
            raise CommandError(f"{file} can't be opened: {error.strerror}.") from None
        except ArchiveError as reason:
            raise CommandError(f"{reason} Nothing was imported.") from None
        self.stdout.write(f"Journal of {report.name}, downloaded {report.exported_at}:")
        for table, count in report.counts.items():
            self.stdout.write(f"{count:>8} {table}")
        for name in report.without_login:
            self.stdout.write(
                f"{name} has no account here. The name is kept, without a sign-in."
            )
        if report.not_in_catalogue:
            self.stdout.write(
                f"Links to items that are not in this server's catalog: "
                f"{report.not_in_catalogue}. Their text is kept."
            )
        if report.dangling:
            self.stdout.write(
                f"Links or records that match nothing in the file: {report.dangling}. "
                "They were written while the file was being made."
            )
        done = (
            "Dry run: nothing was written." if dry_run else "The journal was imported."
        )
        self.stdout.write(done)
