"""Sign-in with an OpenID Connect provider, where the operator has set one (OIDC_*).

The provider says who it is; what else an account needs is as for a password: who may
make one, MFA for two journals, the device (docs/decisions/0018-openid-connect.md).
"""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from myeloma_journal.platform.accounts import registration
from myeloma_journal.platform.accounts.adapter import DEVICE
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.values import clean_line

logger = logging.getLogger(__name__)

NAME_LENGTH = User._meta.get_field("name").max_length


class OIDCAdapter(DefaultSocialAccountAdapter):
    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account, or see whether one may be made.

        Raises:
            ImmediateHttpResponse: Neither; the page says why.
        """
        # allauth signs out whoever is signed in, and their session with it.
        request.device = request.session.pop(DEVICE, "")  # type: ignore[attr-defined]
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            # Saved by then, and nothing of ours: a name, a picture.
            SocialAccount.objects.filter(pk=sociallogin.account.pk).update(
                extra_data={}
            )
            return
        email = _verified_email(sociallogin)
        if not email:
            words = _("%(name)s didn’t confirm your email. Confirm it there first.")
            refuse(request, words)
        user = User.objects.with_email(email).first()
        if user is None:
            return
        if not settings.OIDC_MATCH_EMAIL:
            words = _("This email already has an account. Sign in with your password.")
            refuse(request, words)
        sociallogin.connect(request, user)

    def is_open_for_signup(
        self, request: HttpRequest, sociallogin: SocialLogin
    ) -> bool:
        """The rule of REGISTRATION, for whoever comes from the provider, too.

        Raises:
            ImmediateHttpResponse: No; the sign-up page says who is taken in.
        """
        invitation = request.session.get(registration.INVITED, "")
        may = registration.may_sign_up(request)
        if registration.is_over(invitation) or not may:
            raise ImmediateHttpResponse(redirect("account_signup"))
        return True

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        user: User = sociallogin.user
        user.email = _verified_email(sociallogin)
        user.name = clean_line(str(data.get("name") or ""))[:NAME_LENGTH]
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> NoReturn:
        """Back to the sign-in page.

        Raises:
            ImmediateHttpResponse: Always.
        """
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(redirect("account_login"))
        kind = type(exception).__name__ if exception else error
        logger.error("Sign-in with the OpenID Connect provider failed: %s", kind)
        raise ImmediateHttpResponse(did_not_work(request))


def did_not_work(request: HttpRequest) -> HttpResponse:
    words = _("Signing in with %(name)s didn’t work. Try again in a few minutes.")
    messages.warning(request, words % {"name": settings.OIDC_NAME})
    return redirect("account_login")


def refuse(request: HttpRequest, words: str) -> NoReturn:
    """Say why on the sign-in page.

    Raises:
        ImmediateHttpResponse: Always.
    """
    messages.warning(request, words % {"name": settings.OIDC_NAME})
    raise ImmediateHttpResponse(redirect("account_login"))


def _verified_email(sociallogin: SocialLogin) -> str:
    """The one that the provider has verified; empty when there is none."""
    found = (email.email for email in sociallogin.email_addresses if email.verified)
    return str(User.objects.normalize_email(next(found, "").lower()))
