"""Its pages, and their addresses."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Avg, Count
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone

from tests.bench.floor.models import Entry

COLUMNS = [one.name for one in Entry._meta.fields if one.name not in ("id", "user")]


class EntryForm(forms.ModelForm):
    """All that one may say."""

    class Meta:
        model = Entry
        fields = COLUMNS


@login_required
def entry_list(request: HttpRequest) -> HttpResponse:
    """The latest entries: one query of its own."""
    entries = list(_mine(request)[:25])
    return render(request, "list.html", {"entries": entries})


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """The latest entries, the days of a month for a chart, a count by kind."""
    mine = _mine(request)
    recent = mine.filter(at__gte=timezone.now() - timedelta(days=30)).order_by()
    days = recent.annotate(day=TruncDate("at")).values_list("day", "kind")
    series = days.annotate(mean=Avg("severity")).order_by("day")
    context = {
        "entries": list(mine[:10]),
        "points": " ".join(f"{x},{100 - 10 * y}" for x, (*_, y) in enumerate(series)),
        "kinds": list(recent.values_list("kind").annotate(Count("id"))),
    }
    return render(request, "list.html", context)


@login_required
def entry_add(request: HttpRequest) -> HttpResponse:
    """The form, and what it does."""
    form = EntryForm(request.POST or None)
    if form.is_valid():
        form.instance.user = request.user
        form.save()
        return redirect("/list/")
    return render(request, "form.html", {"form": form})


@login_required
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Every row, as CSV, while it is read."""
    rows = _mine(request).values_list(*COLUMNS).iterator(chunk_size=2000)
    return StreamingHttpResponse(_lines(rows), content_type="text/csv")


def _mine(request: HttpRequest):
    return Entry.objects.filter(user=request.user).order_by("-at", "-id")


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(rows) -> Iterator[str]:
    writer = csv.writer(_Echo())
    while chunk := list(islice(rows, 500)):
        yield "".join(writer.writerow(row) for row in chunk)


urlpatterns = [
    path("list/", entry_list),
    path("dashboard/", dashboard),
    path("add/", entry_add),
    path("export/", export),
]
