from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DatabaseConfig(AppConfig):
    name = "myeloma_journal.platform.database"

    def ready(self) -> None:
        # System checks register themselves on import.
        from myeloma_journal.platform.database import checks  # noqa: F401
        from myeloma_journal.platform.database.defaults import keep_column_defaults
        from myeloma_journal.platform.database.statistics import (
            keep_words_out_of_statistics,
        )

        post_migrate.connect(keep_column_defaults, sender=self)
        post_migrate.connect(keep_words_out_of_statistics, sender=self)
