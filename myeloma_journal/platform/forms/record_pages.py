"""Pages with a form, and pages that edit one record or delete it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Protocol

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from myeloma_journal.platform.database.models import Record

View = Callable[..., HttpResponse]


class HasErrors(Protocol):
    """A form, or several that are submitted together."""

    @property
    def errors(self) -> Any: ...


class CanSave(HasErrors, Protocol):
    """A form that saves what was typed."""

    def is_valid(self) -> bool: ...

    def save(self) -> Any: ...


def render_form(
    request: HttpRequest, template: str, form: HasErrors, **context: Any
) -> HttpResponse:
    """The page with a form, with status 422 if the form has errors.

    The template is given `form` and all of `context`.
    """
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def edit_record(
    request: HttpRequest, template: str, form: CanSave, *, then: str, **context: Any
) -> HttpResponse:
    """Save a valid form and redirect to the URL `then`; otherwise render the form."""
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect(then)
    return render_form(request, template, form, **context)


def confirm_delete(
    request: HttpRequest, record: Record, template: str, *, then: str
) -> HttpResponse:
    """Ask for confirmation; on POST delete the record and redirect to the URL `then`.

    The template is given `record`, and `then` as `back`. History keeps the contents.
    """
    if request.method == "POST":
        name = str(record)
        record.delete()
        messages.success(request, _("Deleted: %(name)s.") % {"name": name})
        return redirect(then)
    return render(request, template, {"record": record, "back": then})


def safe_next_url(request: HttpRequest) -> str:
    """The `next` parameter of the URL if it leads to this site, or else ""."""
    url = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts=None, require_https=request.is_secure()
    )
    return url if is_ours else ""


def saved_now() -> str:
    return saved_at(timezone.now())


def saved_at(moment: datetime) -> str:
    """When something was saved, in the current time zone: "Saved at 2:02 p.m."."""
    clock = time_format(timezone.localtime(moment).time(), "TIME_FORMAT")
    return _("Saved at %(clock)s") % {"clock": clock}


def moved_message(to: str | int, number: int) -> str:
    """Where a row was moved, and its number by now."""
    messages_by_direction = {
        "up": _("Moved up. It is number %(number)d now."),
        "down": _("Moved down. It is number %(number)d now."),
    }
    moved = _("Moved. It is number %(number)d now.")
    return messages_by_direction.get(str(to), moved) % {"number": number}


def recreate_with(view_name: str) -> Callable[[View], View]:
    """Let the 404 page offer to save a deleted record anew, with the view that adds it.

    Belongs inside the check of permissions: others are offered nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, *args, **kwargs)
            except Http404:
                url = _url_to_add(request, view_name)
                request.recreate_url = url  # type: ignore[attr-defined]
                raise

        return wrapped

    return decorate


def _url_to_add(request: HttpRequest, view_name: str) -> str:
    """The URL of `view_name` with what this URL captured, but for the record's key."""
    captured = request.resolver_match.kwargs if request.resolver_match else {}
    kwargs = {name: value for name, value in captured.items() if name != "pk"}
    return reverse(view_name, kwargs=kwargs)
