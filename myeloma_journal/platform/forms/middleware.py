"""Middleware: save a form once, and render a page that its draft breaks."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from myeloma_journal.platform.forms import drafts, form_responses
from myeloma_journal.platform.forms.conflicts import ConflictError
from myeloma_journal.platform.forms.idempotency import (
    FormToken,
    adds_record,
    does_deduplicate_itself,
    read_token,
    skips_deduplication,
)
from myeloma_journal.platform.forms.models import Submission, hash_submission

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]
CallView = Callable[[], HttpResponseBase]


class FormResponseMiddleware:
    """Redirects to the page that answers a form, and from the form to what it saved."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method != "POST" or not request.user.is_authenticated:
            return response
        form_responses.remember_saved(request, response)
        return form_responses.redirect_to_kept(request, response)

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "GET" or not request.user.is_authenticated:
            return None
        saved = form_responses.saved_before(request)
        return saved or form_responses.kept_page(request)


class DraftMiddleware:
    """Renders a page without its draft when it fails with the draft."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if request.method != "GET" or not hasattr(request, "draft") or not match:
            return None
        logger.error("A draft could not be shown: %s", match.route, exc_info=exception)
        del request.draft
        request.without_draft = True  # type: ignore[attr-defined]
        return cast(View, match.func)(request, *match.args, **match.kwargs)


class IdempotencyMiddleware:
    """Saves a form once, in a transaction, however often a user submits it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if skips_deduplication(view):
            return None
        call_view = partial(view, request, *args, **kwargs)
        handle = _record if does_deduplicate_itself(view) else _deduplicate
        response = _handle_post(request, partial(handle, request, call_view))
        return drafts.json_for_script(request, response)


def _handle_post(
    request: HttpRequest, handle: Callable[[FormToken | None], HttpResponseBase]
) -> HttpResponseBase:
    """The response to a form, unless another user opened it or there is a conflict."""
    token = read_token(request.POST)
    if token and token.user_id != request.user.pk:
        return drafts.wrong_user(request)
    try:
        with transaction.atomic():
            return handle(token)
    except ConflictError as conflict:
        return drafts.conflict(request, conflict)


def _record(
    request: HttpRequest,
    call_view: CallView,
    token: FormToken | None,
) -> HttpResponseBase:
    """The response of a view that deduplicates itself; the submission is recorded."""
    response = call_view()
    if token and isinstance(response, HttpResponseRedirectBase):
        submission = Submission(**_form(request, token), location=response.url)
        Submission.objects.bulk_create([submission], ignore_conflicts=True)
        drafts.delete_saved(request)
    return response


def _deduplicate(
    request: HttpRequest,
    call_view: "partial[HttpResponseBase]",
    token: FormToken | None,
) -> HttpResponseBase:
    """The view's response, or for a form that was saved already a redirect to it.

    The submission is created before the view runs: a second request with the same form
    waits at the unique constraint.
    """
    if token is None:
        return call_view()
    form = _form(request, token)
    if adds_record(call_view.func) and (saved := _saved_with_other_data(form)):
        return drafts.already_saved(request, saved)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(**form)
    except IntegrityError:
        messages.success(request, _("Already saved. No second copy was made."))
        return redirect(Submission.objects.get(**form).location)
    response = call_view()
    if isinstance(response, HttpResponseRedirectBase):
        submission.location = response.url
        submission.save(update_fields=["location", "updated_at"])
        drafts.delete_saved(request)
    else:
        submission.delete()  # an invalid form is submitted again, corrected
    return response


def _saved_with_other_data(form: dict[str, Any]) -> Submission | None:
    """What this form saved before somebody went back and changed it."""
    same = Submission.objects.filter(user=form["user_id"], nonce=form["nonce"])
    if same.filter(digest=form["digest"]).exists():
        return None
    return same.exclude(location="").order_by("-created_at").first()


def _form(request: HttpRequest, token: FormToken) -> dict[str, Any]:
    """The fields that identify a submission: this form with this data."""
    digest = hash_submission(request.path, request.POST)
    return {"user_id": token.user_id, "nonce": token.nonce, "digest": digest}
