"""`manage.py account_stats`: how many, and nothing about anybody."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.platform.accounts.models import DEMO_DOMAIN, Session, User

LATELY = timedelta(days=30)


class Command(BaseCommand):
    help = "Count accounts and journals. No words, names, or addresses are printed."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = User.objects.real()
        sessions = Session.objects.filter(used_at__gte=timezone.now() - LATELY)
        demo = Membership.objects.filter(user__email__endswith=f"@{DEMO_DOMAIN}")
        journals = Patient.objects.exclude(pk__in=demo.values("patient"))
        counts = {
            "accounts": accounts.count(),
            "of them closed": accounts.filter(is_active=False).count(),
            "of them used in the last 30 days": accounts.filter(
                pk__in=sessions.values("user")
            ).count(),
            "of them with no journal": accounts.exclude(
                pk__in=Membership.objects.active().values("user")
            ).count(),
            "journals": journals.count(),
            "of them waiting to be deleted": journals.exclude(
                deletion_scheduled_at=None
            ).count(),
        }
        for name, count in counts.items():
            self.stdout.write(f"{count:>8} {name}")
