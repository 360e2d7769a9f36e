"""Every page needs a login, except views that say `login_not_required`."""

from collections.abc import Callable

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponseBase

from myeloma_journal.platform.forms import drafts


class LoginRequiredMiddleware(middleware.LoginRequiredMiddleware):
    """Django's, which also saves a form sent after the session ended as a draft."""

    # Django promises a redirect; a lost form needs a page.
    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Redirect to the login page; answer a POST with a link to its draft."""
        if request.method == "POST":
            return drafts.signed_out(request)
        return super().handle_no_permission(request, view_func)
