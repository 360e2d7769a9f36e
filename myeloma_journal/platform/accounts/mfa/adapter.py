"""MFA by allauth: secrets encrypted, our name and words, and which factors count."""

import base64
import hashlib
import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import User

logger = logging.getLogger(__name__)

# In the session: the page that asked for MFA.
NEXT_PAGE = "after_mfa"


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "That code didn’t work. Codes change every 30 seconds. Enter the "
            "one your app shows now."
        ),
        "unreadable": _(
            "This server can no longer read your codes. Tell the person who "
            "runs it that the MFA_KEY setting has changed."
        ),
    }

    def encrypt(self, text: str) -> str:
        """What stands in the database in place of a secret; the newest key writes."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; every key reads that was not taken out of the settings.

        Raises:
            ValidationError: None of them fits.
        """
        try:
            return _fernet().decrypt(encrypted_text).decode()
        except InvalidToken as unreadable:
            logger.error("No key of MFA_KEY or MFA_KEY_FALLBACKS decrypts MFA secrets")
            raise self.validation_error("unreadable") from unreadable

    def get_totp_issuer(self) -> str:
        return str(settings.SITE_NAME)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return ClientInfo(self.request).device

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {
            "name": self.get_totp_issuer()
        }


def _fernet() -> MultiFernet:
    digests = [hashlib.sha256(key.encode()).digest() for key in settings.MFA_KEYS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def second_factors() -> QuerySet[Authenticator]:
    """Passkeys and apps; recovery codes only stand in for one of these."""
    types = [Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP]
    return Authenticator.objects.filter(type__in=types)


def has_mfa(user: User) -> bool:
    """Whether signing in takes more than a password."""
    return second_factors().filter(user=user).exists()


def pop_next_page(request: HttpRequest) -> str:
    """Once, the page of a journal that asked for MFA; else the page about MFA."""
    return str(request.session.pop(NEXT_PAGE, "") or reverse("mfa_index"))
