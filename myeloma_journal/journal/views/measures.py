"""Which measures Today asks for, and in which units."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.forms import MeasuresForm
from myeloma_journal.journal.models import MeasureChoice
from myeloma_journal.platform.forms.drafts import answers
from myeloma_journal.platform.forms.record_pages import saved_now


@circle_view(Permission.WRITE)
def measure_list(request: HttpRequest, member: Membership) -> HttpResponse:
    """Choose the measures and their units."""
    form = MeasuresForm(
        answers(request),
        asked=MeasureChoice.objects.for_each_measure(member.patient),
    )
    if request.method == "POST" and form.is_valid():
        for choice in form.choices():
            member.patient.measure_choices.update_or_create(
                measure=choice.measure,
                defaults={"is_shown": choice.is_shown, "unit": choice.unit},
            )
        messages.success(request, saved_now())
        return redirect("today", member.patient_id)
    context = {"nav": "today", "form": form}
    status = 422 if form.errors else 200
    return render(request, "journal/measure_list.html", context, status=status)
