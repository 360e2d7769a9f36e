"""What accounts need from care circles: invitations, and the audit log."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import (
    ActivityKind,
    Invitation,
    Membership,
)
from myeloma_journal.platform.accounts.adapter import AccountAdapter
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import User


class CircleAccountAdapter(AccountAdapter):
    def is_invitation_open(self, token_hash: str) -> bool:
        opened = Invitation.objects.open(timezone.now())
        return opened.filter(token_hash=token_hash).exists()

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        self._record(user, ActivityKind.SIGNED_IN)

    def set_password(self, user: User, password: str) -> None:
        super().set_password(user, password)
        self._record(user, ActivityKind.PASSWORD)

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        super().send_notification_mail(template_prefix, user, *args, **kwargs)
        if template_prefix.startswith("mfa/"):
            self._record(user, ActivityKind.MFA)

    def _record(self, user: User, kind: ActivityKind) -> None:
        for member in Membership.objects.of(user.pk):
            if self.request:  # a command of the operator has none
                member.client = ClientInfo(self.request)
            audit.record(member, kind)
