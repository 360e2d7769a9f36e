"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "questions"
urlpatterns = [
    path("patients/<uuid:patient_id>/questions/", stub, name="question_list"),
    path("patients/<uuid:patient_id>/questions/add/", stub, name="question_add"),
    path("patients/<uuid:patient_id>/questions/take/", stub, name="question_take"),
    path("patients/<uuid:patient_id>/questions/<uuid:pk>/", stub, name="question"),
]
