"""allauth's MFA pages, each behind reauthentication."""

from typing import Any, cast
from urllib.parse import urlencode

from allauth.mfa import app_settings
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.generic.edit import FormMixin

from myeloma_journal.platform.accounts.mfa.adapter import pop_next_page, second_factors
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.rate_limits import (
    rate_limited,
    with_error_status,
)
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.accounts.sessions import end_others, session_of
from myeloma_journal.platform.forms.idempotency import skip_deduplication

MFA_PAGE = reverse_lazy("mfa_index")


class WithErrorStatus(FormMixin):
    """A refused form answers 422 or 429, as all of ours do."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return with_error_status(super().form_invalid(form), form)


class ChangesMFA(WithErrorStatus):
    """A form that changes the second factors of an account.

    Whoever is signed in elsewhere signs in anew, with these.
    """

    request: HttpRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        end_others(cast(User, self.request.user), session_of(self.request))
        return response


class Index(base.IndexView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts the recovery codes without decrypting one."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if codes := context["authenticators"].get("recovery_codes"):
            used = codes.instance.data["used_mask"].bit_count()
            context["recovery_codes_left"] = app_settings.RECOVERY_CODE_COUNT - used
        return context


class CodeAtSignIn(base.AuthenticateView):
    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return with_error_status(super().form_invalid(form), form)


class PasskeySignIn(webauthn.LoginWebAuthnView):
    def form_invalid(self, form: BaseForm) -> HttpResponse:
        """Back to the login page, with `next`."""
        response: HttpResponse = super().form_invalid(form)
        going = self.request.POST.get("next")
        way = f"?{urlencode({'next': going})}" if going else ""
        return redirect(f"{response.url}{way}")  # type: ignore[attr-defined]


class AppAdd(ChangesMFA, totp.ActivateTOTPView):
    def dispatch(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """Send a second click to the list: allauth would go on to removing the app."""
        response = super().dispatch(request, *args, **kwargs)
        is_there = getattr(response, "url", "") == REMOVES_APP
        return redirect(MFA_PAGE) if is_there else response


class TakesAway(ChangesMFA):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["is_last"] = (
            second_factors().filter(user=self.request.user).count() == 1
        )
        return context


class AppRemove(TakesAway, totp.DeactivateTOTPView):
    pass


class PasskeyAdd(ChangesMFA, webauthn.AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        options = context["js_data"]["creation_options"]
        # allauth asks for one that only follows a password; the user is verified by
        # MFA_WEBAUTHN_USER_VERIFICATION.
        discoverable = {"residentKey": "required", "requireResidentKey": True}
        options["publicKey"]["authenticatorSelection"] |= discoverable
        context["options"] = options
        return context


class PasskeyRemove(TakesAway, webauthn.RemoveWebAuthnView):
    success_url = MFA_PAGE


class RecoveryCodesMake(ChangesMFA, recovery_codes.GenerateRecoveryCodesView):
    pass


class RecoveryCodes(recovery_codes.ViewRecoveryCodesView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"next_page": pop_next_page(self.request)}


REMOVES_APP = reverse_lazy("mfa_deactivate_totp")


def _page(view: type) -> Any:
    """Behind reauthentication, and without drafts: no code is saved in one."""
    return skip_deduplication(reauthentication_required(view.as_view()))  # type: ignore[attr-defined]


index = skip_deduplication(Index.as_view())
authenticate = CodeAtSignIn.as_view()
login_webauthn = rate_limited("passkey", "120/5m/ip")(PasskeySignIn.as_view())
activate_totp = _page(AppAdd)
deactivate_totp = _page(AppRemove)
add_webauthn = _page(PasskeyAdd)
remove_webauthn = _page(PasskeyRemove)
view_recovery_codes = _page(RecoveryCodes)
generate_recovery_codes = _page(RecoveryCodesMake)
