from django.urls import path

from myeloma_journal.care_team import views

app_name = "care_team"
urlpatterns = [
    path("", views.care_team, name="care_team"),
    path("numbers/", views.numbers_edit, name="numbers_edit"),
    path("contacts/add/", views.contact_add, name="contact_add"),
    path("contacts/<uuid:pk>/", views.contact_edit, name="contact_edit"),
    path("contacts/<uuid:pk>/delete/", views.contact_delete, name="contact_delete"),
    path("rules/reviewed/", views.rules_reviewed, name="rules_reviewed"),
    path("rules/add/<slug:kind>/", views.rule_add, name="rule_add"),
    path("rules/<uuid:pk>/", views.rule_edit, name="rule_edit"),
    path("rules/<uuid:pk>/switch/", views.rule_switch, name="rule_switch"),
    path("rules/<uuid:pk>/general/", views.rule_keep_general, name="rule_keep_general"),
    path("rules/<uuid:pk>/delete/", views.rule_delete, name="rule_delete"),
    path("signs/<slug:slug>/", views.sign_edit, name="sign_edit"),
    path("signs/<slug:slug>/switch/", views.sign_switch, name="sign_switch"),
]
