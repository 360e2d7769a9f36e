"""What happens to the words of a form that could not be saved where it was sent."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import (
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

from myeloma_journal.platform.forms import error_pages as core
from myeloma_journal.platform.forms.conflicts import Conflict
from myeloma_journal.platform.forms.form_data import answers_of
from myeloma_journal.platform.forms.idempotency import (
    TOKEN_FIELD,
    FormToken,
    idempotent,
    is_idempotent,
    make_token,
    read_token,
)
from myeloma_journal.platform.forms.models import Draft, Submission


@idempotent
@require_POST
def draft_keep(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed; the script asks for it whenever typing pauses."""
    token = read_token(request.POST)
    if token is None or token.user_id != request.user.pk:
        return HttpResponse(status=403)
    if _keep(request, token):
        return HttpResponse(status=201)
    # 404: they may not open it again, so the words stay on their device.
    # 204: no draft is needed, for the form was saved.
    page = resolve(request.POST.get("draft_page", request.path))
    action = resolve(request.POST.get("draft_action", request.path))
    return HttpResponse(status=204 if _may_keep(token.user_id, page, action) else 404)


@idempotent
@require_POST
def draft_forget(request: HttpRequest) -> HttpResponse:
    """Throw away what was kept of a page, and open the page afresh.

    Of two tabs only what was shown is thrown away; then the other's words come up.
    """
    page = request.POST.get("page", "")
    resolve(page)  # a page of ours, or none at all
    drafts = Draft.objects.filter(user=request.user.pk, page=page)
    if "tab_id" in request.POST:
        drafts = drafts.filter(tab_id=request.POST["tab_id"])
    drafts.delete()
    return redirect(page)


def answers(request: HttpRequest, action: str = "") -> QueryDict | None:
    """What a form starts with: its POST, or on a GET the draft of it that was kept.

    A draft is shown and never valid, see `DraftData`. None where there is neither.

    Args:
        request: Of the page on which the form stands.
        action: The address the form is sent to, where it is not that of the page.
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
    return drafts[0].answers()


def _drafts_of_page(request: HttpRequest) -> list[Draft]:
    """The user's drafts of this page, the latest first; one query a request."""
    if not hasattr(request, "drafts_of_page"):
        drafts = Draft.objects.filter(user=request.user.pk, page=request.path)
        request.drafts_of_page = list(drafts)  # type: ignore[attr-defined]
    return cast(list[Draft], request.drafts_of_page)  # type: ignore[attr-defined]


def for_the_script(
    request: HttpRequest, response: HttpResponseBase
) -> HttpResponseBase:
    """The answer; to a script that sent the form by itself, that it was saved.

    The script lets go of the words only when the token of their form comes back: a
    hotel's sign-in page answers with 200 too. Where the script stays on another page it
    says by itself what the next page would have said.
    """
    by_script = request.headers.get("X-Sent-By")
    if by_script is None or not isinstance(response, HttpResponseRedirectBase):
        return response
    said = messages.get_messages(request) if by_script == "device" else []
    return JsonResponse(
        {
            "saved": request.POST.get(TOKEN_FIELD, ""),
            "said": " ".join(str(one) for one in said),
            "next": response.url,
            "form_token": make_token(cast(UUID, request.user.pk)),
        }
    )


def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the form came too late; it waits for whoever opened it."""
    draft = save_draft(request)
    return core.signed_out(request, page=draft.page if draft else "")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was too old; it can be opened again as it was."""
    token = read_token(request.POST)
    # Somebody else may have signed in since, in another window, or nobody be any more:
    # the signed token still says whose words these are. Only they are led to them.
    draft = _keep(request, token) if token else None
    is_own = token and request.user.pk in (None, token.user_id)
    page = draft.page if draft and is_own else ""
    return core.csrf_failure(request, reason, page=page)


def not_yours(request: HttpRequest) -> HttpResponse:
    """Say that somebody else has signed in since the form was opened.

    The words go to the drafts of whoever opened it.
    """
    token = read_token(request.POST)
    if token:
        _keep(request, token)
    return core.csrf_failure(request)


def conflict(request: HttpRequest, found: Conflict) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was sent now."""
    mine = answers_of(request) | {found.version_name: [str(found.version)]}
    both = {one.name: [one.both] for one in found.differences if one.is_text}
    context = {
        "conflict": found,
        "mine": mine,
        "both": mine | both if both else None,
        "page": _page_of(request),
    }
    return render(request, "forms/conflict.html", context, status=409)


def save_draft(request: HttpRequest) -> Draft | None:
    """Keep a form that cannot be taken now, if it can be opened again."""
    token = read_token(request.POST)
    return _keep(request, token) if token else None


def forget(request: HttpRequest) -> None:
    """What was saved is a draft no longer."""
    mine = Draft.objects.filter(user=request.user.pk, action=request.path)
    mine.filter(tab_id__in=["", request.POST.get("tab_id", "")]).delete()


def mark_submitted(request: HttpRequest) -> None:
    """Say that a form was saved by a view that answers with a page of its own.

    A view that leads on to the next page need not say it. What the device still holds
    of the form is no draft from now on; the same form, sent again, is taken again.
    """
    forget(request)
    if token := read_token(request.POST):
        form = {"user_id": token.user_id, "nonce": token.nonce, "digest": ""}
        Submission.objects.get_or_create(**form, defaults={"location": request.path})


def _keep(request: HttpRequest, token: FormToken) -> Draft | None:
    """Keep the form for whoever opened it, if it is one that can be opened again."""
    fields = answers_of(request)
    page = fields.pop("draft_page", [_page_of(request)])[0]
    action = fields.pop("draft_action", [request.path])[0]
    tab_id = fields.pop("tab_id", [""])[0]
    try:
        shown, sent = resolve(page), resolve(action)
    except Resolver404:
        return None
    is_kept_nowhere = is_idempotent(shown.func) or is_idempotent(sent.func)
    if is_kept_nowhere or not _may_keep(token.user_id, shown, sent):
        return None
    return Draft.objects.keep(
        user_id=token.user_id,
        token=token,
        page=page,
        action=action,
        tab_id=tab_id,
        fields=fields,
    )


def _may_keep(user_id: UUID, page: ResolverMatch, action: ResolverMatch) -> bool:
    is_allowed: Callable[[UUID, ResolverMatch, ResolverMatch], bool]
    is_allowed = import_string(settings.DRAFT_ACCESS)
    return is_allowed(user_id, page, action)


def _page_of(request: HttpRequest) -> str:
    """The address of the page a form was sent from, as the browser tells it."""
    referrer = urlsplit(request.headers.get("Referer", ""))
    is_ours = referrer.netloc == request.get_host()
    return referrer.path if is_ours else request.path
