"""What the search looks through, read from the catalogue."""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Prefetch

from myeloma_journal.catalogue.models import (
    Bundle,
    CatalogueQuestion,
    Checklist,
    Drug,
    DrugClass,
    GeneMarker,
    LabMarker,
    OtherTest,
    Phase,
    Procedure,
    Regimen,
    RelapseStrategy,
    Response,
    StagingSystem,
    Symptom,
    Synonym,
    Term,
)
from myeloma_journal.catalogue.search import Entry, Index, Meaning

QUESTION, LIST, SYMPTOM, DRUG, WORD = "question", "list", "symptom", "drug", "word"
# What apps above let be found as well, such as the help.
_others: list[Callable[[], Iterable[Entry]]] = []


def register(entries: Callable[[], Iterable[Entry]]) -> None:
    """Let the entries that a function returns be found."""
    _others.append(entries)


def catalogue_index() -> Index:
    """All that can be found, as it is now: some thirty small queries, and no cache."""
    return Index(
        [*_entries(), *(entry for entries in _others for entry in entries())],
        _meanings(),
        always=QUESTION,
    )


def symptom_entries(symptoms: Iterable[Symptom]) -> list[Entry]:
    """Symptoms, to be found by everyday words."""
    return [
        Entry(symptom, SYMPTOM, (symptom.label, *symptom.everyday_words), symptom.help)
        for symptom in symptoms
    ]


def synonyms() -> list[Meaning]:
    """The everyday words that editors keep."""
    rows = Synonym.objects.values_list("typed", "means")
    return [Meaning(tuple(typed), tuple(means)) for typed, means in rows]


def _entries() -> Iterator[Entry]:
    yield from _question_entries()
    yield from symptom_entries(Symptom.objects.current())
    yield from _drug_entries()
    yield from _word_entries()


def _question_entries() -> Iterator[Entry]:
    drugs = Drug.objects.current()
    checklists = Checklist.objects.current().prefetch_related(
        Prefetch("drug_classes__drugs", drugs), Prefetch("drugs", drugs)
    )
    contexts = {checklist.pk: _context(checklist) for checklist in checklists}
    questions = CatalogueQuestion.objects.current().filter(checklist__in=contexts)
    for question in questions.select_related("checklist"):
        context = contexts[question.checklist_id]
        yield Entry(question, QUESTION, (question.text,), question.why, context)
    for checklist in checklists:
        names = (checklist.title, checklist.label)
        yield Entry(checklist, LIST, names, checklist.intro, contexts[checklist.pk])
    for phase in Phase.objects.current().filter(checklist__in=contexts).distinct():
        yield Entry(phase, LIST, (phase.name, *phase.aliases), phase.plain)
    for bundle in Bundle.objects.current():
        yield Entry(bundle, LIST, (bundle.title,), bundle.why)


def _context(checklist: Checklist) -> str:
    """The title of a list, and the drugs it is about."""
    classes = checklist.drug_classes.all()
    drugs = [drug for drug_class in classes for drug in drug_class.drugs.all()]
    names = [name for drug in [*drugs, *checklist.drugs.all()] for name in _names(drug)]
    kinds = [drug_class.name for drug_class in classes]
    return " · ".join([checklist.title, *kinds, *names])


def _names(drug: Drug) -> tuple[str, ...]:
    return (drug.name, *drug.brands, *drug.aliases)


def _drug_entries() -> Iterator[Entry]:
    for drug in Drug.objects.current().select_related("drug_class"):
        context = f"{drug.drug_class.name} · {drug.drug_class.plain}"
        text = f"{drug.watch_note} · {drug.safety_program}"
        yield Entry(drug, DRUG, _names(drug), text, context)
    for drug_class in DrugClass.objects.current():
        names = (drug_class.name, *drug_class.aliases)
        text = f"{drug_class.plain} · {drug_class.how_it_works}"
        yield Entry(drug_class, DRUG, names, text)
    for regimen in Regimen.objects.current().prefetch_related("parts__drug"):
        if drugs := " · ".join(part.drug.name for part in regimen.parts.all()):
            names = (regimen.name, *regimen.aliases)
            yield Entry(regimen, DRUG, names, regimen.note, drugs)


def _word_entries() -> Iterator[Entry]:
    for term in Term.objects.current():
        yield Entry(term, WORD, (term.term, *term.aliases), term.plain)
    for named in (LabMarker, GeneMarker, RelapseStrategy):
        for record in named.objects.current():
            yield Entry(record, WORD, (record.name, *record.aliases), record.plain)
    for model in (Procedure, OtherTest):
        for other in model.objects.current():
            yield Entry(other, WORD, (other.name,), other.plain)
    for response in Response.objects.current():
        names = (response.name, response.abbreviation)
        yield Entry(response, WORD, names, response.plain)
    for system in StagingSystem.objects.current():
        text = f"{system.full_name} · {system.background}"
        yield Entry(system, WORD, (system.name,), text)


def _meanings() -> Iterator[Meaning]:
    yield from synonyms()
    for drug in Drug.objects.current().select_related("drug_class"):
        names = _names(drug)
        yield Meaning(names, (*names, drug.drug_class.name))
    for model in (Term, LabMarker, GeneMarker, DrugClass, Regimen, RelapseStrategy):
        for record in model.objects.current():
            name = record.term if isinstance(record, Term) else record.name
            if record.aliases:
                yield Meaning.same(name, *record.aliases)
