"""allauth's adapter: rate limits, sessions, e-mails and messages of ours."""

import logging
from datetime import timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from myeloma_journal.platform.accounts import rate_limits, reauthentication
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import Device, User
from myeloma_journal.platform.accounts.sessions import end_others, session_of
from myeloma_journal.platform.mail import queue

logger = logging.getLogger(__name__)

# Never go here after signing in: out again, or back to where one came from.
NO_REDIRECT_TO = {"account_logout", "account_login", "account_signup"}
# Where the session keeps them between the password and the second factor: whose device
# it is, and what tells that the password is still the same.
DEVICE, AUTH_HASH = "device", "auth_hash"
# A link in an email opens nothing after that.
LINK_LASTS = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
LOGIN_RATES = "60/5m/ip,5/5m/key"


def _too_many_passwords(minutes: int) -> str:
    words = ngettext(
        "Too many wrong passwords. Wait %(minutes)d minute and try again. Or choose "
        "“Forgot your password?”, which works right away.",
        "Too many wrong passwords. Wait %(minutes)d minutes and try again. Or choose "
        "“Forgot your password?”, which works right away.",
        minutes,
    )
    return words % {"minutes": minutes}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account has been closed."),
        "email_password_mismatch": _(
            "That email and password don’t match. Check both, or choose “Forgot "
            "your password?”."
        ),
        "enter_current_password": _("That isn’t your current password. Try again."),
        "invalid_password_reset": _("This link has already been used or has expired."),
        # These two are about codes; _too_many_passwords is said of passwords.
        "too_many_login_attempts": _(
            "Too many wrong codes. Wait five minutes and try again."
        ),
        "rate_limited": _("Too many wrong codes. Wait five minutes and try again."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of a request that came through fewer proxies than there are: the first.

        Raises:
            PermissionDenied: It is no IP address.
        """
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            logger.warning(
                "X-Forwarded-For has fewer addresses than TRUSTED_PROXY_COUNT (%d).",
                settings.ALLAUTH_TRUSTED_PROXY_COUNT,
            )
        first = request.headers["X-Forwarded-For"].partition(",")[0]
        try:
            return str(ip_address(first.strip()))
        except ValueError as error:
            raise PermissionDenied from error

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count this try.

        Raises:
            RateLimitError: There were too many wrong ones lately, for this account
                or from this IP address.
        """
        if seconds := rate_limits.consume(request, **_login_limit(credentials)):
            raise rate_limits.RateLimitError(seconds, _too_many_passwords)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Only wrong passwords count against the limit."""
        user: User | None = super().authenticate(request, **credentials)
        if user:
            rate_limits.refund(request, **_login_limit(credentials))
        return user

    def pre_login(
        self, request: HttpRequest, user: User, **kwargs: Any
    ) -> HttpResponse | None:
        """Store whose device it is until the last step of the login is done."""
        # Who comes from an OpenID Connect provider has said it before.
        said = getattr(request, "device", "") or request.POST.get("device")
        request.session[DEVICE] = said if said in Device.values else Device.OWN
        request.session[AUTH_HASH] = user.get_session_auth_hash()
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in under a new session key; from now on the session has its limits.

        Raises:
            ImmediateHttpResponse: There is a new password since this one was typed.
        """
        if request.session.pop(AUTH_HASH, "") != user.get_session_auth_hash():
            messages.warning(
                request, _("Your password has changed. Sign in with the new one.")
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        device = Device(request.session.pop(DEVICE, Device.OWN))
        super().login(request, user)
        session_of(request).start(device, ClientInfo(request).device)
        reauthentication.mark_reauthenticated(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """One rule for allauth's own pages and ours."""
        return not reauthentication.recently_authenticated(self.request)

    def set_password(self, user: User, password: str) -> None:
        """A new password ends the other sessions."""
        super().set_password(user, password)
        end_others(user, session_of(self.request))
        # Whoever has a new password need not wait for what was tried with the old.
        rate_limits.clear(self.request, **_login_limit({"email": user.email}))

    def is_invitation_open(self, token_hash: str) -> bool:
        """Whether an invitation can still be accepted; for an app that has some."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """With SITE_URL, whatever host the request named."""
        user, _dash, token = key.partition("-")
        path = reverse("account_reset_password_from_key", args=[user, token])
        return self.site_url(path)

    def site_url(self, path: str) -> str:
        """The absolute URL of a path, for emails and commands."""
        return f"{settings.SITE_URL.rstrip('/')}{path}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("landing")

    def is_safe_url(self, url: str | None) -> bool:
        """Whether `url` is a page of ours that answers GET."""
        if not url or not super().is_safe_url(url):
            return False
        path = urlsplit(url).path
        try:
            return resolve(path).url_name not in NO_REDIRECT_TO
        except Resolver404:
            return False

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **kwargs: Any
    ) -> None:
        """Tell the owner of an account that its MFA was changed."""
        if not template_prefix.startswith("mfa/"):
            return
        self.send_mail("mfa/email/changed", user.email, {})

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send an email, in the language of its reader if they have an account.

        Its template may use `site_url`, also without a request.
        """
        said = {"email": email, "site_url": self.site_url("")}
        reader = User.objects.with_email(email).first()
        language = reader.language if reader else ""
        with translation.override(language or translation.get_language()):
            message = self.render_mail(template_prefix, email, context | said)
        has_link = "link" in context or "password_reset_url" in context
        queue.send(message, expires_in=LINK_LASTS if has_link else queue.DAY)


def _login_limit(credentials: dict[str, Any]) -> dict[str, str]:
    email = str(credentials.get("email", "")).lower()
    return {"action": "login", "rates": LOGIN_RATES, "key": email}
