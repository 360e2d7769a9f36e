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
    path("tests/<slug:test_hash>/join/", views.test_join, name="test_join"),
    path("tests/<slug:test_hash>/split/", views.test_split, name="test_split"),
    path("other-tests/", views.other_test_list, name="other_test_list"),
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
        "other-tests/<uuid:pk>/delete/",
        views.other_test_delete,
        name="other_test_delete",
    ),
    path(
        "<uuid:pk>/",
        views.result_edit,
        name="result_edit",
    ),
    path(
        "<uuid:pk>/delete/",
        views.result_delete,
        name="result_delete",
    ),
]
