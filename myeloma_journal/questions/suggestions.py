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

MOST = 3


@dataclass(frozen=True)
class FittingList:
    """A list, and what of the treatment it fits."""

    checklist: Checklist
    because_of: str
    is_drug: bool


def fitting_lists(patient: Patient) -> list[FittingList]:
    """Lists about the drugs and the phase of the lines under way, the narrowest first.

    A list of which any question was added is not offered again.
    """
    given = patient.lines.all().current(patient.today()).whole()
    lines = list(given.prefetch_related("drugs__drug__drug_class"))
    drugs = _drugs_by_class(lines)
    phases = {line.phase_id: line.phase_name for line in lines if line.phase_id}
    added = patient.questions.filter(catalogue_question__checklist=OuterRef("pk"))
    fitting = (
        Checklist.objects.current()
        .counted()
        .filter(Q(drug_classes__in=drugs) | Q(phases__in=phases))
        .exclude(Exists(added))
        .annotate(reach=Count("phases", distinct=True))
        .order_by("reach", "position")
        .prefetch_related("drug_classes", "phases")
        .distinct()
    )
    return [_fitting_list(one, drugs, phases) for one in fitting[:MOST]]


def _drugs_by_class(lines: Iterable[Line]) -> dict[int, str]:
    """A drug that is given, by the id of its class, and of the class above that."""
    drugs: dict[int, str] = {}
    for given in chain.from_iterable(line.drugs.all() for line in lines):
        if given.drug:
            drug_class = given.drug.drug_class
            drugs[drug_class.pk] = given.name
            if drug_class.parent_id:
                drugs[drug_class.parent_id] = given.name
    return drugs


def _fitting_list(
    checklist: Checklist, drugs: dict[int, str], phases: dict[int, str]
) -> FittingList:
    """The list, with the drug of the line that it is about, or else its phase."""
    by_drug = [drugs[one.pk] for one in checklist.drug_classes.all() if one.pk in drugs]
    by_phase = [phases[one.pk] for one in checklist.phases.all() if one.pk in phases]
    return FittingList(checklist, (by_drug + by_phase)[0], is_drug=bool(by_drug))


@dataclass(frozen=True)
class ForVisit:
    """The questions kept for one visit; without a visit, for whichever comes next."""

    appointment: Appointment | None
    is_past: bool
    questions: tuple[Question, ...]


def by_visit(questions: Iterable[Question], now: datetime) -> list[ForVisit]:
    """Questions under their visits: those to come first, then none, then past ones."""
    kept: dict[Appointment | None, list[Question]] = {}
    for question in questions:
        visit = question.appointment
        kept.setdefault(None if visit and visit.is_cancelled else visit, []).append(
            question
        )
    coming = [one for one in kept if one and one.starts_at > now]
    past = [one for one in kept if one and one.starts_at <= now]
    order: list[Appointment | None] = [
        *sorted(coming, key=lambda one: one.starts_at),
        *([None] if None in kept else []),
        *sorted(past, key=lambda one: one.starts_at, reverse=True),
    ]
    return [ForVisit(one, one in past, tuple(kept[one])) for one in order]


def matching(questions: Iterable[Question], find: str) -> list[Question]:
    """Those that speak of all that was looked for, in the question or an answer."""
    search = Search.of(find, [])
    if not search.ideas:
        return []
    return [one for one in questions if search.hits(_all_of(one)) == len(search.ideas)]


def _all_of(question: Question) -> str:
    said = [f"{one.text} {one.given_by}" for one in question.answers.all()]
    return " ".join([question.text, question.why, question.label, *said])
