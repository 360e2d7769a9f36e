"""The one app configuration: it brings the system checks along."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers the checks when Django starts."""

    name = "myeloma_journal.core"

    def ready(self) -> None:
        """Import the checks, which register themselves."""
        from myeloma_journal.core import checks  # noqa: F401
