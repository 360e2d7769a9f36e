"""Drafts: saved while somebody types, and when a submitted form cannot be saved."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    QueryDict,
)
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST

from myeloma_journal.platform.forms import error_pages
from myeloma_journal.platform.forms.conflicts import ConflictError
from myeloma_journal.platform.forms.form_data import submitted_data, submitted_text
from myeloma_journal.platform.forms.idempotency import (
    TOKEN_FIELD,
    FormToken,
    hash_session,
    make_token,
    read_token,
    skip_deduplication,
    skips_deduplication,
)
from myeloma_journal.platform.forms.models import Draft, Submission

# In the URL of a page whose draft was discarded, and there the id of what offers it.
DISCARDED = "discarded"


@skip_deduplication  # the last one counts
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Save the form that is being typed; the script asks whenever typing pauses.

    Status 201 when saved, 403 for another user's form, 404 where the user may not open
    the form again (the text stays on the device), 204 when it needs no draft.
    """
    token = read_token(request.POST)
    if token is None or token.user_id != request.user.pk:
        return HttpResponse(status=403)
    if save_draft(request):
        return HttpResponse(status=201)
    page = resolve(request.POST.get("draft_page", request.path))
    action = resolve(request.POST.get("draft_action", request.path))
    is_allowed = _may_save(token.user_id, page, action)
    return HttpResponse(status=204 if is_allowed else 404)


@skip_deduplication  # what is discarded stays discarded
@require_POST
def draft_discard(request: HttpRequest) -> HttpResponse:
    """Discard the drafts of a page, or of its `tab_id`, and redirect to the page."""
    page = request.POST.get("page", "")
    resolve(page)  # raises Http404 for anything but a URL of this site
    drafts = Draft.objects.filter(user=request.user.pk, page=page)
    if "tab_id" in request.POST:
        drafts = drafts.filter(tab_id=request.POST["tab_id"])
    drafts.discard()
    return redirect(f"{page}?{DISCARDED}#{DISCARDED}")


@skip_deduplication  # what is restored is no longer discarded
@require_POST
def draft_restore(request: HttpRequest) -> HttpResponse:
    """Restore the discarded drafts that the page showed, and redirect to it."""
    page = request.POST.get("page", "")
    resolve(page)
    mine = Draft.objects.filter(user=request.user.pk, page=page)
    try:
        mine.filter(pk__in=request.POST.getlist("draft")).restore()
    except ValidationError:
        raise Http404 from None
    return redirect(f"{page}#draft")


def form_data(request: HttpRequest, action: str = "") -> QueryDict | None:
    """The data to bind a form to: the POST, or on a GET the form's draft, or None.

    A form bound to a draft is rendered and never valid, see `DraftData`.

    Args:
        request: The request for the page with the form.
        action: The URL the form is submitted to, where it is not the page's own.
    """
    if request.method == "POST":
        return request.POST
    if request.method != "GET" or getattr(request, "without_draft", False):
        return None
    if not request.user.is_authenticated:
        return None
    action = action or request.path
    drafts = [draft for draft in _drafts_of_page(request) if draft.action == action]
    if not drafts:
        return None
    request.draft = drafts[0]  # type: ignore[attr-defined]
    return drafts[0].form_data()


def _drafts_of_page(request: HttpRequest) -> list[Draft]:
    """The user's drafts of this page, the latest first; one query a request.

    The page can offer to restore those that were just discarded.
    """
    if not hasattr(request, "drafts_of_page"):
        drafts = Draft.objects.filter(user=request.user.pk, page=request.path)
        if DISCARDED not in request.GET:
            drafts = drafts.current()
        found = list(drafts)
        request.drafts_of_page = [  # type: ignore[attr-defined]
            draft for draft in found if draft.discarded_at is None
        ]
        request.discarded_drafts = [  # type: ignore[attr-defined]
            draft for draft in found if draft.discarded_at
        ]
    return cast(list[Draft], request.drafts_of_page)  # type: ignore[attr-defined]


def json_for_script(
    request: HttpRequest, response: HttpResponseBase
) -> HttpResponseBase:
    """The response; for a script that submitted a form that was saved, as JSON.

    The script deletes its copy only when the form's token comes back: a captive portal
    answers with 200 too. For a script on another page the messages come along, since
    it does not follow the redirect.
    """
    by_script = request.headers.get("X-Sent-By")
    if by_script is None or not isinstance(response, HttpResponseRedirectBase):
        return response
    shown = messages.get_messages(request) if by_script == "device" else []
    return JsonResponse(
        {
            "saved": request.POST.get(TOKEN_FIELD, ""),
            "said": " ".join(str(message) for message in shown),
            "next": response.url,
            "form_token": make_token(
                cast(UUID, request.user.pk), request.session.session_key
            ),
        }
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """The page for a form submitted after the session ended; it is saved as a draft."""
    draft = save_draft(request)
    return error_pages.signed_out(request, page=draft.page if draft else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without a valid CSRF token; it is saved as a draft.

    By now another user may have signed in, or nobody be: the draft belongs to whoever
    opened the form, and only they are given the link to it.
    """
    draft = save_draft(request)
    is_own = draft and request.user.pk in (None, draft.user_id)
    page = draft.page if draft and is_own else ""
    return error_pages.csrf_failure(request, reason, page=page)


def wrong_user(request: HttpRequest) -> HttpResponse:
    """The page for a form that was opened by another user; theirs is the draft."""
    save_draft(request)
    return error_pages.csrf_failure(request)


def conflict(request: HttpRequest, found: ConflictError) -> HttpResponse:
    """The page with both versions of a record that somebody else changed meanwhile."""
    mine = submitted_data(request) | {found.version_name: [str(found.version)]}
    both = {
        difference.name: [difference.both]
        for difference in found.differences
        if difference.is_text
    }
    context = {
        "conflict": found,
        "mine": mine,
        "both": mine | both if both else None,
        "page": _page_of(request),
    }
    return render(request, "forms/conflict.html", context, status=409)


def already_saved(request: HttpRequest, saved: Submission) -> HttpResponse:
    """The page that asks about a form which was changed after it had been saved."""
    context = {
        "saved": saved,
        "data": submitted_data(request),
        "typed": submitted_text(request),
    }
    return render(request, "forms/already_saved.html", context, status=409)


def save_draft(request: HttpRequest) -> Draft | None:
    """Save the submitted form as a draft of whoever opened it.

    None where that is not known, where they may not open it again, where they have
    signed out meanwhile, or where `Draft.objects.save_fields` refuses it.
    """
    token = read_token(request.POST)
    if token is None:
        return None
    if token.user_id != request.user.pk and _has_signed_out(token):
        return None
    fields = submitted_data(request)
    page = fields.pop("draft_page", [_page_of(request)])[0]
    action = fields.pop("draft_action", [request.path])[0]
    tab_id = fields.pop("tab_id", [""])[0]
    try:
        shown, submitted = resolve(page), resolve(action)
    except Resolver404:
        return None
    needs_none = skips_deduplication(shown.func) or skips_deduplication(submitted.func)
    if needs_none or not _may_save(token.user_id, shown, submitted):
        return None
    return Draft.objects.save_fields(
        fields, token=token, page=page, action=action, tab_id=tab_id
    )


def delete_saved(request: HttpRequest) -> None:
    """Delete the drafts of a form that was saved."""
    mine = Draft.objects.filter(user=request.user.pk, action=request.path)
    mine.filter(tab_id__in=["", request.POST.get("tab_id", "")]).delete()


def mark_submitted(request: HttpRequest) -> None:
    """Record that a form was saved, for a view that does not redirect afterwards.

    Its drafts are deleted and no more are saved. Submitted again, it is saved again.
    """
    delete_saved(request)
    if token := read_token(request.POST):
        form = {"user_id": token.user_id, "nonce": token.nonce, "digest": ""}
        Submission.objects.get_or_create(**form, defaults={"location": request.path})


def _has_signed_out(token: FormToken) -> bool:
    """Whether the session of the form was ended, not only lost or past its end."""
    session_keys = import_string(settings.DRAFT_SESSIONS)(token.user_id)
    return token.session_hash not in map(hash_session, session_keys)


def _may_save(user_id: UUID, page: ResolverMatch, action: ResolverMatch) -> bool:
    is_allowed: Callable[[UUID, ResolverMatch, ResolverMatch], bool]
    is_allowed = import_string(settings.DRAFT_ACCESS)
    return is_allowed(user_id, page, action)


def _page_of(request: HttpRequest) -> str:
    """The path of the page a form was submitted from, from the Referer header."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    is_ours = referrer.netloc == request.get_host()
    return referrer.path if is_ours else request.path
