"""Processor time of pages on a server as shipped, beside the baseline in the same run.

    make bench            with pages.py, packet.py and writes.py
    python -m tests.bench.load

Gunicorn with our own settings, SQLite, one journal of 1,000 entries and one of 50,000,
and the baseline (tests/bench/baseline) with as many rows. Eight visitors at once; each
page in turn, in rounds. What counts is the processor time of the server for each page,
as a multiple of the baseline's in the same round.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from tests.bench.servers import Server, Visitor, at_once, serving

SIZES = (1_000, 50_000)
ROUNDS = 3
SECONDS = 2.0
VISITORS = 8
NUMBERS = count()
# Our pages, and what of the baseline each stands beside.
OURS = {
    "today": "dashboard",
    "charts": "dashboard",
    "list": "list",
    "last": "list",
    "form": "form",
    "short form": "form",
}
BASELINE = {"dashboard": "/dashboard/", "list": "/list/", "form": "/add/"}

# What is measured: the server, who visits it, and one visit.
Job = tuple[Server, list[Visitor], Callable[[Visitor], float]]


def get(address: str, visitor: Visitor) -> float:
    """Open a page."""
    status, _page, _first, spent = visitor.ask(address)
    assert status == 200, (status, address)
    return spent


def post(address: str, fill: Callable[[], dict[str, str]], visitor: Visitor) -> float:
    """Submit a form with other data each time."""
    status, page, _first, spent = visitor.ask(address, urlencode(fill()))
    assert status == 302, (status, address, page[:2000])
    return spent


def baseline_entry(hidden: dict[str, str]) -> dict[str, str]:
    """The data of an entry in the baseline's form."""
    said = {"at": f"{date.today()} 09:00", "kind": "pain", "severity": "2"}
    return hidden | said | {"note": f"Note {next(NUMBERS)}"}


def entry(hidden: dict[str, str]) -> dict[str, str]:
    """The data of an entry in the form of Today."""
    said = {"overall": "1", "felt_on": str(date.today())}
    said |= {"note": f"Note {next(NUMBERS)}", "client_uuid": str(uuid4())}
    return hidden | said


def measure(
    jobs: dict[str, Job], rounds: int = ROUNDS, seconds: float = SECONDS
) -> dict[str, list[tuple[float, float]]]:
    """For each job and round: processor milliseconds per request, and p95 latency."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for _server, visitors, visit in jobs.values():
        at_once(visitors, visit, 0.3)
    for _round in range(rounds):
        for name, (server, visitors, visit) in jobs.items():
            before = server.cpu()
            spent = at_once(visitors, visit, seconds)
            cpu = (server.cpu() - before) / len(spent) * 1000
            found[name].append((cpu, p95(spent) * 1000))
    return found


def p95(spent: list[float]) -> float:
    """The 95th percentile."""
    return sorted(spent)[int(0.95 * (len(spent) - 1))]


def ratio(found: dict[str, list[tuple[float, float]]], name: str, other: str) -> float:
    """The median over the rounds of the cost of `name` divided by that of `other`."""
    pairs = zip(found[name], found[other], strict=True)
    return statistics.median(cost[0] / yardstick[0] for cost, yardstick in pairs)


def circle(server: Server, name: str, key: str, many: int = VISITORS) -> list[Visitor]:
    """Several visitors with the session of one user."""
    return [Visitor(server.port, {name: key}) for _ in range(many)]


def said_by(module: str, *words: object, **environ: str) -> list[str]:
    """The output lines of a module run as a script."""
    command = [sys.executable, "-m", module, *map(str, words)]
    done = subprocess.run(
        command, env=os.environ | environ, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def pages(
    baseline: Server, keys: list[str], server: Server, journals: list[dict]
) -> None:
    """Today, the list and the form beside the baseline's."""
    jobs: dict[str, Job] = {}
    for size, key, journal in zip(SIZES, keys, journals, strict=True):
        them = circle(baseline, "sessionid", key)
        us = circle(server, "sessionid", journal["session"])
        for name, address in BASELINE.items():
            jobs[f"baseline {name} {size}"] = baseline, them, partial(get, address)
        for name in OURS:
            visit = partial(get, journal["pages"][name])
            jobs[f"{name} {size}"] = server, us, visit
    say(measure(jobs), OURS)


def saves(
    baseline: Server, keys: list[str], server: Server, journals: list[dict]
) -> None:
    """Saving an entry; measured last, because it adds entries to today."""
    jobs: dict[str, Job] = {}
    for size, key, journal in zip(SIZES, keys, journals, strict=True):
        them = circle(baseline, "sessionid", key)
        us = circle(server, "sessionid", journal["session"])
        today = journal["pages"]["today"]
        mine, theirs = us[0].hidden(today), them[0].hidden("/add/")
        for visitors in (us, them):
            for visitor in visitors:
                visitor.cookies |= visitors[0].cookies
        fill = partial(baseline_entry, theirs)
        jobs[f"baseline save {size}"] = baseline, them, partial(post, "/add/", fill)
        jobs[f"save {size}"] = server, us, partial(post, today, partial(entry, mine))
    say(measure(jobs), {"save": "save"})


def say(found: dict[str, list[tuple[float, float]]], rows: dict[str, str]) -> None:
    """A table: each of ours, beside which of the baseline's."""
    print(
        f"{'page':14}{'entries':>8}{'CPU ms':>8}{'p95 ms':>8}"
        f"{'x baseline':>12}{'x 1,000':>9}"
    )
    for name, beside in rows.items():
        for size in SIZES:
            key, short = f"{name} {size}", f"{name} {SIZES[0]}"
            cpu, wait = (
                statistics.median(column) for column in zip(*found[key], strict=True)
            )
            times = ratio(found, key, f"baseline {beside} {size}")
            print(
                f"{name:14}{size:8}{cpu:8.1f}{wait:8.0f}{times:12.2f}"
                f"{ratio(found, key, short):9.2f}"
            )


def starvation(server: Server, journal: dict) -> None:
    """Latency of the list while four users print packets."""
    reader = circle(server, "sessionid", journal["session"], 1)
    printers = circle(server, "sessionid", journal["session"], 4)
    packet = journal["pages"]["packet"]
    hidden = printers[0].hidden(packet.removesuffix("print/"), packet)
    for printer in printers:
        printer.cookies |= printers[0].cookies
    read = partial(get, journal["pages"]["list"])
    body = urlencode(hidden)
    answers: list[int] = []

    def print_packet(visitor: Visitor) -> float:
        status, _page, _first, spent = visitor.ask(packet, body)
        answers.append(status)
        return spent

    idle = p95(at_once(reader, read, 4))
    behind = threading.Thread(target=at_once, args=(printers, print_packet, 12))
    behind.start()
    busy = p95(at_once(reader, read, 10))
    behind.join()
    print(
        f"list, p95 while 4 print: {busy / idle:.1f} times its idle p95; "
        f"{answers.count(200)} packets, {answers.count(503)} asked to wait"
    )


def every_page(
    baseline: Server, key: str, server: Server, journals: list[dict]
) -> None:
    """Every page of the long journal whose URL has no id but the patient's."""
    visitor = circle(server, "sessionid", journals[1]["session"], 1)
    jobs: dict[str, Job] = {
        "baseline list": (
            baseline,
            circle(baseline, "sessionid", key, 1),
            partial(get, "/list/"),
        )
    }
    for name, address in journals[1]["walk"].items():
        if visitor[0].ask(address)[0] == 200:
            jobs[name] = server, visitor, partial(get, address)
    # Several rounds: in the first, templates are read for the first time.
    found = measure(jobs, rounds=3, seconds=0.7)
    times = {name: ratio(found, name, "baseline list") for name in jobs}
    dearest = sorted(times, key=lambda name: -times[name])[:5]
    said = ", ".join(f"{name} {times[name]:.1f}" for name in dearest)
    print(f"{len(jobs) - 1} pages at {SIZES[1]} entries, x the baseline's list: {said}")


def main() -> None:
    """Measure, and print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        ours = {"LOCAL": "true", "DATA_DIR": folder}
        baselines = {"BASELINE": str(Path(folder) / "baseline.sqlite3")}
        keys = said_by("tests.bench.baseline.seed", *SIZES, **baselines)
        seeded = said_by("tests.bench.seed", *SIZES, **ours)
        journals = [json.loads(line) for line in seeded]
        settings = ("-c", "tests/bench/baseline/gunicorn.conf.py")
        with (
            serving(*settings, "tests.bench.baseline.wsgi", **baselines) as baseline,
            serving("myeloma_journal.wsgi", **ours) as server,
        ):
            pages(baseline, keys, server, journals)
            starvation(server, journals[1])
            every_page(baseline, keys[1], server, journals)
            saves(baseline, keys, server, journals)


if __name__ == "__main__":
    main()
