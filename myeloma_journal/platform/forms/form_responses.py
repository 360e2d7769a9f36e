"""Going back and forth over forms: the browser's history holds no submitted form.

A browser cannot show the answer to a POST again, for we let it store nothing: it shows
an error of its own. So that page is kept here for a while, and the browser is
redirected to it. Where a form was saved, the page of the form leads to what was saved.
"""

import re
import secrets
import zlib
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, transaction
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from myeloma_journal.platform.forms import drafts
from myeloma_journal.platform.forms.idempotency import (
    adds_record,
    does_show_form_again,
    hash_session,
    skips_deduplication,
)
from myeloma_journal.platform.forms.models import (
    MAX_RESPONSE_BYTES,
    Draft,
    FormResponse,
)

# The id of a kept page, in the query of its URL.
PARAMETER = "answer"
# The id of a new form, in the query of its page.
FORM_PARAMETER = "form"
# Errors of the server say themselves what became of the words, without a database.
KEPT_STATUSES = (200, 403, 404, 409, 410, 422, 429)
SESSION_KEY = "saved_forms"
MOST_SAVED_FORMS = 10
FORM_ID_LENGTH = 8
# A bookmark of the page opens a new form again.
BACK_WITHIN = 2 * 60 * 60  # seconds


# Django's widget leaves the value out; a page that has one is not kept.
SHOWN_PASSWORD = re.compile(
    rb'<input\b(?=[^>]*\btype="password")[^>]*\bvalue=', re.IGNORECASE
)


class SeeOther(HttpResponseRedirect):
    status_code = HTTPStatus.SEE_OTHER


def redirect_to_kept(
    request: HttpRequest, response: HttpResponseBase
) -> HttpResponseBase:
    """A redirect to the kept page, where a browser may come back to the response."""
    if not isinstance(response, HttpResponse) or not _may_be_kept(request, response):
        return response
    html = zlib.compress(response.content)
    if len(html) > MAX_RESPONSE_BYTES:
        return response
    # When the disk is full, the page is sent as it is.
    with suppress(DatabaseError), transaction.atomic():
        if response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY:
            # Outlives the kept page, and the session.
            drafts.save_draft(request)
        kept = FormResponse.objects.keep(
            user_id=cast(UUID, request.user.pk),
            session_hash=_session_hash(request),
            path=request.path,
            status=response.status_code,
            html=html,
        )
        query = request.GET.copy()
        query[PARAMETER] = kept.pk.hex
        return SeeOther(f"{request.path}?{query.urlencode()}")
    return response


def kept_page(request: HttpRequest) -> HttpResponseBase | None:
    """The kept page that the URL names; a redirect where the form says more by now."""
    if PARAMETER not in request.GET:
        return None
    kept = _find(request)
    query = request.GET.copy()
    del query[PARAMETER]
    if kept is None or _is_typed_since(request, kept):
        return redirect(f"{request.path}?{query.urlencode()}".removesuffix("?"))
    return HttpResponse(zlib.decompress(kept.html), status=kept.status)


def remember_saved(request: HttpRequest, response: HttpResponseBase) -> None:
    """After a form was saved: forget its kept pages, and note what going back opens."""
    view = request.resolver_match.func if request.resolver_match else None
    is_saved = isinstance(response, HttpResponseRedirectBase)
    if view is None or not is_saved:
        return
    query = _query_of_page(request)
    if PARAMETER in query:
        FormResponse.objects.filter(user=request.user.pk, path=request.path).delete()
    form_id = query.get(FORM_PARAMETER, "")
    if len(form_id) == FORM_ID_LENGTH and adds_record(view):
        location = cast(HttpResponseRedirectBase, response).url
        saved = request.session.get(SESSION_KEY, {})
        saved[form_id] = [location, int(timezone.now().timestamp())]
        request.session[SESSION_KEY] = dict(list(saved.items())[-MOST_SAVED_FORMS:])


def saved_before(request: HttpRequest) -> HttpResponseBase | None:
    """A redirect to what was saved, for who goes back to the page of its form.

    A new form gets an id in its URL, by which the history tells it from later ones.
    """
    view = request.resolver_match.func if request.resolver_match else None
    if view is None or not adds_record(view) or not _is_for_browser(request):
        return None
    query = request.GET.copy()
    form_id = query.get(FORM_PARAMETER)
    saved = request.session.get(SESSION_KEY, {})
    if form_id and form_id not in saved:
        return None
    location, saved_at = saved.get(form_id, ("", 0))
    if timezone.now().timestamp() - saved_at < BACK_WITHIN:
        messages.success(request, _("You already saved this."))
        return redirect(location)
    query[FORM_PARAMETER] = secrets.token_hex(FORM_ID_LENGTH // 2)
    return redirect(f"{request.path}?{query.urlencode()}")


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method == "POST"
        and response.status_code in KEPT_STATUSES
        and _is_for_browser(request)
        and response.headers.get("Content-Type", "").startswith("text/html")
        and request.user.is_authenticated
        and match is not None
        and "token" not in match.kwargs  # a secret link: only its hash is stored
        and _is_response_stored(match.func, response.status_code)
        and not SHOWN_PASSWORD.search(response.content)
    )


def _is_response_stored(view: Callable[..., Any], status: int) -> bool:
    if does_show_form_again(view):
        return True
    return status != HTTPStatus.OK and not skips_deduplication(view)


def _find(request: HttpRequest) -> FormResponse | None:
    try:
        key = UUID(request.GET[PARAMETER])
    except ValueError:
        return None
    match = request.resolver_match
    is_allowed = import_string(settings.DRAFT_ACCESS)
    if not is_allowed(request.user.pk, match, match):
        return None
    mine = FormResponse.objects.filter(
        user=request.user.pk, session_hash=_session_hash(request)
    )
    return mine.filter(pk=key, path=request.path).first()


def _is_typed_since(request: HttpRequest, kept: FormResponse) -> bool:
    drafts_of_page = Draft.objects.filter(user=request.user.pk, page=request.path)
    return drafts_of_page.current().filter(updated_at__gt=kept.created_at).exists()


def _query_of_page(request: HttpRequest) -> QueryDict:
    """The query of the page a form was submitted from; its action may leave it out."""
    if FORM_PARAMETER in request.GET or PARAMETER in request.GET:
        return request.GET
    referrer = urlsplit(request.headers.get("Referer", ""))
    is_this_page = (referrer.netloc, referrer.path) == (
        request.get_host(),
        request.path,
    )
    return QueryDict(referrer.query if is_this_page else "")


def _is_for_browser(request: HttpRequest) -> bool:
    """Not for a script or a test, which read the response themselves."""
    return "text/html" in request.headers.get("Accept", "")


def _session_hash(request: HttpRequest) -> str:
    return hash_session(request.session.session_key or "")
