from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone


class Command(BaseCommand):
    help = "Delete expired rows of the cache table; Redis and Valkey do so themselves."

    def handle(self, **options: object) -> None:
        if not isinstance(caches["default"], DatabaseCache):
            return
        table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
            self.stdout.write(f"{cursor.rowcount} expired cache rows purged.")
