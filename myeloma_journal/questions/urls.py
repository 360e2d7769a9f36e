from django.urls import path

from myeloma_journal.questions.views import at_visit, lists, question

app_name = "questions"
QUESTION = "<uuid:pk>/"
urlpatterns = [
    path("", lists.question_list, name="question_list"),
    path("order/", lists.question_order, name="question_order"),
    path("add/", lists.question_add, name="question_add"),
    path(
        "add-from-catalogue/",
        lists.question_add_from_catalogue,
        name="question_add_from_catalogue",
    ),
    path(QUESTION, question.question, name="question"),
    path(f"{QUESTION}edit/", question.question_edit, name="question_edit"),
    path(f"{QUESTION}move/", question.question_move, name="question_move"),
    path(f"{QUESTION}top/", question.question_top, name="question_top"),
    path(f"{QUESTION}status/", question.question_status, name="question_status"),
    path(f"{QUESTION}reword/", question.question_reword, name="question_reword"),
    path(f"{QUESTION}share/", question.question_share, name="question_share"),
    path(f"{QUESTION}trash/", question.question_trash, name="question_trash"),
    path(f"{QUESTION}restore/", question.question_restore, name="question_restore"),
    path(f"{QUESTION}answers/add/", question.answer_add, name="answer_add"),
    path("answers/<uuid:pk>/edit/", question.answer_edit, name="answer_edit"),
    path("visits/<uuid:pk>/", at_visit.at_visit, name="at_visit"),
]
