import pyrage
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Print a new pair of keys for backups: one seals, the other also opens."
    requires_system_checks: list[str] = []

    def handle(self, **options: object) -> None:
        secret = pyrage.x25519.Identity.generate()
        self.stdout.write(
            f"Set on the server: BACKUP_KEY={secret.to_public()}\n"
            f"Keep somewhere else, to open backups: {secret}"
        )
