"""The one app configuration: it brings the system checks along."""

from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    """Registers the checks when Django starts."""

    name = "myeloma_journal.platform.database"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from myeloma_journal.platform.database import checks  # noqa: F401
