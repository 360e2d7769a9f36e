"""Preparing a visit: five steps, each an address, that can be left and come back to."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.voices import describe_writers
from myeloma_journal.labs.tables import build_table
from myeloma_journal.packets import actions
from myeloma_journal.packets.actions import load_settings, save_settings
from myeloma_journal.packets.contents.build import build_contents, packet_period
from myeloma_journal.packets.contents.options import packet_options
from myeloma_journal.packets.forms import PacketSettingsForm, TopThreeForm
from myeloma_journal.packets.models import Step
from myeloma_journal.packets.settings import PacketSettings, Section
from myeloma_journal.packets.views.packets import packet_file
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import (
    shows_form_again,
    skip_deduplication,
)
from myeloma_journal.platform.forms.record_pages import (
    HasErrors,
    render_form,
    saved_now,
)
from myeloma_journal.questions.models import QuestionQuerySet
from myeloma_journal.questions.views.redirects import say_who_left_top
from myeloma_journal.treatment.forms.medications import MedicationCheckForm
from myeloma_journal.trends.since import trends_since

# How many days are written is known without reading them.
OFFERED_SECTIONS = frozenset(Section) - {Section.DAYS}


@circle_view(Permission.READ)
def prepare(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """On to the first step that nobody has gone through."""
    page = StepPage(request, member, pk, Step.PRINT)
    remaining = [step for step in Step if step not in page.done]
    return redirect(page.url(remaining[0] if remaining else Step.PRINT))


@circle_view(Permission.READ, post=Permission.WRITE)
def prepare_top(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Choose the questions that matter most."""
    page = StepPage(request, member, pk, Step.TOP)
    if page.appointment.days_from(member.patient.today()) < 0:
        messages.info(
            request,
            _(
                "This visit is over, so its top three can’t change. You can choose "
                "the top three for your next visit in your questions."
            ),
        )
        return redirect(page.url(page.step.following))
    form = TopThreeForm(page.form_data, _offered_questions(page.appointment))
    were_top = [question for question in form.questions if question.top]
    if form.is_valid() and form.save():
        messages.success(request, saved_now())
        say_who_left_top(request, were_top)
        return page.go_on()
    return page.show_form(form)


def _offered_questions(appointment: Appointment) -> QuestionQuerySet:
    """Those to ask at this visit; and the top three, to take any of them out.

    One that waits for its answer is not to be asked, even if it keeps its place.
    """
    questions = appointment.patient.questions.all().to_ask()
    questions = questions.select_related("appointment")
    offered = questions.for_appointment(appointment) | questions.top_three()
    return offered.in_order().prefetch_related("entries")


@circle_view(Permission.READ, post=Permission.WRITE)
def prepare_changes(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Read what changed, as it will stand in the packet."""
    page = StepPage(request, member, pk, Step.CHANGES)
    if page.is_post:
        return page.go_on()
    settings = load_settings(request.session, page.appointment)
    period = packet_period(member.patient, page.appointment, timezone.now(), settings)
    since = trends_since(
        member.patient, period.first, period.last, today=member.patient.today()
    )
    return page.show(
        since=since,
        **since.rows(),
        who_wrote=describe_writers(since.writers, member.patient.name),
        before=period.previous_visit,
        events=member.patient.health_events.between(period.first, period.last),
    )


@circle_view(Permission.READ, post=Permission.WRITE)
def prepare_medications(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Say of each medication and allergy whether it is still right."""
    page = StepPage(request, member, pk, Step.MEDICATIONS)
    form = MedicationCheckForm(page.form_data, member)
    if page.is_post and not form.rows:
        return page.go_on()
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return page.go_on()
    return page.show_form(
        form,
        lines=member.patient.lines.all().given_on(member.patient.today()),
        check=member.patient.medication_checks.first(),
    )


@circle_view(Permission.READ, post=Permission.WRITE)
def prepare_labs(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """See whether the latest lab results are there."""
    page = StepPage(request, member, pk, Step.LABS)
    if page.is_post:
        return page.go_on()
    results = list(member.patient.lab_results.by_test())
    return page.show(table=build_table(results) if results else None)


@skip_deduplication  # each print is a packet of its own
@shows_form_again
@circle_view(Permission.READ)
def prepare_print(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Choose what is in the packet and how it prints; then look at it, or print it."""
    page = StepPage(request, member, pk, Step.PRINT)
    settings = load_settings(request.session, page.appointment)
    everything = PacketSettings(sections=OFFERED_SECTIONS, since=settings.since)
    packet = build_contents(
        member, page.appointment, now=timezone.now(), settings=everything
    )
    options = packet_options(packet, member, page.appointment)
    form = PacketSettingsForm(page.form_data, options, settings)
    if not form.is_valid():
        return page.show_form(form, made=page.appointment.packets.all())
    submitted = form.submitted_settings
    save_settings(
        request.session,
        member,
        page.appointment,
        submitted,
        offered=options.private_keys,
    )
    if request.POST.get("then") == "look":
        return redirect("packets:packet", member.patient_id, pk)
    response = packet_file(request, member, page.appointment, submitted)
    may_write = Permission.WRITE in member.permissions
    if may_write and response.status_code == 200:
        actions.mark_step_done(appointment=page.appointment, step=Step.PRINT, by=member)
    return response


@dataclass(frozen=True)
class StepLink:
    """A link in the navigation of the steps."""

    step: Step
    url: str
    is_done: bool
    is_current: bool


class StepPage:
    """What the pages of all steps have in common."""

    def __init__(
        self, request: HttpRequest, member: Membership, pk: UUID, step: Step
    ) -> None:
        """Find the visit."""
        self.request, self.member, self.step = request, member, step
        self.appointment: Appointment = get_object_or_404(
            member.patient.appointments, pk=pk
        )
        self.is_post = request.method == "POST"
        self.form_data = form_data(request)

    @cached_property
    def done(self) -> set[str]:
        """The steps somebody has gone through."""
        return set(self.appointment.prepared_steps.values_list("step", flat=True))

    def url(self, step: Step) -> str:
        """The URL of a step."""
        args = [self.member.patient_id, self.appointment.pk]
        return reverse(f"packets:prepare_{step.value}", args=args)

    def go_on(self) -> HttpResponse:
        """Mark this step as done and redirect to the next."""
        actions.mark_step_done(
            appointment=self.appointment, step=self.step, by=self.member
        )
        return redirect(self.url(self.step.following))

    def show(self, **context: Any) -> HttpResponse:
        """The page of this step."""
        return render(self.request, self.template, self.context | context)

    def show_form(self, form: HasErrors, **context: Any) -> HttpResponse:
        """The page of this step with its form."""
        context = self.context | context
        return render_form(self.request, self.template, form, **context)

    @property
    def template(self) -> str:
        return f"packets/prepare_{self.step.value}.html"

    @property
    def context(self) -> dict[str, Any]:
        """What the pages of all steps show."""
        return {
            "nav": "visits",
            "appointment": self.appointment,
            "step": self.step,
            "steps": [
                StepLink(step, self.url(step), step in self.done, step == self.step)
                for step in Step
            ],
            "following": self.url(self.step.following),
        }
