"""Forms are saved once; a page opens also when its draft breaks it."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import (
    HttpRequest,
    HttpResponseBase,
)
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from myeloma_journal.platform.forms import drafts as views
from myeloma_journal.platform.forms.conflicts import Conflict
from myeloma_journal.platform.forms.idempotency import (
    FormToken,
    does_deduplicate_itself,
    is_idempotent,
    read_token,
)
from myeloma_journal.platform.forms.models import Submission, digest_of

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]
Answered = Callable[[], HttpResponseBase]
SHOWS_A_FORM = (200, 422)


class DraftMiddleware:
    """Opens a page without its draft when the draft breaks it."""

    def __init__(self, get_response: Answer) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Run the GET view again, without the draft."""
        match = request.resolver_match
        if request.method != "GET" or not hasattr(request, "draft") or not match:
            return None
        logger.error("A draft could not be shown: %s", match.route, exc_info=exception)
        del request.draft
        request.without_draft = True  # type: ignore[attr-defined]
        return cast(View, match.func)(request, *match.args, **match.kwargs)


class IdempotencyMiddleware:
    """Stands around every view that takes a form from somebody who is signed in."""

    def __init__(self, get_response: Answer) -> None:
        """Stand before `get_response`."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request pass."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Take a form once."""
        if request.method != "POST" or not request.user.is_authenticated:
            return None
        if is_idempotent(view):
            return None
        answer = partial(view, request, *args, **kwargs)
        handle = _record if does_deduplicate_itself(view) else _deduplicate
        return views.for_the_script(
            request, _handle_post(request, partial(handle, request, answer))
        )


def _handle_post(
    request: HttpRequest, handle: Callable[[FormToken | None], HttpResponseBase]
) -> HttpResponseBase:
    """The answer to a form, unless it is another person's or came too late."""
    token = read_token(request.POST)
    if token and token.user_id != request.user.pk:
        # Somebody else has signed in since: these are not their words.
        return views.not_yours(request)
    try:
        with transaction.atomic():
            return handle(token)
    except Conflict as conflict:
        return views.conflict(request, conflict)


def _record(
    request: HttpRequest, view: Answered, token: FormToken | None
) -> HttpResponseBase:
    """The view's answer; it knows by itself whether the form was sent before."""
    response = view()
    if token and isinstance(response, HttpResponseRedirectBase):
        submission = Submission(**_form(request, token), location=response.url)
        Submission.objects.bulk_create([submission], ignore_conflicts=True)
        views.forget(request)
    return response


def _deduplicate(
    request: HttpRequest, view: Answered, token: FormToken | None
) -> HttpResponseBase:
    """The view's answer to a form; of two that are the same, to the first.

    The form is remembered first: who sends it again meanwhile waits here.
    """
    if token is None:
        return view()
    form = _form(request, token)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(**form)
    except IntegrityError:
        messages.success(request, _("Already saved. Nothing was saved twice."))
        return redirect(Submission.objects.get(**form).location)
    response = view()
    if isinstance(response, HttpResponseRedirectBase):
        submission.location = response.url
        submission.save(update_fields=["location", "updated_at"])
        views.forget(request)
    else:
        submission.delete()  # a refused form is sent again when it is mended
    return response


def _form(request: HttpRequest, token: FormToken) -> dict[str, Any]:
    """What tells this form, with these answers, from every other."""
    digest = digest_of(request.path, request.POST)
    return {"user_id": token.user_id, "nonce": token.nonce, "digest": digest}
