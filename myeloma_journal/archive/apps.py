"""Tells backups how to erase again what a restored backup brings back."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Registers the erasers."""

    name = "myeloma_journal.archive"

    def ready(self) -> None:
        """Register the erasers; they import models, so not before these are loaded."""
        from myeloma_journal.archive import erasure
        from myeloma_journal.platform.backups import erasures

        erasures.register(erasure.JOURNAL, erasure.erase_journal)
        erasures.register(erasure.ACCOUNT, erasure.erase_account)
