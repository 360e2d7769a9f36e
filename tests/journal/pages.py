"""Where the pages of the journal are."""

from django.urls import reverse


def today_url(patient):
    return reverse("today", args=[patient.pk])


def url(name, entry):
    return reverse(f"journal:{name}", args=[entry.patient_id, entry.pk])
