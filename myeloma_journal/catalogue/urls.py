"""Addresses."""

from django.urls import path


def stub(request, **kwargs):
    raise NotImplementedError


app_name = "catalogue"
urlpatterns = [
    path("checklists/", stub, name="checklist_list"),
    path("checklists/bundles/<slug:slug>/", stub, name="bundle"),
    path("checklists/<slug:slug>/", stub, name="checklist"),
    path("drugs/", stub, name="drug_list"),
    path("drugs/<slug:slug>/", stub, name="drug"),
    path("words/", stub, name="term_list"),
    path("sources/", stub, name="source_list"),
]
