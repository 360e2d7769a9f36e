"""Where the pages of the treatment record are."""

from django.urls import reverse


def url(name, patient, thing=None):
    extra = [thing.pk] if thing else []
    return reverse(f"treatment:{name}", args=[patient.pk, *extra])
