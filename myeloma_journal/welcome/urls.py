from django.urls import path

from myeloma_journal.welcome import views

app_name = "welcome"
urlpatterns = [
    path("start/", views.journal_start, name="journal_start"),
    path("start/selection/", views.pending_selection, name="pending_selection"),
    path(
        "start/selection/save/",
        views.pending_selection_save,
        name="pending_selection_save",
    ),
    path("demo/", views.demo_login, name="demo_login"),
    path("help/", views.help, name="help"),
    path("privacy/", views.privacy, name="privacy"),
]
