"""`/metrics`, for Prometheus: counts and timings of all workers, without words.

No label names a person, a journal or a record: a view is known by its name.
"""

import os
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from myeloma_journal.platform.backups.models import LastBackup
from myeloma_journal.platform.mail.models import OutgoingEmail
from myeloma_journal.platform.web.models import DailyRun

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED")
REQUESTS = Histogram(
    "http_request_seconds",
    "Requests by the name of their view and the class of their status.",
    ["view", "status"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


def measure(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: count each request, and how long its response took to make."""

    def answer(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        seconds = time.perf_counter() - started
        status = f"{response.status_code // 100}xx"
        REQUESTS.labels(_view_name(request), status).observe(seconds)
        return response

    return answer


def _view_name(request: HttpRequest) -> str:
    if request.resolver_match:
        return request.resolver_match.view_name
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """404 to all but METRICS_ALLOWED_IPS, and to whatever comes through a proxy."""
    if not is_direct(request, settings.METRICS_ALLOWED_IPS):
        return HttpResponse("not found\n", status=404, content_type="text/plain")
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry = REGISTRY
    text = generate_latest(registry) + generate_latest(ServerCollector())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


def is_direct(request: HttpRequest, networks: list[str]) -> bool:
    """Whether the request comes from one of these networks, and through no proxy."""
    address = request.META.get("REMOTE_ADDR", "")
    if not address or any(name in request.META for name in FORWARDED):
        return False
    return any(ip_address(address) in ip_network(network) for network in networks)


class ServerCollector(Collector):
    """What the database and the folder of backups know, asked at each scrape."""

    def collect(self) -> Iterator[Metric]:
        try:
            from_database = list(_from_database())
        except DatabaseError:
            from_database = []
        yield from from_database
        yield _gauge(
            "database_available",
            "Whether the database answers.",
            bool(from_database),
        )


def _from_database() -> Iterator[Metric]:
    emails = OutgoingEmail.objects.all()
    waiting = emails.filter(failed_at=None).count()
    yield _gauge("emails_waiting", "Emails that are to be sent.", waiting)
    failed = emails.failed().count()
    yield _gauge("emails_failed", "Emails of the last week that were given up.", failed)
    made_at = LastBackup.objects.values_list("made_at", flat=True).first()
    yield _gauge(
        "last_backup_timestamp_seconds",
        "When the last backup was made, on whichever machine.",
        made_at.timestamp() if made_at else 0,
    )
    run = DailyRun.objects.order_by("finished_at").last()
    yield _gauge(
        "last_daily_run_timestamp_seconds",
        "When the daily jobs ended last, on whichever machine.",
        run.finished_at.timestamp() if run else 0,
    )
    yield _gauge(
        "last_daily_run_failed_jobs",
        "How many jobs of that run failed.",
        len(run.failed) if run else 0,
    )


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)
