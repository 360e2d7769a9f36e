"""What counts as a second lock, and where to go once there is one."""

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

# In the session: the page that asked for it.
AFTER_LOCK = "after_lock"


def locks() -> QuerySet[Authenticator]:
    """Passkeys and apps; recovery codes only stand in for one of these."""
    kinds = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]
    return Authenticator.objects.filter(type__in=kinds)


def on_to(request: HttpRequest) -> str:
    """Once, back to the journal that asked for a second lock; else to the locks."""
    return str(request.session.pop(AFTER_LOCK, "") or reverse("mfa_index"))
