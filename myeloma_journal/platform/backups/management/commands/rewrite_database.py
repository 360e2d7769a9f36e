from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from myeloma_journal.platform.backups import rewriting


class Command(BaseCommand):
    help = (
        "Rewrite the database's files if something was erased since the last time, "
        "or a week ago, so that nothing deleted is left in them."
    )

    def handle(self, **options: object) -> None:
        problems = [
            f"{table} is too large to be locked: let pg_repack rewrite it each night"
            for table in rewriting.not_repacked(connection)
        ]
        if rewriting.is_due(timezone.now()):
            problems += rewriting.rewrite(connection)
            self.stdout.write("The database's files were rewritten.")
        else:
            self.stdout.write("Nothing was erased since the last time.")
        if problems:
            raise CommandError(
                "Erased words may still be in the database's files "
                f"(docs/backups.md): {'; '.join(problems)}."
            )
