"""Which language a page speaks, and that it needs a login.

Every view does, except those that say `login_not_required`.
"""

from collections.abc import Callable

from django.contrib.auth import middleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from myeloma_journal.platform.accounts.languages import requested_language
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


def language_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Activate the language of the account, or else one the browser asks for.

    A view may activate another: it ends with the request.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        own = request.user.language if request.user.is_authenticated else ""
        with translation.override(own or requested_language(request)):
            response = get_response(request)
            response.headers.setdefault(
                "Content-Language", translation.get_language() or ""
            )
        patch_vary_headers(response, ("Accept-Language",))
        return response

    return answer
