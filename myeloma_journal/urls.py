"""The address map. Everything about one person stands under /patients/<id>/.

One prefix an app, whose pages are named in its own namespace, and a few names of the
map: what lower apps and the platform must name has no namespace and stands here
(`landing`, `today`, `invitation`, `calendar_feed`, `account_delete`).
`packets` has a second prefix, for its public sheets, and `archive` one for journals
that are not here yet.
"""

from django.urls import URLPattern, URLResolver, include, path

from myeloma_journal.appointments.views import calendar_feed
from myeloma_journal.archive.views.my_data import account_delete
from myeloma_journal.care_circle.views.invitations import invitation
from myeloma_journal.journal.views.today import today
from myeloma_journal.welcome.views import landing

patient: list[URLPattern | URLResolver] = [
    path("", today, name="today"),
    path("journal/", include("myeloma_journal.journal.urls")),
    path("questions/", include("myeloma_journal.questions.urls")),
    path("packets/", include("myeloma_journal.packets.urls")),
    path("trends/", include("myeloma_journal.trends.urls")),
    path("treatment/", include("myeloma_journal.treatment.urls")),
    path("labs/", include("myeloma_journal.labs.urls")),
    path("appointments/", include("myeloma_journal.appointments.urls")),
    path("care-team/", include("myeloma_journal.care_team.urls")),
    path("circle/", include("myeloma_journal.care_circle.urls")),
    path("my-data/", include("myeloma_journal.archive.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", landing, name="landing"),
    path("", include("myeloma_journal.welcome.urls")),
    path("patients/<uuid:patient_id>/", include(patient)),
    path("invitations/<str:token>/", invitation, name="invitation"),
    path("calendar/<slug:secret>.ics", calendar_feed, name="calendar_feed"),
    path("catalogue/", include("myeloma_journal.catalogue.urls")),
    path("sheets/", include("myeloma_journal.packets.sheet_urls")),
    path("restore/", include("myeloma_journal.archive.restore_urls")),
    path("account/delete/", account_delete, name="account_delete"),
    path("account/", include("myeloma_journal.platform.accounts.urls")),
    path("drafts/", include("myeloma_journal.platform.forms.urls")),
    path("", include("myeloma_journal.platform.web.urls")),
]

handler403 = "myeloma_journal.platform.forms.error_pages.permission_denied"
handler404 = "myeloma_journal.platform.forms.error_pages.page_not_found"
handler500 = "myeloma_journal.platform.forms.error_pages.server_error"
