"""Journals for a server to be measured: `python -m tests.bench.seed ENTRIES…`.

In DATA_DIR, which is made. Prints a line of JSON for each journal: the session key of
its owner, and the addresses of the pages that are measured.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myeloma_journal.settings")
django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from myeloma_journal.care_circle.models import Membership
from tests.architecture.test_access import PAGES
from tests.bench.journals import make_journal
from tests.conftest import CATALOGUE_FILES, Browser


def main(sizes: list[int]) -> None:
    """A journal of each size."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("loaddata", *CATALOGUE_FILES, verbosity=0)
    for size in sizes:
        with transaction.atomic():
            member = make_journal(size)
        client = Browser()
        client.force_login(member.user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        about = {
            "session": key,
            "pages": pages(member),
            "walk": walk(member),
        }
        print(json.dumps(about))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pages(member: Membership) -> dict[str, str]:
    """The pages that are set beside the baseline's."""
    patient = member.patient
    timeline = reverse("journal:entry_list", args=[patient.pk])
    entries = patient.entries.order_by("felt_on")
    newest, oldest = entries.last(), entries.first()
    visit = patient.appointments.order_by("starts_at").last()
    return {
        "today": reverse("today", args=[patient.pk]),
        "charts": reverse("trends:chart_list", args=[patient.pk]),
        "list": timeline,
        "last": f"{timeline}?until={oldest.felt_on}",
        "form": reverse("journal:entry_edit", args=[patient.pk, newest.pk]),
        "short form": reverse("care_team:contact_add", args=[patient.pk]),
        "packet": reverse("packets:packet_print", args=[patient.pk, visit.pk]),
    }


def walk(member: Membership) -> dict[str, str]:
    """Every page about a patient that needs to know nothing else."""
    return {
        name: reverse(name, args=[member.patient_id])
        for name, converters, _view in PAGES
        if list(converters) == ["patient_id"]
    }


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
