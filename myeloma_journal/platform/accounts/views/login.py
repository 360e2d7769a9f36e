"""Login, logout, and the devices where one is signed in."""

from typing import Any, cast

from allauth.account import views as allauth
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.platform.accounts import rate_limits
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.sessions import session_of
from myeloma_journal.platform.forms.idempotency import skip_deduplication


class SignIn(allauth.LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"provider_name": settings.OIDC_NAME}

    def form_invalid(self, form: Any) -> HttpResponse:
        return rate_limits.with_error_status(super().form_invalid(form), form)


@login_not_required
def account_logout(request: HttpRequest) -> HttpResponse:
    """Sign out, and ask the browser to forget the pages it kept.

    Whoever has only begun to sign in, on a device where others sit down too, leaves the
    next person the sign-in page.
    """
    was_in = request.user.is_authenticated
    response: HttpResponse = allauth.logout(request)
    if request.method != "POST":
        return response
    return clear_site_data(response if was_in else redirect("account_login"))


def clear_site_data(response: HttpResponse) -> HttpResponse:
    """Ask the browser to delete what it keeps of ours."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def account_devices(request: HttpRequest) -> HttpResponse:
    mine = cast(User, request.user).sessions.filter(expire_date__gt=timezone.now())
    this = session_of(request).session_key
    sessions = sorted(mine.order_by("-used_at"), key=lambda session: session.pk != this)
    context = {"sessions": sessions, "this": this}
    return render(request, "account/devices.html", context)


@require_POST
def account_device_end(request: HttpRequest, handle: str) -> HttpResponse:
    user, this = cast(User, request.user), session_of(request).session_key
    others = user.sessions.exclude(pk=this)
    found = next((session for session in others if session.handle == handle), None)
    if found is None:
        raise Http404
    found.delete()
    words = _("Signed out: %(browser)s.") % {"browser": found.browser}
    messages.success(request, words)
    return redirect("account_devices")


@require_POST
def account_sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    this = session_of(request).session_key
    cast(User, request.user).sessions.exclude(pk=this).delete()
    return account_logout(request)


@skip_deduplication  # sent again and again while somebody is there
@require_POST
def account_stay(request: HttpRequest) -> HttpResponse:
    """Extends a session on a shared device; the script asks for it."""
    session = session_of(request)
    session.stay()
    left = {"left": session.seconds_left, "atMost": session.seconds_at_most}
    return JsonResponse(left)
