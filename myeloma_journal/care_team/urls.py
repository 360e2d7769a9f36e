"""Addresses of the care team and its rules."""

from django.urls import URLPattern

app_name = "care_team"
urlpatterns: list[URLPattern] = []
