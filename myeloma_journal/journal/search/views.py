from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from myeloma_journal.care_circle.access import circle_view
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.journal.search.forms import SearchForm
from myeloma_journal.journal.search.results import MOST_SHOWN, search_journal
from myeloma_journal.platform.forms.idempotency import skip_deduplication
from myeloma_journal.platform.forms.record_pages import render_form

SESSION_KEY = "journal_search"


@skip_deduplication  # saves nothing but the query, in the session
@circle_view(Permission.READ)
def search(request: HttpRequest, member: Membership) -> HttpResponse:
    """Search the words that people wrote in this journal.

    The query is kept in the session: in a URL it would reach logs and the history. In
    another journal it is not used.
    """
    whose, template = str(member.patient_id), "journal/search.html"
    if request.method == "POST":
        form = SearchForm(request.POST)
        if not form.is_valid():
            return render_form(request, template, form, nav="journal")
        request.session[SESSION_KEY] = [whose, form.cleaned_data["find"]]
        return redirect("journal:search", member.patient_id)
    searched_in, find = request.session.get(SESSION_KEY, ["", ""])
    if searched_in != whose:
        find = ""
    context = {
        "nav": "journal",
        "find": find,
        "found": search_journal(member, find) if find else None,
        "most": MOST_SHOWN,
    }
    form = SearchForm(initial={"find": find})
    return render_form(request, template, form, **context)
