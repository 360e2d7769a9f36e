from django.urls import path

from myeloma_journal.trends import views

app_name = "trends"
urlpatterns = [
    path("charts/", views.chart_list, name="chart_list"),
    path("charts/<uuid:pk>/", views.symptom_chart, name="symptom_chart"),
    path("charts/<slug:slug>/", views.measure_chart, name="measure_chart"),
    path("since/", views.since, name="since"),
]
