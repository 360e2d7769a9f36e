from django.urls import path

from myeloma_journal.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("checklists/", views.checklist_list, name="checklist_list"),
    path("checklists/phases/<slug:slug>/", views.phase, name="phase"),
    path("checklists/bundles/<slug:slug>/", views.bundle, name="bundle"),
    path("checklists/<slug:slug>/", views.checklist, name="checklist"),
    path("drugs/", views.drug_list, name="drug_list"),
    path("drugs/<slug:slug>/", views.drug, name="drug"),
    path("tests/", views.test_list, name="test_list"),
    path("procedures/", views.procedure_list, name="procedure_list"),
    path("glossary/", views.term_list, name="term_list"),
    path("sources/", views.source_list, name="source_list"),
]
