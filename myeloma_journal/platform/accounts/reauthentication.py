"""Password or passkey again before what reaches far, at most once in ten minutes.

Whoever finds a journal open on a table may read it. They shall not be able to let
somebody in, carry everything away, or delete it.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.accounts import rate_limits
from myeloma_journal.platform.accounts.mfa.forms import PasskeyForm
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.platform.forms.idempotency import skip_deduplication

View = Callable[..., HttpResponseBase]

LASTS = timedelta(minutes=10)
SESSION_KEY = "reauthenticated_at"  # in the session: a Unix time
PREFIX = "reauthentication"
# Of a form that waits for the password: the page that asks has its own.
TOKENS = {"csrfmiddlewaretoken", "form_token"}


def reauthentication_required(view: View) -> View:
    """Ask for the password or a passkey before `view`, unless that was just done.

    Signing in counts for ten minutes, too. It stands right above the view, inside
    `circle_view`, and guards the page with the form as well as the form that is sent::

        @circle_view(Permission.SHARE)
        @reauthentication_required
        def export(request: HttpRequest, member: Membership) -> HttpResponse:

    A link or a download asks on a page of its own and then goes on to the address. A
    form that is sent waits in the page that asks and is sent on with it: nothing is
    typed twice. Who cancels is back where they were, and nothing has changed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if recently_authenticated(request):
            return view(request, *args, **kwargs)
        if request.method != "POST":
            where = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_reauthenticate')}?{where}")
        is_answer = f"{PREFIX}-password" in request.POST
        form = ReauthenticationForm(
            request.POST if is_answer else None, request=request
        )
        if not form.is_valid():
            return challenge(request, form, pending_fields=_pending_fields(request))
        mark_reauthenticated(request)
        return view(request, *args, **kwargs)

    return guarded


def mark_reauthenticated(request: HttpRequest) -> None:
    request.session[SESSION_KEY] = time.time()


def recently_authenticated(request: HttpRequest) -> bool:
    """True also for users who cannot authenticate, such as those of the demo."""
    since = time.time() - request.session.get(SESSION_KEY, 0)
    if since < LASTS.total_seconds():
        return True
    user = cast(User, request.user)
    return not (user.has_usable_password() or _has_passkey(user) or _has_provider(user))


class ReauthenticationForm(PageForm):
    """The password of the account, or one of its passkeys.

    Raises:
        ValidationError: Neither is right, or it was tried too often.
    """

    helper = PageFormHelper("password")
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        error_messages={"required": _("Enter your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    # A script puts in what the passkey says.
    credential = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, prefix=PREFIX, **kwargs)
        self.request = request
        # A passkey does in its place.
        self.fields["password"].required = not self.data.get(f"{PREFIX}-credential")

    def clean(self) -> dict[str, Any]:
        """Check the passkey or password, under a rate limit."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("credential"):
            self._check_passkey(data["credential"])
        elif data.get("password"):
            self._check_password(data["password"])
        return data

    def _check_passkey(self, credential: str) -> None:
        form = PasskeyForm({"credential": credential}, user=self.request.user)
        if not form.is_valid():
            raise ValidationError(
                _("That passkey didn’t work. Use your password instead.")
            )
        form.save()

    def _check_password(self, password: str) -> None:
        user = cast(User, self.request.user)
        try:
            found = get_adapter().authenticate(
                self.request, email=user.email, password=password
            )
        except ValidationError as rate_limited:
            self.add_error("password", rate_limited)
            return
        if found is None or found.pk != user.pk:
            self.add_error("password", _("That isn’t your password. Try again."))


def challenge(
    request: HttpRequest,
    form: ReauthenticationForm,
    *,
    pending_fields: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    """The page that asks; 422 when the answer was wrong, 429 after too many.

    Args:
        request: A page somebody wants to see, or a form they sent.
        form: The question, with what is wrong about the answer.
        pending_fields: Names and values of the form that waits; None when none does.
    """
    user = cast(User, request.user)
    has_passkey = _has_passkey(user)
    context = {
        "form": form,
        "action": request.get_full_path(),
        "pending_fields": pending_fields or [],
        "back": _back(request),
        "has_password": user.has_usable_password(),
        "options": _passkey_options(request) if has_passkey else None,
        "provider_name": settings.OIDC_NAME if _has_provider(user) else "",
        "provider_next": request.GET.get("next") or _back(request),
    }
    # 401, by which drafts.js tells it from the page of the form itself.
    status = 401 if pending_fields is not None else 200
    page = render(request, "account/reauthenticate.html", context, status=status)
    return rate_limits.with_error_status(page, form) if form.errors else page


@skip_deduplication  # a password belongs in no draft
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """The page that asks, for links and downloads; goes on to `next`."""
    data = request.POST if request.method == "POST" else None
    form = ReauthenticationForm(data, request=request)
    if form.is_valid():
        mark_reauthenticated(request)
    elif not recently_authenticated(request):
        return challenge(request, form)
    next_page = request.GET.get("next", "")
    is_ours = get_adapter().is_safe_url(next_page)
    return redirect(next_page if is_ours else reverse("landing"))


def _has_passkey(user: User) -> bool:
    mine = Authenticator.objects.filter(user=user)
    return mine.filter(type=Authenticator.Type.WEBAUTHN).exists()


def _has_provider(user: User) -> bool:
    """Whether they can prove there who they are; not where it was switched off."""
    if not settings.OIDC_NAME:
        return False
    return SocialAccount.objects.filter(user=user).exists()


class _PasskeyOptions(ReauthenticateWebAuthnView):
    """Only makes a challenge for the browser: the page that asks is ours."""

    def get_reauthentication_alternatives(self) -> list[dict[str, str]]:
        """None: those of allauth have no URL here."""
        return []


def _passkey_options(request: HttpRequest) -> dict[str, Any]:
    view = _PasskeyOptions()
    view.setup(request)
    options: dict[str, Any] = view.get_context_data()["js_data"]["request_options"]
    return options


def _pending_fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in TOKENS and not name.startswith(f"{PREFIX}-")
        for value in values
    ]


def _back(request: HttpRequest) -> str:
    """Where the person was before we asked, as far as the browser tells it."""
    posted_back: str = request.POST.get(f"{PREFIX}-back", "")
    came_from = urlsplit(request.headers.get("Referer", ""))
    is_ours = came_from.netloc == request.get_host()
    back = posted_back or (came_from.path if is_ours else "")
    is_somewhere = back != request.path and get_adapter().is_safe_url(back)
    return back if is_somewhere else reverse("landing")
