from django.apps import AppConfig


class DatabaseConfig(AppConfig):
    name = "myeloma_journal.platform.database"

    def ready(self) -> None:
        # System checks register themselves on import.
        from myeloma_journal.platform.database import checks  # noqa: F401
