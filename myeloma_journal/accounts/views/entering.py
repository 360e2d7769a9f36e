"""Signing in and out. Too many wrong tries are slowed down, nobody is locked out."""

from typing import Any

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from myeloma_journal.core import rate_limits


class SignIn(allauth.LoginView):
    """Email and password."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page with what was typed; after too many tries, with the time to wait."""
        return rate_limits.with_error_status(super().form_invalid(form), form)


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and ask the browser to forget the pages it kept.

    Whoever has only begun to sign in, on a device where others sit down too, leaves the
    next person the sign-in page.
    """
    was_in = request.user.is_authenticated
    response: HttpResponse = allauth.logout(request)
    if request.method != "POST":
        return response
    return forgotten(response if was_in else redirect("account_login"))


def forgotten(response: HttpResponse) -> HttpResponse:
    """The answer to signing out: the browser keeps nothing of ours."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
