"""Password reset: the same answer for known and for unknown emails."""

from typing import Any

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from myeloma_journal.platform.accounts import rate_limits
from myeloma_journal.platform.accounts.views.signup import no_referrer


@method_decorator(login_not_required, name="dispatch")
class PasswordReset(allauth.PasswordResetView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Send the link, unless very many were sent lately."""
        email = form.cleaned_data["email"].lower()
        rates = "60/h/ip,5/h/key"
        if seconds := rate_limits.consume(self.request, "reset", rates, key=email):
            form.add_error(None, rate_limits.RateLimitError(seconds))
            return self.form_invalid(form)
        sent: HttpResponse = super().form_valid(form)
        return sent

    def form_invalid(self, form: Any) -> HttpResponse:
        return rate_limits.with_error_status(super().form_invalid(form), form)


@login_not_required
@rate_limits.rate_limited("reset_link", "120/h/ip")
def password_reset_from_key(
    request: HttpRequest, uidb36: str, key: str
) -> HttpResponse:
    """The link of the email; redirects to a URL that is no secret."""
    page: HttpResponse = allauth.password_reset_from_key(
        request, uidb36=uidb36, key=key
    )
    if key != allauth.PasswordResetFromKeyView.reset_url_key:
        return no_referrer(page)
    if page.status_code == 200 and request.method == "POST":
        page.status_code = 422
    return page
