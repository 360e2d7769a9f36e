from datetime import datetime, timedelta

from django.db import models, transaction

RETENTION = timedelta(days=30)


class DailyRunManager(models.Manager["DailyRun"]):
    @transaction.atomic
    def record(self, failed: list[str], now: datetime) -> None:
        """Record a run of the daily jobs, and delete what is known of old ones."""
        self.filter(finished_at__lt=now - RETENTION).delete()
        self.create(finished_at=now, failed=failed)


class DailyRun(models.Model):
    """A run of `run_daily_jobs`, on whichever machine."""

    finished_at = models.DateTimeField()
    # The jobs that failed, as in settings.DAILY_JOBS.
    failed = models.JSONField(default=list)

    objects = DailyRunManager()

    class Meta:
        get_latest_by = "finished_at"

    def __str__(self) -> str:
        return f"daily run of {self.finished_at}"
