"""The week page: seven days at once, to copy what was noted on paper."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.actions import entries as actions
from myeloma_journal.journal.call_box import entry_to_call_about
from myeloma_journal.journal.forms.weeks import WeekForm
from myeloma_journal.journal.models import Severity
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import (
    adds_record_on_own_page,
    deduplicates_itself,
)
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.platform.forms.record_pages import render_form, saved_now

WEEK = timedelta(days=7)


@adds_record_on_own_page
@deduplicates_itself
@circle_view(Permission.WRITE)
def week(request: HttpRequest, member: Membership) -> HttpResponse:
    """Seven entries on one form."""
    # The form carries its week: submitted a day later, or opened again from a draft,
    # the week of today would lack its first days.
    data = form_data(request)
    last_day = data.get("last_day") if data else None
    last = _last_day(last_day or request.GET.get("last", ""), member.patient.today())
    followed = member.patient.followed_symptoms.current().visible_to(member)
    form = WeekForm(
        data,
        last=last,
        followed=followed,
    )
    if request.method == "POST" and form.is_valid():
        saved = actions.create_week(by=member, days=form.filled_days)
        entries = [entry for entry, outcome in saved]
        text = ngettext(
            "%(saved)s: %(days)s day.", "%(saved)s: %(days)s days.", len(entries)
        )
        messages.success(request, text % {"saved": saved_now(), "days": len(entries)})
        if any(outcome is actions.Outcome.CORRECTED for entry, outcome in saved):
            changed = _(
                "You changed days that you saved before. The earlier versions are kept."
            )
            messages.success(request, changed)
        if entry := entry_to_call_about(entries, member):
            page = reverse("journal:entry", args=[member.patient_id, entry.pk])
            return redirect(f"{page}#page-title")
        return redirect("journal:entry_list", member.patient_id)
    in_week = member.patient.entries.between(last - WEEK, last)
    context = {
        "nav": "journal",
        "severities": list(Severity),
        "last": last,
        "earlier": last - WEEK,
        "later": last + WEEK if last + WEEK <= member.patient.today() else None,
        "written": set(in_week.values_list("felt_on", flat=True)),
    }
    return render_form(request, "journal/week.html", form, **context)


def _last_day(text: str, today: date) -> date:
    """The last day of the requested week, or `today` where it is unreadable."""
    try:
        last = date.fromisoformat(text)
    except ValueError:
        return today
    return min(max(last, FIRST_DAY + WEEK), today)
