from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "myeloma_journal.archive"

    def ready(self) -> None:
        """Register what repeats erasures after a backup is restored."""
        from myeloma_journal.archive import erasure
        from myeloma_journal.platform.backups import erasures

        erasures.register(erasure.JOURNAL, erasure.erase_journal)
        erasures.register(erasure.ACCOUNT, erasure.erase_account)
