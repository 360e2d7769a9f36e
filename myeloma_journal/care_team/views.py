"""Pages of the care team: contacts, and rules about calling."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team import actions
from myeloma_journal.care_team.default_rules import (
    all_rules,
    checking_of,
    checking_of_signs,
    current_signs,
    default_rule,
    general_beside,
)
from myeloma_journal.care_team.forms import ContactForm, NumbersForm, RuleForm
from myeloma_journal.care_team.models import CallRule, Contact, RuleKind, Urgency
from myeloma_journal.care_team.models.reviews import needs_review
from myeloma_journal.care_team.numbers import contact_numbers, numbers_of
from myeloma_journal.catalogue.models import Measure, Source, WarningSign
from myeloma_journal.catalogue.provenance import Provenance
from myeloma_journal.platform.forms.base import RecordForm
from myeloma_journal.platform.forms.drafts import form_data
from myeloma_journal.platform.forms.idempotency import adds_record_on_own_page
from myeloma_journal.platform.forms.record_pages import (
    confirm_delete,
    edit_record,
    recreate_with,
    saved_now,
)


@circle_view(Permission.READ)
def care_team(request: HttpRequest, member: Membership) -> HttpResponse:
    """All contacts and all rules."""
    patient = member.patient
    rules = all_rules(patient)
    active = [rule for rule in rules if rule.is_active]
    general = [rule for rule in active if rule.is_general]
    signs = WarningSign.objects.current()
    checking = checking_of_signs()
    local = patient.local(timezone.now())
    context = {
        "contacts": [
            (contact, contact_numbers(contact, patient.country, local))
            for contact in patient.contacts.all()
        ],
        "numbers": numbers_of(patient),
        "own": [
            (rule, checking_of(rule, checking), general_beside(rule))
            for rule in active
            if not rule.is_general
        ],
        "general": [
            (
                level,
                [
                    (rule, checking_of(rule, checking))
                    for rule in general
                    if rule.level == level
                ],
            )
            for level in Urgency
        ],
        "off": [
            (rule, checking_of(rule, checking)) for rule in rules if not rule.is_active
        ],
        "last_review": patient.rules_reviews.first(),
        "needs_review": needs_review(patient),
        "provenance": Provenance.of(
            list(signs), Source.objects.filter(warningsign__in=signs).distinct()
        ),
    }
    return render(request, "care_team/care_team.html", context)


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def contact_add(request: HttpRequest, member: Membership) -> HttpResponse:
    contact = Contact(patient=member.patient)
    if not member.patient.contacts.exists():
        contact.is_first = True
    form = ContactForm(form_data(request), instance=contact)
    return _edit(request, member, form, "care_team/contact_add.html")


@circle_view(Permission.WRITE)
@recreate_with("care_team:contact_add")
def contact_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    contact = get_object_or_404(member.patient.contacts, pk=pk)
    form = ContactForm(form_data(request), instance=contact)
    return _edit(request, member, form, "care_team/contact_edit.html")


@circle_view(Permission.WRITE)
def contact_delete(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Delete a contact after confirmation."""
    contact = get_object_or_404(member.patient.contacts, pk=pk)
    return _confirm_delete(request, member, contact, "care_team/contact_delete.html")


@circle_view(Permission.WRITE)
def numbers_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    form = NumbersForm(form_data(request), instance=member.patient)
    return _edit(request, member, form, "care_team/numbers_edit.html")


@adds_record_on_own_page
@circle_view(Permission.WRITE)
def rule_add(request: HttpRequest, member: Membership, kind: str) -> HttpResponse:
    if kind not in RuleKind:
        raise Http404
    rule = CallRule(patient=member.patient, level=Urgency.NOW)
    return _edit_rule(request, member, rule, RuleKind(kind), "care_team/rule_add.html")


@circle_view(Permission.WRITE)
def rule_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    rule = get_object_or_404(member.patient.call_rules.with_catalogue(), pk=pk)
    return _edit_rule(request, member, rule, rule.kind, "care_team/rule_edit.html")


@require_POST
@circle_view(Permission.WRITE)
def rule_switch(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Switch a rule off or on."""
    rule = get_object_or_404(member.patient.call_rules.with_catalogue(), pk=pk)
    return _switch(request, member, rule)


@require_POST
@circle_view(Permission.WRITE)
def rule_keep_general(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Use the general sign beside a rule of the team, or only the team's rule."""
    rule = get_object_or_404(member.patient.call_rules, pk=pk)
    actions.keep_general(rule, keeps=request.POST.get("keep") == "both")
    if rule.keeps_general:
        message = _("The general sign is now used too.")
    else:
        message = _("Your team’s rule now replaces the general sign.")
    messages.success(request, message)
    return redirect("care_team:care_team", member.patient_id)


@circle_view(Permission.WRITE)
def rule_delete(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Delete a rule after confirmation; a copied sign becomes the published one."""
    rule = get_object_or_404(member.patient.call_rules.with_catalogue(), pk=pk)
    return _confirm_delete(request, member, rule, "care_team/rule_delete.html")


@circle_view(Permission.WRITE)
def sign_edit(request: HttpRequest, member: Membership, slug: str) -> HttpResponse:
    """Edit a general sign, which saves a copy as the patient's own rule."""
    rule = _rule_of_sign(member, slug)
    return _edit_rule(request, member, rule, rule.kind, "care_team/sign_edit.html")


@circle_view(Permission.WRITE)
def sign_switch(request: HttpRequest, member: Membership, slug: str) -> HttpResponse:
    """Switch a general sign off, once that is confirmed, or on; it saves a copy."""
    rule = _rule_of_sign(member, slug)
    if request.method == "POST":
        return _switch(request, member, rule)
    if not rule.is_active:
        return redirect("care_team:care_team", member.patient_id)
    return render(request, "care_team/sign_switch.html", {"rule": rule})


@require_POST
@circle_view(Permission.WRITE)
def rules_reviewed(request: HttpRequest, member: Membership) -> HttpResponse:
    """Record that somebody reviewed the rules today."""
    actions.record_review(by=member)
    messages.success(request, saved_now())
    return redirect("care_team:care_team", member.patient_id)


def _rule_of_sign(member: Membership, slug: str) -> CallRule:
    """The patient's copy of a sign, or else an unsaved default rule."""
    sign = get_object_or_404(current_signs(), slug=slug)
    copy = member.patient.call_rules.with_catalogue().filter(sign=sign).first()
    measures = {measure.slug: measure for measure in Measure.objects.all()}
    return copy or default_rule(member.patient, sign, measures)


def _edit_rule(
    request: HttpRequest,
    member: Membership,
    rule: CallRule,
    kind: RuleKind,
    template: str,
) -> HttpResponse:
    followed = member.patient.followed_symptoms.filter(until=None, is_private=False)
    form = RuleForm(
        form_data(request),
        instance=rule,
        kind=kind,
        today=member.patient.today(),
        followed=followed.values_list("name", flat=True),
    )
    return _edit(request, member, form, template, rule=rule, kind=kind)


def _edit(
    request: HttpRequest,
    member: Membership,
    form: RecordForm,
    template: str,
    **context: Any,
) -> HttpResponse:
    then = reverse("care_team:care_team", args=[member.patient_id])
    return edit_record(request, template, form, then=then, **context)


def _confirm_delete(
    request: HttpRequest,
    member: Membership,
    record: Contact | CallRule,
    template: str,
) -> HttpResponse:
    then = reverse("care_team:care_team", args=[member.patient_id])
    return confirm_delete(request, record, template, then=then)


def _switch(request: HttpRequest, member: Membership, rule: CallRule) -> HttpResponse:
    actions.toggle(rule)
    message = (
        _("Turned on: %(rule)s.") if rule.is_active else _("Turned off: %(rule)s.")
    )
    messages.success(request, message % {"rule": rule})
    return redirect("care_team:care_team", member.patient_id)
