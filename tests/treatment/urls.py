"""URLs of the treatment record."""

from django.urls import reverse


def url(name, patient, record=None):
    extra = [record.pk] if record else []
    return reverse(f"treatment:{name}", args=[patient.pk, *extra])
