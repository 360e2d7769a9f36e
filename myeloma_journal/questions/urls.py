"""Addresses."""

from django.urls import path

from myeloma_journal.questions import views

app_name = "questions"
BASE = "patients/<uuid:patient_id>/questions/"
ONE = BASE + "<uuid:pk>/"
urlpatterns = [
    path(BASE, views.question_list, name="question_list"),
    path(BASE + "add/", views.question_add, name="question_add"),
    path(BASE + "take/", views.question_take, name="question_take"),
    path(ONE, views.question, name="question"),
    path(ONE + "edit/", views.question_edit, name="question_edit"),
    path(ONE + "move/", views.question_move, name="question_move"),
    path(ONE + "top/", views.question_top, name="question_top"),
    path(ONE + "status/", views.question_status, name="question_status"),
    path(ONE + "remove/", views.question_remove, name="question_remove"),
    path(ONE + "put-back/", views.question_put_back, name="question_put_back"),
    path(ONE + "answers/add/", views.answer_add, name="answer_add"),
    path(
        "patients/<uuid:patient_id>/answers/<uuid:pk>/edit/",
        views.answer_edit,
        name="answer_edit",
    ),
]
