"""Addresses."""

from django.urls import path

from myeloma_journal.questions.views import answers, at_visit, lists, one

app_name = "questions"
ONE = "<uuid:pk>/"
urlpatterns = [
    path("", lists.question_list, name="question_list"),
    path("add/", lists.question_add, name="question_add"),
    path("find/", lists.question_find, name="question_find"),
    path("add-from-catalogue/", lists.question_take, name="question_take"),
    path(ONE, one.question, name="question"),
    path(ONE + "edit/", one.question_edit, name="question_edit"),
    path(ONE + "move/", one.question_move, name="question_move"),
    path(ONE + "top/", one.question_top, name="question_top"),
    path(ONE + "status/", one.question_status, name="question_status"),
    path(ONE + "reword/", one.question_reword, name="question_reword"),
    path(ONE + "share/", one.question_share, name="question_share"),
    path(ONE + "remove/", one.question_remove, name="question_remove"),
    path(ONE + "restore/", one.question_put_back, name="question_put_back"),
    path(ONE + "answers/add/", answers.answer_add, name="answer_add"),
    path(
        "answers/<uuid:pk>/edit/",
        answers.answer_edit,
        name="answer_edit",
    ),
    path(
        "visits/<uuid:pk>/",
        at_visit.at_visit,
        name="at_visit",
    ),
]
