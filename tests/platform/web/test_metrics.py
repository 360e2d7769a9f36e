"""What Prometheus reads: counts and timings, no words, and only on this machine."""

import re
from datetime import UTC, datetime

import pytest
from django.db import OperationalError
from django.urls import reverse

from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.platform.web.metrics import ServerCollector
from myeloma_journal.platform.web.models import DailyRun
from tests.factories import make_membership

pytestmark = pytest.mark.django_db


def value_of(text, name):
    return float(re.search(rf"^{re.escape(name)} (\S+)$", text, re.M)[1])


def test_requests_are_counted_by_view_and_status(client):
    member = make_membership()
    client.force_login(member.user)
    counted = 'http_request_seconds_count{status="2xx",view="care_circle:circle"}'
    client.get(reverse("care_circle:circle", args=[member.patient_id]))
    before = value_of(client.get("/metrics").text, counted)

    client.get(reverse("care_circle:circle", args=[member.patient_id]))

    text = client.get("/metrics").text
    assert value_of(text, counted) == before + 1
    assert str(member.patient_id) not in text


def test_pdf_jobs_are_counted_by_how_they_ended(client, monkeypatch):
    def busy(job, html):
        raise pdf.WorkerBusyError

    pool = pdf.WorkerPool()
    monkeypatch.setattr(pool, "_run", busy)

    with pytest.raises(pdf.WorkerBusyError):
        pool.run("print", "")

    counted = 'pdf_job_seconds_count{job="print",result="WorkerBusyError"}'
    assert value_of(client.get("/metrics").text, counted) >= 1


def test_age_of_the_last_daily_run_and_its_failures_can_be_watched(client):
    """AVA-3: an alarm needs no page of ours."""
    DailyRun.objects.record(["backup --keep"], datetime(2026, 11, 30, tzinfo=UTC))

    text = client.get("/metrics").text

    assert value_of(text, "last_daily_run_timestamp_seconds") == 1795996800
    assert value_of(text, "last_daily_run_failed_jobs") == 1
    assert value_of(text, "emails_waiting") == 0
    assert value_of(text, "database_available") == 1


def test_metrics_answer_without_a_database(monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(DailyRun.objects, "order_by", lambda name: away())

    names = {metric.name: metric for metric in ServerCollector().collect()}

    assert names["database_available"].samples[0].value == 0


@pytest.mark.parametrize(
    "source",
    [{"REMOTE_ADDR": "203.0.113.5"}, {"HTTP_X_FORWARDED_FOR": "203.0.113.5"}],
)
def test_metrics_are_not_there_for_others_and_through_a_proxy(client, source):
    """AVA-3: whoever runs the proxy forgets its lines: it is closed all the same."""
    assert client.get("/metrics", **source).status_code == 404


def test_metrics_are_open_to_the_networks_of_the_setting(client, settings):
    settings.METRICS_ALLOWED_IPS = ["10.0.0.0/24"]

    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 404
