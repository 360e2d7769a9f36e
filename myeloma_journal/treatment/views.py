"""The treatment record: what was told, what was given, taken, and not borne."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.core.messages import saved_now
from myeloma_journal.labs.tables import LAB_DAYS, side_by_side
from myeloma_journal.treatment.forms import (
    AllergyForm,
    DiagnosisForm,
    GeneFindingForm,
    LineDrugFormSet,
    LineForm,
    MedicationForm,
    StageToldForm,
)
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Line,
    Medication,
    StageTold,
)

AnyForm = (
    type[LineForm]
    | type[MedicationForm]
    | type[AllergyForm]
    | type[DiagnosisForm]
    | type[StageToldForm]
    | type[GeneFindingForm]
)
AnyThing = Line | Medication | Allergy | Diagnosis | StageTold | GeneFinding


@circle_view(Permission.READ)
def record(request: HttpRequest, member: Membership) -> HttpResponse:
    """All of it on one page, the latest first."""
    patient, today = member.patient, member.patient.today()
    lines = list(patient.lines.all().whole())
    medications = patient.medications.select_related("drug")
    results = patient.lab_results.all()
    days = list(results.latest_dates(LAB_DAYS))
    context = {
        "diagnosis": getattr(patient, "diagnosis", None),
        "stages": patient.stages_told.all(),
        "findings": patient.gene_findings.select_related("marker"),
        "lines": [(line, line.is_current(today)) for line in lines],
        "today": today,
        "current": medications.current(today),
        "planned": medications.planned(today),
        "stopped": medications.stopped(today),
        "allergies": patient.allergies.all(),
        "days": days,
        "rows": side_by_side(results.taken_on_days(days), days),
    }
    return render(request, "treatment/record.html", context)


@circle_view(Permission.WRITE)
def line_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down a line of therapy, then its doses."""
    number = member.patient.lines.all().next_number()
    line = Line(patient=member.patient, number=number)
    return _ask(request, member, LineForm, line, "treatment/line_add.html")


@circle_view(Permission.WRITE)
def line_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct a line of therapy, or say that it has ended."""
    line = get_object_or_404(member.patient.lines, pk=pk)
    return _ask(request, member, LineForm, line, "treatment/line_edit.html")


@circle_view(Permission.WRITE)
def line_drugs(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """The drugs of a line, with their doses."""
    line = get_object_or_404(member.patient.lines, pk=pk)
    answers = request.POST if request.method == "POST" else None
    form = LineDrugFormSet(answers, line=line)
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        return redirect("treatment:record", member.patient_id)
    context = {"form": form, "line": line}
    status = 200 if answers is None else 422
    return render(request, "treatment/line_drugs.html", context, status=status)


@circle_view(Permission.WRITE)
def line_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Take a line of therapy that was written by mistake out of the record."""
    line = get_object_or_404(member.patient.lines, pk=pk)
    return _remove(request, member, line, "treatment/line_remove.html")


@circle_view(Permission.WRITE)
def medication_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down a medication."""
    medication = Medication(patient=member.patient)
    template = "treatment/medication_add.html"
    return _ask(request, member, MedicationForm, medication, template)


@circle_view(Permission.WRITE)
def medication_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct a medication, or say that it was stopped."""
    medication = get_object_or_404(member.patient.medications, pk=pk)
    template = "treatment/medication_edit.html"
    return _ask(request, member, MedicationForm, medication, template)


@circle_view(Permission.WRITE)
def medication_remove(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Take a medication that was written by mistake out of the record."""
    medication = get_object_or_404(member.patient.medications, pk=pk)
    return _remove(request, member, medication, "treatment/medication_remove.html")


@circle_view(Permission.WRITE)
def allergy_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down an allergy."""
    allergy = Allergy(patient=member.patient)
    return _ask(request, member, AllergyForm, allergy, "treatment/allergy_add.html")


@circle_view(Permission.WRITE)
def allergy_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct an allergy."""
    allergy = get_object_or_404(member.patient.allergies, pk=pk)
    return _ask(request, member, AllergyForm, allergy, "treatment/allergy_edit.html")


@circle_view(Permission.WRITE)
def allergy_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Take an allergy that was written by mistake out of the record."""
    allergy = get_object_or_404(member.patient.allergies, pk=pk)
    return _remove(request, member, allergy, "treatment/allergy_remove.html")


@circle_view(Permission.WRITE)
def diagnosis_edit(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down or correct what kind of myeloma it is; there is one diagnosis."""
    patient = member.patient
    diagnosis = getattr(patient, "diagnosis", None) or Diagnosis(patient=patient)
    template = "treatment/diagnosis_edit.html"
    return _ask(request, member, DiagnosisForm, diagnosis, template)


@circle_view(Permission.WRITE)
def stage_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down a stage that the team named."""
    stage = StageTold(patient=member.patient)
    return _ask(request, member, StageToldForm, stage, "treatment/stage_add.html")


@circle_view(Permission.WRITE)
def stage_edit(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Correct a stage."""
    stage = get_object_or_404(member.patient.stages_told, pk=pk)
    return _ask(request, member, StageToldForm, stage, "treatment/stage_edit.html")


@circle_view(Permission.WRITE)
def stage_remove(request: HttpRequest, member: Membership, pk: UUID) -> HttpResponse:
    """Take a stage that was written by mistake out of the record."""
    stage = get_object_or_404(member.patient.stages_told, pk=pk)
    return _remove(request, member, stage, "treatment/stage_remove.html")


@circle_view(Permission.WRITE)
def gene_finding_add(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write down what a test of the genes said."""
    finding = GeneFinding(patient=member.patient)
    template = "treatment/gene_finding_add.html"
    return _ask(request, member, GeneFindingForm, finding, template)


@circle_view(Permission.WRITE)
def gene_finding_edit(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Correct a gene finding."""
    finding = get_object_or_404(member.patient.gene_findings, pk=pk)
    template = "treatment/gene_finding_edit.html"
    return _ask(request, member, GeneFindingForm, finding, template)


@circle_view(Permission.WRITE)
def gene_finding_remove(
    request: HttpRequest, member: Membership, pk: UUID
) -> HttpResponse:
    """Take a gene finding that was written by mistake out of the record."""
    finding = get_object_or_404(member.patient.gene_findings, pk=pk)
    return _remove(request, member, finding, "treatment/gene_finding_remove.html")


def _ask(
    request: HttpRequest,
    member: Membership,
    form_class: AnyForm,
    thing: AnyThing,
    template: str,
) -> HttpResponse:
    """Show the questions about one thing, and keep the answers."""
    is_new_line = isinstance(thing, Line) and thing._state.adding
    answers = request.POST if request.method == "POST" else None
    form = form_class(answers, instance=thing, today=member.patient.today())
    if form.is_valid():
        form.save()
        messages.success(request, saved_now())
        if is_new_line:
            return redirect("treatment:line_drugs", member.patient_id, thing.pk)
        return redirect("treatment:record", member.patient_id)
    context = {"form": form, "thing": thing}
    return render(request, template, context, status=422 if form.errors else 200)


def _remove(
    request: HttpRequest, member: Membership, thing: AnyThing, template: str
) -> HttpResponse:
    """Ask once more, then remove; the history of the record keeps what stood there."""
    if request.method == "POST":
        name = str(thing)
        thing.delete()
        messages.success(request, _("Removed: %(name)s.") % {"name": name})
        return redirect("treatment:record", member.patient_id)
    return render(request, template, {"thing": thing})
