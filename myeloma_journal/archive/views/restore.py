"""Adding a journal from a file: choose it, see what is in it, and confirm."""

from typing import cast
from uuid import UUID

from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.archive.forms import MAX_BYTES, ChooseFileForm
from myeloma_journal.archive.restore import pending
from myeloma_journal.archive.restore.errors import ArchiveError
from myeloma_journal.platform.accounts import rate_limits
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.files.models import PendingFile
from myeloma_journal.platform.files.uploads import takes_file
from myeloma_journal.platform.forms.idempotency import (
    shows_form_again,
    skip_deduplication,
)

# SQLite lets nobody else save while a file is tried.
RATES = "10/h/key"


@takes_file(MAX_BYTES)
@shows_form_again
@skip_deduplication  # the last file counts, and reading it must hold no transaction
def choose_file(request: HttpRequest) -> HttpResponse:
    """Take a file and read it; nothing is added before the next page."""
    user = cast(User, request.user)
    if user.is_demo:
        return render(request, "archive/restore_sample.html", status=403)
    is_sent = request.method == "POST"
    form = ChooseFileForm(*(request.POST, request.FILES) if is_sent else ())
    if form.is_valid() and (checked := _check(request, form, user)):
        return redirect("restore:checked_file", checked.pk)
    page = render(request, "archive/restore_choose.html", {"form": form})
    return rate_limits.with_error_status(page, form) if form.errors else page


def _check(
    request: HttpRequest, form: ChooseFileForm, user: User
) -> PendingFile | None:
    """The file that waits to be confirmed; None when the form has an error."""
    if seconds := rate_limits.consume(request, "restore", RATES, str(user.pk)):
        form.add_error("file", rate_limits.RateLimitError(seconds))
        return None
    try:
        return pending.check(form.cleaned_data["file"], user)
    except ArchiveError as reason:
        form.add_error("file", str(reason))
        return None


def checked_file(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say what is in the file, what becomes of it, and what does not come along."""
    found = _find(request, key)
    return _gone(request) if found is None else _page(request, found)


def _page(request: HttpRequest, found: PendingFile, problem: str = "") -> HttpResponse:
    context = {
        "pending": found,
        "journal": pending.Summary.of(found),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "archive/restore_checked.html", context, status=status)


@require_POST
@reauthentication_required
def journal_add(request: HttpRequest, key: UUID) -> HttpResponse:
    """Add the journal; the form does it once, however often it is sent."""
    found = _find(request, key)
    if found is None:
        return _gone(request)
    user = cast(User, request.user)
    try:
        member = pending.add_journal(found, user, ClientInfo(request))
    except ArchiveError as reason:
        return _page(request, found, str(reason))
    words = _("The journal of %(name)s is here. Nothing in it was changed.")
    messages.success(request, words % {"name": member.patient.name})
    return redirect("today", member.patient_id)


@require_POST
def file_cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Delete what was read, unconfirmed."""
    PendingFile.objects.filter(pk=key, user=request.user.pk).delete()
    messages.success(request, _("Nothing was added. The file was deleted here."))
    return redirect("landing")


def _find(request: HttpRequest, key: UUID) -> PendingFile | None:
    """The user's own file, if it still waits and can be read."""
    mine = PendingFile.objects.open(timezone.now()).filter(user=request.user.pk)
    found = mine.filter(pk=key).first()
    if found is not None:
        try:
            found.read_summary()
        except InvalidToken:
            return None
    return found


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request,
        _(
            "That file is no longer here. If its journal isn’t here either, choose the "
            "file again."
        ),
    )
    return redirect("restore:choose_file")
