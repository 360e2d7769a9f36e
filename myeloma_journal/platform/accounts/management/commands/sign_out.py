"""`manage.py sign_out EMAIL`: end every session of a person, at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from myeloma_journal.platform.accounts.models import User


class Command(BaseCommand):
    """For a lost phone whose owner cannot sign in either."""

    help = "Sign a person out on every device."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Delete the sessions, and say how many there were."""
        user = User.objects.with_email(email).first()
        if user is None:
            raise CommandError(f"No account has the email {email}.")
        count, _rows = user.sessions.all().delete()
        self.stdout.write(f"Sessions ended: {count}.")
