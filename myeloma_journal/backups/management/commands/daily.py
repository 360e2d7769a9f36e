"""Run daily: everything that has to be done once a day, in one command."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

# What is erased is gone before the backup is made.
COMMANDS: list[tuple[str, dict[str, object]]] = [
    ("purge_deleted_journals", {}),
    ("empty_bin", {}),
    ("forget_activities", {}),
    ("forget_drafts", {}),
    ("clearsessions", {}),
    ("backup", {"keep": True}),
]


class Command(BaseCommand):
    """Parse, call, report: a command holds no rules of its own."""

    help = "Do all that is to be done once a day; the backup comes last."

    def handle(self, **options: object) -> None:
        """Do one after the other. What fails stops none of those after it."""
        failed = []
        for name, answers in COMMANDS:
            try:
                call_command(name, **answers, stdout=self.stdout, stderr=self.stderr)
            except Exception as problem:
                self.stderr.write(f"{name}: {problem}")
                failed.append(name)
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}.")
