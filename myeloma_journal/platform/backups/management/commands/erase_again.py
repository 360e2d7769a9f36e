from django.conf import settings
from django.core.management.base import BaseCommand

from myeloma_journal.platform.backups import erasures


class Command(BaseCommand):
    help = (
        "Erase again what is listed in erased.txt, after the database was restored by "
        "other means than `restore`."
    )

    def handle(self, **options: object) -> None:
        count = erasures.apply(erasures.read_from([settings.BACKUP_DIR]))
        self.stdout.write(f"Journals and accounts on the list: {count}.")
