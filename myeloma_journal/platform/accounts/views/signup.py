"""Making an account: the email first, then, by a link that was sent there, the rest.

Whether an address has an account already is told to its owner alone, by email. A server
without email cannot do that: there the link is followed at once, and a taken address is
named as such.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import complete_signup, get_next_redirect_url
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from myeloma_journal.platform.accounts import rate_limits, registration
from myeloma_journal.platform.accounts.forms import (
    FirstPasswordForm,
    SetUpForm,
    SignUpForm,
)
from myeloma_journal.platform.accounts.models import User

# In the session, between the link of the email and the password.
LINK = "sign_up_link"


@login_not_required
def account_signup(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("landing")
    invitation = request.session.get(registration.INVITED, "")
    if registration.is_over(invitation):
        return _invitation_over(request)
    if not registration.may_sign_up(request):
        context = {
            "mode": settings.REGISTRATION,
            "needs_first_account": registration.needs_first_account(),
        }
        return render(request, "account/signup_closed.html", context, status=403)
    form = SignUpForm(request.POST if request.method == "POST" else None)
    where = get_next_redirect_url(request) or ""
    known = {"next": where, "is_invited": bool(invitation)}
    if not form.is_valid():
        return _form(request, "account/signup.html", form, **known)
    email = form.cleaned_data["email"]
    if seconds := rate_limits.consume(request, "sign_up", "60/h/ip,5/h/key", key=email):
        form.add_error(None, rate_limits.RateLimitError(seconds))
        return _form(request, "account/signup.html", form, **known)
    sign_up = registration.SignUp(email, where, invitation)
    path = registration.signup_url(sign_up)
    if settings.SENDS_MAIL:
        return _send_link(email, path)
    if registration.email_exists(email):
        form.add_error(
            "email",
            _("This email already has an account. Sign in instead."),
        )
        return _form(request, "account/signup.html", form, **known)
    return redirect(path)


def _send_link(email: str, path: str) -> HttpResponse:
    template = (
        "account_already_exists" if registration.email_exists(email) else "signup"
    )
    adapter = get_adapter()
    link = adapter.site_url(path)
    adapter.send_mail(f"account/email/{template}", email, {"link": link})
    return redirect("account_signup_sent")


@login_not_required
def account_signup_sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody, whether the email has an account or not."""
    return render(request, "account/signup_sent.html")


@login_not_required
def account_signup_link(request: HttpRequest, token: str) -> HttpResponse:
    """Store the token of the email's link, and redirect to a URL that is no secret."""
    request.session[LINK] = token
    return no_referrer(redirect("account_signup_finish"))


@login_not_required
def account_signup_finish(request: HttpRequest) -> HttpResponse:
    waiting = registration.read_token(request.session.get(LINK, ""))
    if waiting is None:
        return render(request, "account/signup_over.html", status=410)
    if registration.is_over(waiting.invitation):
        return _invitation_over(request)
    data = request.POST if request.method == "POST" else None
    form = FirstPasswordForm(User(email=waiting.email), data)
    if not form.is_valid():
        template = "account/signup_finish.html"
        return _form(request, template, form, email=waiting.email)
    user = _make_account(waiting.email, form)
    if user is None:
        return redirect("account_signup_finish")
    del request.session[LINK]
    return _welcome(request, user, waiting.next)


@login_not_required
@rate_limits.rate_limited("set_up", "30/h/ip")
def account_set_up(request: HttpRequest) -> HttpResponse:
    if not registration.needs_first_account():
        return redirect("account_login")
    form = SetUpForm(User(), request.POST if request.method == "POST" else None)
    if form.is_valid() and (user := _make_account(form.cleaned_data["email"], form)):
        return _welcome(request, user, "")
    return _form(request, "account/set_up.html", form)


def _invitation_over(request: HttpRequest) -> HttpResponse:
    """Say so once; whoever may sign up without an invitation can begin again."""
    for key in (registration.INVITED, LINK):
        request.session.pop(key, None)
    context = {"is_open": registration.may_sign_up(request)}
    template = "account/signup_invitation_over.html"
    return render(request, template, context, status=410)


def no_referrer(response: HttpResponse) -> HttpResponse:
    """Keep the browser from sending this URL, which is a secret, as a referrer.

    No form may stand on such a page: the browser would not tell us either where the
    form comes from, and Django refuses that as forged.
    """
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _make_account(email: str, form: FirstPasswordForm) -> User | None:
    """None when another account got the email meanwhile."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email, form.cleaned_data["password1"])
    except IntegrityError:
        return None


def _welcome(request: HttpRequest, user: User, where: str) -> HttpResponse:
    done: HttpResponse = complete_signup(
        request, user, email_verification=None, success_url=where or None
    )
    return done


def _form(
    request: HttpRequest, template: str, form: Any, **context: Any
) -> HttpResponse:
    page = render(request, template, context | {"form": form})
    return rate_limits.with_error_status(page, form) if form.errors else page
