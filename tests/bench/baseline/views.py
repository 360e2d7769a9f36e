"""Its pages, and their URLs."""

from datetime import timedelta

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Avg, Count, QuerySet
from django.db.models.functions import TruncDate
from django.urls import path
from django.utils import timezone
from django.views.generic import CreateView, ListView, TemplateView

from tests.bench.baseline.models import Entry
from tests.bench.baseline.seed import KINDS


class OwnEntries(LoginRequiredMixin):
    """Views of what the reader wrote, newest first."""

    model = Entry

    def get_queryset(self) -> QuerySet[Entry]:
        return Entry.objects.filter(user=self.request.user).order_by("-at", "-id")


class EntryList(OwnEntries, ListView):
    """A page of 25 entries."""

    template_name = "list.html"
    paginate_by = 25


class Dashboard(OwnEntries, TemplateView):
    """A card for each kind, and a chart of the last month."""

    template_name = "dashboard.html"

    def get_context_data(self, **kwargs: object) -> dict:
        mine = self.get_queryset()
        recent = mine.filter(at__gte=timezone.now() - timedelta(days=30))
        days = recent.order_by().annotate(day=TruncDate("at")).values_list("day")
        means = days.annotate(mean=Avg("severity")).order_by("day")
        points = [f"{x},{100 - 10 * mean}" for x, (_day, mean) in enumerate(means)]
        cards = [
            {
                "last": mine.filter(kind=kind).first(),
                "counts": recent.filter(kind=kind).aggregate(
                    number=Count("id"), mean=Avg("severity")
                ),
            }
            for kind in KINDS
        ]
        return super().get_context_data(points=" ".join(points), cards=cards)


class EntryAdd(OwnEntries, CreateView):
    """The form of an entry."""

    template_name = "form.html"
    success_url = "/list/"
    fields = [
        "at",
        "kind",
        "severity",
        "temperature",
        "weight",
        "bothered",
        "tags",
        "note",
    ]

    def form_valid(self, form):
        form.instance.user = self.request.user
        return super().form_valid(form)


urlpatterns = [
    path("list/", EntryList.as_view()),
    path("dashboard/", Dashboard.as_view()),
    path("add/", EntryAdd.as_view()),
]
