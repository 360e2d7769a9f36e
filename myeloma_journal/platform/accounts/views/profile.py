"""The account's name and email."""

from datetime import timedelta
from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from myeloma_journal.platform.accounts import rate_limits, registration
from myeloma_journal.platform.accounts.forms import LanguageForm, NameForm, NewEmailForm
from myeloma_journal.platform.accounts.languages import requested_language
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.accounts.sessions import end_others, session_of
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import saved_now

SALT = "accounts.change_email"
LINK_LASTS = timedelta(hours=1)


def account(request: HttpRequest) -> HttpResponse:
    return render(request, "account/account.html")


def account_name(request: HttpRequest) -> HttpResponse:
    form = NameForm(form_data(request), instance=cast(User, request.user))
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("account")
    return _form(request, "account/name.html", form)


def account_language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(form_data(request), instance=cast(User, request.user))
    if form.is_valid():
        user = form.save()
        # What is said next is said in it.
        translation.activate(user.language or requested_language(request))
        messages.success(request, saved_now())
        return redirect("account")
    return _form(request, "account/language.html", form)


@reauthentication_required
def account_change_email(request: HttpRequest) -> HttpResponse:
    """Whether an email has an account is told to its owner alone, by email."""
    user = cast(User, request.user)
    form = NewEmailForm(form_data(request), user=user)
    if not form.is_valid():
        return _form(request, "account/change_email.html", form)
    email = form.cleaned_data["email"]
    key = str(user.pk)
    if seconds := rate_limits.consume(request, "email", "60/h/ip,5/h/key", key=key):
        form.add_error(None, rate_limits.RateLimitError(seconds))
        return _form(request, "account/change_email.html", form)
    if settings.SENDS_MAIL:
        _send_link(user, email)
        words = _(
            "We sent a link to %(email)s. Open it within one hour, where "
            "you’re signed in."
        )
        messages.success(request, words % {"email": email})
        return redirect("account")
    if _change_email(request, user, email):
        return redirect("account")
    form.add_error("email", _("This email already has an account."))
    return _form(request, "account/change_email.html", form)


def _send_link(user: User, email: str) -> None:
    adapter = get_adapter()
    token = signing.dumps([str(user.pk), user.email, email], salt=SALT)
    if registration.email_exists(email):
        template, path = "account_already_exists", reverse("account_login")
    else:
        template, path = "new_email", reverse("account_confirm_email", args=[token])
    link = adapter.site_url(path)
    adapter.send_mail(f"account/email/{template}", email, {"link": link})


def account_confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    user = cast(User, request.user)
    try:
        whose, old, new = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        whose = old = new = ""
    if (whose, old) != (str(user.pk), user.email):
        return render(request, "account/change_email_over.html", status=410)
    if request.method != "POST":
        return render(request, "account/confirm_email.html", {"email": new})
    if not _change_email(request, user, new):
        return render(request, "account/change_email_over.html", status=410)
    return redirect("account")


def _change_email(request: HttpRequest, user: User, email: str) -> bool:
    """False when another account has it."""
    old = user.email
    user.email = email
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        return False
    # allauth would still know the person by the old one.
    EmailAddress.objects.filter(user=user).delete()
    end_others(user, session_of(request))
    get_adapter().send_mail("account/email/email_changed", old, {})
    messages.success(
        request, _("Your email has been changed. Use it the next time you sign in.")
    )
    return True


def _form(
    request: HttpRequest, template: str, form: NameForm | LanguageForm | NewEmailForm
) -> HttpResponse:
    page = render(request, template, {"form": form})
    return rate_limits.with_error_status(page, form) if form.errors else page
