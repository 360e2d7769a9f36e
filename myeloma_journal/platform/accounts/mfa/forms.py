"""allauth's MFA forms: codes work once, and messages are ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from struct import error as StructError
from textwrap import wrap
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.accounts.mfa.adapter import second_factors
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.base import CleanTextMixin, PageFormHelper

# How long a code of an app may be taken for right, in seconds.
CODE_LASTS = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
# What the libraries raise over something that is no passkey: it lacks parts, or its
# signature is wrong.
NOT_A_PASSKEY = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    StructError,
    InvalidSignature,
)


class _OneCode(CleanTextMixin, forms.Form):
    helper = PageFormHelper("code")
    code = forms.CharField(
        label=_("Code"),
        error_messages={"required": _("Enter the code.")},
        # A phone shows the keys for digits; a password manager fills the code in.
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )


class CodeForm(_OneCode, AuthenticateForm):
    """A TOTP or recovery code, while signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apps = second_factors().filter(user=self.user, type=Authenticator.Type.TOTP)
        self.has_app = apps.exists()
        self.fields["code"].help_text = (
            _("The 6-digit code from your authenticator app.")
            if self.has_app
            else _("One of your recovery codes.")
        )

    def clean_code(self) -> str:
        """Refuse a code that was used before."""
        try:
            code: str = super().clean_code()
        except ValidationError as refused:
            if self.has_app or refused.code != "incorrect_code":
                raise
            raise ValidationError(
                _("That recovery code didn’t work. Each code works only once.")
            ) from refused
        if self.authenticator.type == Authenticator.Type.TOTP:
            _use_up(self.user, code)
        return code


class AppForm(_OneCode, ActivateTOTPForm):
    """The first code of an app, which shows that the app has our key."""

    @property
    def key_in_fours(self) -> str:
        """The key for the app in groups of four, which are easier to type over."""
        return " ".join(wrap(self.secret, 4))

    def clean_code(self) -> str:
        """A code that was shown once opens nothing later."""
        code: str = super().clean_code()
        _use_up(self.user, code)
        return code


class PasskeyForm(webauthn.AuthenticateWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with plain_passkey_errors():
            return super().clean_credential()


class PasskeySignInForm(webauthn.LoginWebAuthnForm):
    def clean_credential(self) -> Authenticator:
        with plain_passkey_errors():
            return super().clean_credential()


class NewPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey; always one that can open the account without the password."""

    passwordless = None

    def clean(self) -> dict[str, Any]:
        with plain_passkey_errors():
            data: dict[str, Any] = super().clean()
        return data


@contextmanager
def plain_passkey_errors() -> Iterator[None]:
    """Turn every refusal of a passkey into one sentence that says what to do.

    allauth's own sentence is about codes; and what no device has made, such as an
    attacker's guess, makes it raise errors of other kinds.
    """
    words = _("That passkey didn’t work. Try again, or sign in another way.")
    try:
        yield
    except ValidationError as refused:
        if getattr(refused, "code", "") != "incorrect_code":
            raise
        raise ValidationError(words) from refused
    except NOT_A_PASSKEY as nonsense:
        raise ValidationError(words) from nonsense


def _use_up(user: User, code: str) -> None:
    """Remember a code that was taken.

    Raises:
        ValidationError: It was taken before.
    """
    digits = "".join(filter(str.isalnum, code))
    key = f"mfa.used.{user.pk}.{digits}"
    if not cache.add(key, True, timeout=CODE_LASTS):
        raise get_adapter().validation_error("incorrect_code")
