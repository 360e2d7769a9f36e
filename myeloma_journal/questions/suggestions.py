"""Published lists to suggest."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Checklist, Drug
from myeloma_journal.catalogue.models.questions import FOR_ANY_DRUG
from myeloma_journal.treatment.models import Line

MAX_SUGGESTIONS = 6


@dataclass(frozen=True)
class SuggestedList:
    """A list, and the name of the drug or the phase it is suggested for."""

    checklist: Checklist
    because_of: str
    is_drug: bool
    # About the drug itself, about a phase, or about any new drug.
    rank: int


def suggested_lists(patient: Patient) -> list[SuggestedList]:
    """Lists about the drugs of the current lines, then about the phases.

    Without treatment, lists about the phase that the team named. A list is no longer
    suggested once a question of it was added.
    """
    current = patient.lines.all().current(patient.today()).with_drugs()
    lines = list(current.prefetch_related("drugs__drug__drug_class"))
    names = {
        line_drug.drug: line_drug.name
        for line in lines
        for line_drug in line.drugs.all()
        if line_drug.drug
    }
    phases = _phases(patient, lines)
    fits = Q(drugs__in=names) | Q(drug_classes__in=_classes(names))
    fits |= Q(phases__in=phases)
    if names:
        fits |= Q(slug__in=FOR_ANY_DRUG)
    added = patient.questions.filter(catalogue_question__checklist=OuterRef("pk"))
    checklists = (
        Checklist.objects.current()
        .with_counts()
        .filter(fits)
        .exclude(Exists(added))
        .order_by("position")
        .prefetch_related("drugs", "drug_classes", "phases")
        .distinct()
    )
    found = [_suggested_list(checklist, names, phases) for checklist in checklists]
    return sorted(found, key=lambda suggested: suggested.rank)[:MAX_SUGGESTIONS]


def _phases(patient: Patient, lines: Iterable[Line]) -> dict[int, str]:
    """Names of the phases of the lines by id; without one, of what the team told."""
    phases = {line.phase_id: line.phase_name for line in lines if line.phase_id}
    diagnosis = None if phases else getattr(patient, "diagnosis", None)
    if diagnosis and diagnosis.phase_id:
        phases[diagnosis.phase_id] = diagnosis.phase_name
    return phases


def _classes(drugs: Iterable[Drug]) -> set[int]:
    """The ids of the classes of the drugs, and of their parent classes."""
    classes = {drug.drug_class for drug in drugs}
    parents = {drug_class.parent_id for drug_class in classes if drug_class.parent_id}
    return {drug_class.pk for drug_class in classes} | parents


def _suggested_list(
    checklist: Checklist, names: dict[Drug, str], phases: dict[int, str]
) -> SuggestedList:
    """What a list is suggested for: a drug if it is about one, or else a phase."""
    listed = {drug.pk for drug in checklist.drugs.all()}
    classes = {drug_class.pk for drug_class in checklist.drug_classes.all()}
    by_drug = [
        name
        for drug, name in names.items()
        if drug.pk in listed or _classes([drug]) & classes
    ]
    by_phase = [
        phases[phase.pk] for phase in checklist.phases.all() if phase.pk in phases
    ]
    if by_drug:
        return SuggestedList(checklist, by_drug[0], is_drug=True, rank=0)
    if by_phase:
        return SuggestedList(checklist, by_phase[0], is_drug=False, rank=1)
    return SuggestedList(checklist, next(iter(names.values())), is_drug=True, rank=2)
