from django.urls import path

from myeloma_journal.labs import views

app_name = "labs"
urlpatterns = [
    path("", views.result_list, name="result_list"),
    path("add/", views.result_add, name="result_add"),
    path(
        "paste/",
        views.result_paste,
        name="result_paste",
    ),
    path(
        "tests/<slug:test_hash>/",
        views.result_chart,
        name="result_chart",
    ),
    path("mrd/add/", views.mrd_add, name="mrd_add"),
    path(
        "other-tests/add/",
        views.other_test_add,
        name="other_test_add",
    ),
    path(
        "other-tests/<uuid:pk>/",
        views.other_test_edit,
        name="other_test_edit",
    ),
    path(
        "other-tests/<uuid:pk>/remove/",
        views.other_test_remove,
        name="other_test_remove",
    ),
    path(
        "<uuid:pk>/",
        views.result_edit,
        name="result_edit",
    ),
    path(
        "<uuid:pk>/remove/",
        views.result_remove,
        name="result_remove",
    ),
]
