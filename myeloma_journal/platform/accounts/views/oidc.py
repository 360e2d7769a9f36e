"""To the OpenID Connect provider, and back."""

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as allauth
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from myeloma_journal.platform.accounts import rate_limits
from myeloma_journal.platform.accounts.adapter import DEVICE
from myeloma_journal.platform.accounts.models import Device
from myeloma_journal.platform.accounts.oidc import did_not_work
from myeloma_journal.platform.accounts.sessions import session_of


@login_not_required
@require_POST
@rate_limits.rate_limited("oidc", "60/5m/ip")
def account_oidc_login(request: HttpRequest) -> HttpResponse:
    """Redirect to the provider; whoever is signed in must prove there who they are."""
    if not settings.OIDC_NAME:
        raise Http404
    is_again = request.user.is_authenticated
    if is_again and session_of(request).is_shared:
        device: str = Device.SHARED
    else:
        device = request.POST.get("device", "")
    request.session[DEVICE] = device
    provider = get_adapter().get_provider(request, settings.OIDC_PROVIDER_ID)
    try:
        page: HttpResponse = provider.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=get_next_redirect_url(request),
            auth_params={"prompt": "login"} if is_again else {},
        )
    except RequestException:
        return did_not_work(request)
    return page


@login_not_required
@require_GET
@rate_limits.rate_limited("oidc_callback", "60/5m/ip")
def account_oidc_callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    page: HttpResponse = allauth.callback(request, provider_id=provider_id)
    return page
