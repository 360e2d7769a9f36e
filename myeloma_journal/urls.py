"""The address map. Everything about one person stands under /patients/<id>/."""

from django.urls import URLPattern, URLResolver, include, path

from myeloma_journal.archive.views.account import account_delete

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("myeloma_journal.welcome.urls")),
    path("", include("myeloma_journal.platform.web.urls")),
    path("", include("myeloma_journal.archive.urls")),
    path("", include("myeloma_journal.packets.urls")),
    path("", include("myeloma_journal.trends.urls")),
    path("", include("myeloma_journal.journal.urls")),
    path("", include("myeloma_journal.questions.urls")),
    path("", include("myeloma_journal.treatment.urls")),
    path("", include("myeloma_journal.labs.urls")),
    path("", include("myeloma_journal.appointments.urls")),
    path("", include("myeloma_journal.care_team.urls")),
    path("", include("myeloma_journal.care_circle.urls")),
    path("", include("myeloma_journal.catalogue.urls")),
    path("", include("myeloma_journal.platform.forms.urls")),
    path("account/", include("myeloma_journal.platform.accounts.urls")),
    path("account/delete/", account_delete, name="account_delete"),
]

handler403 = "myeloma_journal.platform.forms.error_pages.forbidden"
handler404 = "myeloma_journal.platform.forms.error_pages.missing"
handler500 = "myeloma_journal.platform.forms.error_pages.broken"
