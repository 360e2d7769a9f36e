"""What pages about the past cost, with 1,000 entries and with 50,000.

    make bench

Prints for each page the median processor time in both journals, measured in turn in one
run, their ratio, and the queries. The ratio is what counts: it hardly depends on the
machine. Under PostgreSQL the time of the server is in the clock's column only.
"""

import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.bench.journals import SYMPTOMS, make_journal

SIZES = (1_000, 50_000)
ROUNDS = 7


def addresses(member):
    """Name and URL of every page that is measured."""
    patient = member.patient
    symptoms = {symptom.name: symptom.pk for symptom in patient.followed_symptoms.all()}
    oldest = patient.entries.order_by("felt_on").values_list("felt_on", flat=True)[0]
    measure = patient.entries.first().measurements.get().measure
    timeline = reverse("journal:entry_list", args=[patient.pk])
    month = reverse("journal:month", args=[patient.pk])
    symptom = reverse("trends:symptom_chart", args=[patient.pk, symptoms["Tired"]])
    return {
        "timeline": timeline,
        "timeline, last page": f"{timeline}?until={oldest}",
        "timeline, flagged": f"{timeline}?discuss=on",
        "timeline, one symptom": f"{timeline}?symptom={symptoms['Tired']}",
        "timeline, rare symptom": f"{timeline}?symptom={symptoms[SYMPTOMS[-1]]}",
        "month": month,
        "month, oldest": f"{month}?month={oldest:%Y-%m}",
        "symptom": symptom,
        "symptom, a year": f"{symptom}?length=year",
        "charts": reverse("trends:chart_list", args=[patient.pk]),
        "measure": reverse("trends:measure_chart", args=[patient.pk, measure.slug]),
        "since": reverse("trends:since", args=[patient.pk]),
    }


def cost(client, member, address):
    """Processor and clock time of one page, in milliseconds."""
    client.force_login(member.user)
    began = time.process_time(), time.perf_counter()
    page = client.get(address)
    spent = time.process_time() - began[0], time.perf_counter() - began[1]
    assert page.status_code == 200
    return [seconds * 1000 for seconds in spent]


def queries(client, member, address):
    """The number of queries of one page."""
    client.force_login(member.user)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@pytest.mark.django_db
def test_pages_cost_the_same_in_a_long_journal(client, capsys):
    journals = [make_journal(size) for size in SIZES]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    pages = list(zip(*(addresses(member).items() for member in journals), strict=True))
    lines = [f"{'page':24}{'CPU ms':>14}{'ratio':>7}{'clock':>7}{'queries':>10}"]

    for (name, short), (_, long) in pages:
        pairs = list(zip(journals, (short, long), strict=True))
        costs = [[cost(client, *pair) for pair in pairs] for _ in range(ROUNDS)]
        (cpu, clock), (long_cpu, long_clock) = (
            [statistics.median(spent) for spent in zip(*column, strict=True)]
            for column in zip(*costs, strict=True)
        )
        asked = [queries(client, *pair) for pair in pairs]
        assert asked[0] == asked[1], name
        lines.append(
            f"{name:24}{cpu:7.1f}{long_cpu:7.1f}{long_cpu / cpu:7.2f}"
            f"{long_clock / clock:7.2f}{asked[0]:5}{asked[1]:5}"
        )

    with capsys.disabled():
        print("", *lines, sep="\n")
