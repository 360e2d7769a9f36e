"""The page for the consulting room: tick what was asked, and save the answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.record_pages import render_form, saved_now
from myeloma_journal.questions import answering
from myeloma_journal.questions.forms import AtVisitForm, submitted_question_ids
from myeloma_journal.questions.models import Question, Status
from myeloma_journal.questions.views.redirects import say_who_left_top


@circle_view(Permission.WRITE)
def at_visit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    appointment = get_object_or_404(member.patient.appointments, pk=pk)
    form = _form(request, member, appointment)
    if form.is_valid():
        were_top = [row.question for row in form.rows if row.question.top]
        answering.save_answers(
            answers=form.visit_answers,
            given_by=form.cleaned_data["given_by"],
            day=form.day,
            by=member,
        )
        messages.success(request, saved_now())
        say_who_left_top(request, were_top)
        if "end" not in request.POST:
            return redirect("questions:at_visit", member.patient_id, pk)
        answering.end_visit(by=member, day=form.day)
        return redirect("appointments:appointment_after", member.patient_id, pk)
    rows = form.rows
    waiting = [row for row in rows if row.question.status != Status.ANSWERED]
    context = {
        "nav": "visits",
        "appointment": appointment,
        "top": [row for row in waiting if row.question.top],
        "rest": [row for row in waiting if not row.question.top],
        "answered": [row for row in rows if row.question.status == Status.ANSWERED],
    }
    return render_form(request, "questions/at_visit.html", form, **context)


def _form(
    request: HttpRequest, member: Membership, appointment: Appointment
) -> AtVisitForm:
    """A form with the questions of the visit and those that were submitted.

    The page may be hours old: another member may have answered or trashed one since.
    """
    day = min(appointment.day, member.patient.today())
    questions = list(
        Question.all_objects.visible_to(member).on_list().at_visit(appointment, day)
    )
    data = form_data(request)
    if data is not None:
        submitted = Question.all_objects.visible_to(member).filter(
            pk__in=submitted_question_ids(data)
        )
        others = submitted.exclude(pk__in=[question.pk for question in questions])
        questions += others.with_answers_of(day)
    return AtVisitForm(
        data,
        questions=questions,
        day=day,
        initial={"given_by": appointment.with_whom},
    )
