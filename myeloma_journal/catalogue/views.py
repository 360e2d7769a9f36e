"""The published catalogue: public pages that store nothing and set no cookie."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from myeloma_journal.catalogue.forms import SearchForm
from myeloma_journal.catalogue.models import (
    Bundle,
    CatalogueQuestion,
    CatalogueRecord,
    Checklist,
    Drug,
    DrugClass,
    GeneMarker,
    LabGroup,
    LabMarker,
    OtherTest,
    Phase,
    Procedure,
    RelapseStrategy,
    Response,
    Source,
    SourceKind,
    StagingSystem,
    Term,
)
from myeloma_journal.catalogue.provenance import Provenance
from myeloma_journal.catalogue.search import Found
from myeloma_journal.catalogue.search_results import SearchResults
from myeloma_journal.catalogue.searchable import catalogue_index
from myeloma_journal.platform.accounts.rate_limits import rate_limited
from myeloma_journal.platform.forms.idempotency import skip_deduplication
from myeloma_journal.platform.forms.record_pages import render_form

KINDS = SourceKind.values
# The phase whose page shows the relapse strategies.
RELAPSE = "relapse"
# The lists with questions about what a page explains.
ABOUT_TESTS = ["understanding-my-myeloma", "tests-and-results"]
ABOUT_PROCEDURES = ["stem-cell-transplant", "car-t"]
# From one address, which may be a clinic or a support group.
SEARCHES = "240/5m/ip"


@login_not_required
@require_safe
def checklist_list(request: HttpRequest) -> HttpResponse:
    """All lists by situation, and the bundles of lists."""
    checklists = Checklist.objects.current()
    context = {
        "checklists": checklists,
        "bundles": Bundle.objects.current().with_counts(),
        "phases": Phase.objects.current().filter(checklist__in=checklists).distinct(),
        "provenance": _checklist_provenance(list(checklists)),
    }
    return render(request, "catalogue/checklist_list.html", context)


# The button that lists all questions, with those that are ticked.
SHOW_ALL = "all"


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("search", SEARCHES)
@skip_deduplication  # saves nothing, and no draft of what is searched for
def search(request: HttpRequest) -> HttpResponse:
    """Search all that we publish; tick questions from any list, print one sheet.

    The query is sent by POST to keep it out of the URL. Nothing is stored and no cookie
    is needed, hence no CSRF token.
    """
    form = SearchForm(request.POST if request.method == "POST" else None)
    shows_all = SHOW_ALL in request.POST
    form.fields["find"].required = not shows_all
    find = form.cleaned_data["find"] if form.is_valid() and not shows_all else ""
    checklists = list(Checklist.objects.current())
    every = CatalogueQuestion.objects.current().filter(checklist__in=checklists)
    context = {
        "found": SearchResults.build(
            every.select_related("checklist"),
            find=find,
            found=catalogue_index().search(find) if find else Found(),
            selected_slugs=form.selected_slugs,
        ),
        "chosen": form.data,
        "provenance": _checklist_provenance(checklists),
    }
    return render_form(request, "catalogue/search.html", form, **context)


@login_not_required
@require_safe
def phase(request: HttpRequest, slug: str) -> HttpResponse:
    """One phase of treatment in plain words, and the lists for it."""
    found = get_object_or_404(Phase.objects.current(), slug=slug)
    checklists = Checklist.objects.current().filter(phases=found)
    strategies = RelapseStrategy.objects.current() if slug == RELAPSE else []
    of_phase = Q(phase=found) | Q(relapsestrategy__in=strategies)
    records: list[CatalogueRecord] = [found, *strategies]
    context = {
        "phase": found,
        "checklists": checklists,
        "strategies": strategies,
        "provenance": Provenance.of(
            records, Source.objects.filter(of_phase).distinct()
        ),
    }
    return render(request, "catalogue/phase.html", context)


@login_not_required
@require_safe
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """One list, to read, tick and print."""
    lists = Checklist.objects.current().with_questions()
    found = get_object_or_404(lists, slug=slug)
    context = {"checklist": found, "provenance": _checklist_provenance([found])}
    return render(request, "catalogue/checklist.html", context)


@login_not_required
@require_safe
def bundle(request: HttpRequest, slug: str) -> HttpResponse:
    """Several lists, to read, tick and print on one sheet."""
    found = get_object_or_404(Bundle.objects.current(), slug=slug)
    checklists = found.ordered_checklists().current().with_questions()
    context = {
        "bundle": found,
        "checklists": checklists,
        "open_count": sum(len(checklist.open_questions) for checklist in checklists),
        "provenance": _checklist_provenance(list(checklists)),
    }
    return render(request, "catalogue/bundle.html", context)


@login_not_required
@require_safe
def drug_list(request: HttpRequest) -> HttpResponse:
    """All drugs, by kind, and how each kind works."""
    drug_classes = DrugClass.objects.current().with_drugs()
    sources = Source.objects.filter(drugclass__in=drug_classes).distinct()
    context = {
        "drug_classes": drug_classes,
        "provenance": Provenance.of(list(drug_classes), sources),
    }
    return render(request, "catalogue/drug_list.html", context)


@login_not_required
@require_safe
def drug(request: HttpRequest, slug: str) -> HttpResponse:
    """One drug: its names, how it works, what people watch for."""
    found = get_object_or_404(Drug.objects.current().with_details(), slug=slug)
    of_drug = Q(drug=found) | Q(drugclass=found.drug_class) | Q(statusnote__drug=found)
    notes = list(found.status_notes.all())
    records: list[CatalogueRecord] = [found, found.drug_class, *notes]
    context = {
        "drug": found,
        "as_of": max((note.written_on for note in notes), default=None),
        "checklists": Checklist.objects.current().for_drug(found),
        "provenance": Provenance.of(records, Source.objects.filter(of_drug).distinct()),
    }
    return render(request, "catalogue/drug.html", context)


@login_not_required
@require_safe
def test_list(request: HttpRequest) -> HttpResponse:
    """Lab values, other tests, genes, stages, and the words for a response.

    The rules on stage and risk are background: they are applied to nobody.
    """
    values = sorted(LabMarker.objects.current(), key=_lab_group)
    groups: dict[str, list[CatalogueRecord]] = {
        "values": list(values),
        "tests": list(OtherTest.objects.current()),
        "genes": list(GeneMarker.objects.current()),
        "stages": list(StagingSystem.objects.current()),
        "responses": list(Response.objects.current()),
    }
    of_page = (
        Q(labmarker__isnull=False)
        | Q(othertest__isnull=False)
        | Q(genemarker__isnull=False)
        | Q(stagingsystem__isnull=False)
        | Q(response__isnull=False)
    )
    context = {
        **groups,
        "checklists": Checklist.objects.current().filter(slug__in=ABOUT_TESTS),
        "provenance": Provenance.of(
            [record for group in groups.values() for record in group],
            Source.objects.filter(of_page).distinct(),
        ),
    }
    return render(request, "catalogue/test_list.html", context)


@login_not_required
@require_safe
def procedure_list(request: HttpRequest) -> HttpResponse:
    """What is done other than drugs, and how common it is."""
    procedures = Procedure.objects.current()
    sources = Source.objects.filter(procedure__in=procedures).distinct()
    context = {
        "procedures": procedures,
        "checklists": Checklist.objects.current().filter(slug__in=ABOUT_PROCEDURES),
        "provenance": Provenance.of(list(procedures), sources),
    }
    return render(request, "catalogue/procedure_list.html", context)


@login_not_required
@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """The glossary."""
    terms = sorted(Term.objects.current(), key=lambda term: term.term.lower())
    sources = Source.objects.filter(term__in=terms).distinct()
    context = {"terms": terms, "provenance": Provenance.of(terms, sources)}
    return render(request, "catalogue/term_list.html", context)


@login_not_required
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """All sources, and who reviewed the lists."""
    sources = sorted(Source.objects.all(), key=lambda source: KINDS.index(source.kind))
    checklists = list(Checklist.objects.current())
    context = {"sources": sources, "provenance": Provenance.of(checklists, [])}
    return render(request, "catalogue/source_list.html", context)


def _lab_group(marker: LabMarker) -> int:
    return LabGroup.values.index(marker.group)


def _checklist_provenance(checklists: list[Checklist]) -> Provenance:
    """The provenance of lists, whose sources are those of their questions."""
    sources = Source.objects.filter(cataloguequestion__checklist__in=checklists)
    return Provenance.of(checklists, sources.distinct())
