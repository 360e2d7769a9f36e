"""What a packet costs, compared with other ways to make the same, in one run.

    make bench

The whole packet function is measured, its queries and both processes: the press that
makes the PDF has a clock of its own. Ratios are medians of ratios within one round, so
that a machine that others use shifts both sides; they are what counts.
"""

import io
import json
import os
import random
import statistics
import subprocess
import sys
import time
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets import pdf, printing
from myeloma_journal.packets.contents import gather
from tests.bench.journals import make_journal
from tests.bench.paper_engines import CHROMIUM
from tests.bench.paper_model import CHARTS, POINTS, QUESTIONS, ROWS, sentence
from tests.factories import (
    make_appointment,
    make_entry,
    make_followed,
    make_lab_result,
    make_medication,
    make_membership,
    make_patient,
    make_question,
    make_rating,
)

ROUNDS = int(os.environ.get("ROUNDS", "15"))


def make_model(repeat=1):
    """A journal whose packet holds what the model document holds; its next visit."""
    rng = random.Random(repeat)
    patient = make_patient()
    member = make_membership(patient=patient, is_patient=True)
    now = timezone.now()
    make_appointment(patient=patient, starts_at=now - timedelta(days=POINTS - 1))
    for n in range(QUESTIONS * repeat):
        top = n + 1 if n < 3 else None
        make_question(patient=patient, text=sentence(rng) + "?", top=top)
    for name in CHARTS:
        followed = make_followed(patient=patient, name=name)
        for ago in range(POINTS):
            day = patient.today() - timedelta(days=ago)
            entry = make_entry(patient=patient, felt_on=day)
            make_rating(entry=entry, followed=followed, severity=rng.randint(0, 3))
    for n in range(ROWS * repeat):
        make_medication(patient=patient, name=f"Medication {n}", dose="400 mg")
        make_lab_result(patient=patient, name=f"Test {n}")
    visit = make_appointment(patient=patient, starts_at=now + timedelta(days=1))
    return member.pk, visit


def packet(model):
    """The whole function, from the membership to the file."""
    pk, visit = model
    member = Membership.objects.select_related("patient", "user").get(pk=pk)
    contents = gather(member, visit, now=timezone.now())
    return printing.packet_pdf(contents, "regular", "letter")


def reword(model):
    """Other questions than in the round before, so that nothing is remembered."""
    rng = random.Random()
    questions = list(Membership.objects.get(pk=model[0]).patient.questions.all())
    for one in questions:
        one.text = sentence(rng) + "?"
    type(questions[0]).objects.bulk_update(questions, ["text"])


def press_clock():
    """The processor time of the press that works next, in seconds."""
    press = pdf.presses.places.queue[-1]
    # The kernel's clock of a process, as clock_getcpuclockid() gives it.
    return time.clock_gettime(~press.process.pid << 3 | 2)


def cost(model):
    """One packet: processor time of both processes and the clock's, in seconds."""
    began = time.process_time(), press_clock(), time.perf_counter()
    made = packet(model)
    cpu = time.process_time() - began[0] + press_clock() - began[1]
    clock = time.perf_counter() - began[2]
    return {"cpu": cpu, "clock": clock, "bytes": len(made)}


def pages_of(made):
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


class Engine:
    """One of the other ways, at work in its own process."""

    def __init__(self, name):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.paper_engines", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def cost(self, seed):
        self.process.stdin.write(f"{seed}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.communicate()


def ratio(rounds, one, other, column="cpu"):
    """The median over the rounds of one cost by another."""
    return statistics.median(r[one][column] / r[other][column] for r in rounds)


def median(rounds, name, column):
    return statistics.median(r[name][column] for r in rounds)


def peak_memory(pid):
    """The most that a process ever held, in MiB."""
    with open(f"/proc/{pid}/status") as told:
        return int(next(t for t in told if t.startswith("VmHWM")).split()[1]) / 1024


@pytest.fixture
def say(capsys):
    lines = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n")


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """On a busy machine a document takes long by the clock; only work counts here."""
    monkeypatch.setattr(pdf, "WALL_SECONDS", 600)


@pytest.mark.django_db
def test_the_model_packet_beside_other_engines(say):
    model = make_model()
    pages = pages_of(packet(model))
    engines = {name: Engine(name) for name in ("naive", "lean", "chromium")}
    rounds = []

    for seed in range(ROUNDS):
        reword(model)
        this = {"packet": cost(model)}
        this |= {name: engine.cost(seed) for name, engine in engines.items()}
        rounds.append(this)

    for engine in engines.values():
        engine.close()
    say(f"The model packet, {pages} pages, {ROUNDS} rounds (Chromium: {CHROMIUM})")
    say(f"{'':10}{'CPU ms':>8}{'clock ms':>10}{'KiB':>6}")
    for name in rounds[0]:
        cpu, clock, size = (
            median(rounds, name, column) for column in ("cpu", "clock", "bytes")
        )
        say(f"{name:10}{cpu * 1000:8.0f}{clock * 1000:10.0f}{size / 1024:6.0f}")
    press = pdf.presses.places.queue[-1]
    say(f"CPU, packet by naive WeasyPrint: {ratio(rounds, 'packet', 'naive'):.2f}")
    say(f"CPU, packet by lean WeasyPrint: {ratio(rounds, 'packet', 'lean'):.2f}")
    by_clock = ratio(rounds, "packet", "chromium", "clock")
    say(f"clock, packet by Chromium started anew: {by_clock:.2f}")
    say(f"most memory of the press: {peak_memory(press.process.pid):.0f} MiB")


@pytest.mark.django_db
def test_four_times_as_much_in_a_packet(say):
    models = {"once": make_model(1), "four times": make_model(4)}
    pages = {name: pages_of(packet(one)) for name, one in models.items()}

    rounds = [
        {name: cost(one) for name, one in models.items()}
        for _ in range(max(ROUNDS // 3, 2))
    ]

    times = ratio(rounds, "four times", "once")
    say(f"CPU, {pages['four times']} pages by {pages['once']}: {times:.2f}")


@pytest.mark.django_db
def test_a_packet_in_a_long_journal(say):
    models = {}
    for size in (1_000, 50_000):
        member = make_journal(size)
        tomorrow = timezone.now() + timedelta(days=1)
        visit = make_appointment(patient=member.patient, starts_at=tomorrow)
        models[size] = (member.pk, visit)
        packet(models[size])

    rounds = [{size: cost(one) for size, one in models.items()} for _ in range(ROUNDS)]

    say(f"CPU, 50,000 entries by 1,000: {ratio(rounds, 50_000, 1_000):.2f}")


@pytest.mark.django_db
def test_the_first_packet_after_a_start(say):
    model = make_model()
    rounds = []

    for _ in range(max(ROUNDS // 3, 2)):
        pdf.presses.close()
        pdf.warm()
        pdf.count_pages("<html><body>A</body></html>")  # answered once it is ready
        rounds.append({"first": cost(model), "warm": (cost(model), cost(model))[1]})

    for column in ("clock", "cpu"):
        first = ratio(rounds, "first", "warm", column)
        say(f"{column}, the first packet of a press by a warm one: {first:.2f}")
