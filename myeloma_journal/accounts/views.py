"""Signing out, which leaves nothing behind on a shared tablet."""

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse


@login_not_required
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, and ask the browser to forget the pages it kept."""
    response: HttpResponse = allauth.logout(request)
    if request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
