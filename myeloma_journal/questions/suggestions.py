"""Published lists to suggest, questions grouped by visit, and search among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Count, Exists, OuterRef, Q

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Checklist
from myeloma_journal.catalogue.search import Search
from myeloma_journal.questions.models import Question
from myeloma_journal.treatment.models import Line

MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class SuggestedList:
    """A list, and the name of the drug or the phase it is suggested for."""

    checklist: Checklist
    because_of: str
    is_drug: bool


def suggested_lists(patient: Patient) -> list[SuggestedList]:
    """Lists about the drugs and phases of the current lines, the narrowest first.

    A list is no longer suggested once a question of it was added.
    """
    current = patient.lines.all().current(patient.today()).with_drugs()
    lines = list(current.prefetch_related("drugs__drug__drug_class"))
    drugs = _drugs_by_class(lines)
    phases = {line.phase_id: line.phase_name for line in lines if line.phase_id}
    added = patient.questions.filter(catalogue_question__checklist=OuterRef("pk"))
    checklists = (
        Checklist.objects.current()
        .with_counts()
        .filter(Q(drug_classes__in=drugs) | Q(phases__in=phases))
        .exclude(Exists(added))
        .annotate(reach=Count("phases", distinct=True))
        .order_by("reach", "position")
        .prefetch_related("drug_classes", "phases")
        .distinct()
    )
    return [
        _suggested_list(checklist, drugs, phases)
        for checklist in checklists[:MAX_SUGGESTIONS]
    ]


def _drugs_by_class(lines: Iterable[Line]) -> dict[int, str]:
    """Names of the drugs by the id of their class, and of its parent class."""
    drugs: dict[int, str] = {}
    for line_drug in chain.from_iterable(line.drugs.all() for line in lines):
        if line_drug.drug:
            drug_class = line_drug.drug.drug_class
            drugs[drug_class.pk] = line_drug.name
            if drug_class.parent_id:
                drugs[drug_class.parent_id] = line_drug.name
    return drugs


def _suggested_list(
    checklist: Checklist, drugs: dict[int, str], phases: dict[int, str]
) -> SuggestedList:
    """Suggested for a drug if there is one, or else for a phase."""
    by_drug = [
        drugs[drug_class.pk]
        for drug_class in checklist.drug_classes.all()
        if drug_class.pk in drugs
    ]
    by_phase = [
        phases[phase.pk] for phase in checklist.phases.all() if phase.pk in phases
    ]
    return SuggestedList(checklist, (by_drug + by_phase)[0], is_drug=bool(by_drug))


@dataclass(frozen=True)
class VisitQuestions:
    """The questions for one visit; without a visit, for whichever comes next."""

    appointment: Appointment | None
    is_past: bool
    questions: tuple[Question, ...]


def group_by_visit(
    questions: Iterable[Question], now: datetime
) -> list[VisitQuestions]:
    """Upcoming visits first, then questions without a visit, then past visits.

    Questions for a cancelled visit are for whichever comes next.
    """
    groups: dict[Appointment | None, list[Question]] = {}
    for question in questions:
        appointment = question.appointment
        key = None if appointment and appointment.is_cancelled else appointment
        groups.setdefault(key, []).append(question)
    upcoming = [
        appointment
        for appointment in groups
        if appointment and appointment.starts_at > now
    ]
    past = [
        appointment
        for appointment in groups
        if appointment and appointment.starts_at <= now
    ]
    order: list[Appointment | None] = [
        *sorted(upcoming, key=lambda appointment: appointment.starts_at),
        *([None] if None in groups else []),
        *sorted(past, key=lambda appointment: appointment.starts_at, reverse=True),
    ]
    return [
        VisitQuestions(appointment, appointment in past, tuple(groups[appointment]))
        for appointment in order
    ]


def matching(questions: Iterable[Question], query: str) -> list[Question]:
    """Those in which every idea of the query occurs, in the question or an answer."""
    search = Search.of(query, [])
    if not search.concepts:
        return []
    ideas = len(search.concepts)
    return [
        question
        for question in questions
        if search.hits(_searched_text(question)) == ideas
    ]


def _searched_text(question: Question) -> str:
    answers = [f"{answer.text} {answer.given_by}" for answer in question.answers.all()]
    return " ".join([question.text, question.why, question.label, *answers])
