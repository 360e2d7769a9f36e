"""What a packet costs: by its size, by the length of the journal, and after a start.

    make bench

The whole function is measured, its queries and both processes: the one that makes the
PDF has a clock of its own. Ratios are medians of ratios within one round, so
that a machine that others use shifts both sides; they are what counts.
"""

import io
import os
import random
import statistics
import time
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets import printing
from myeloma_journal.packets.contents.build import build_contents
from myeloma_journal.platform.pdf import client as pdf
from tests.bench.journals import make_journal
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
from tests.packets.journals import NOW, full_journal, visit_of

ROUNDS = int(os.environ.get("ROUNDS", "9"))
CHARTS = ["Fatigue", "Bone pain", "Neuropathy", "Nausea", "Sleep", "Appetite"]
QUESTIONS, DAYS, ROWS = 40, 60, 15
WORDS = (  # noqa: SIM905 - they are read as sentences
    "ask whether the next cycle keeps the same dose or changes after the blood count "
    "and what to watch for at home between visits such as fever numbness in the feet "
    "new back pain swelling tiredness poor sleep nausea or a rash how often labs are "
    "drawn who to call at night and what the plan is if numbers rise again this month"
).split()


def sentence(rng):
    return " ".join(rng.choices(WORDS, k=rng.randint(8, 16))).capitalize()


def make_model(repeat=1):
    """A journal with questions, six charts and two tables; its next visit."""
    rng = random.Random(repeat)
    patient = make_patient()
    member = make_membership(patient=patient, is_patient=True)
    now = timezone.now()
    make_appointment(patient=patient, starts_at=now - timedelta(days=DAYS - 1))
    for n in range(QUESTIONS * repeat):
        top = n + 1 if n < 3 else None
        make_question(patient=patient, text=sentence(rng) + "?", top=top)
    for name in CHARTS:
        followed = make_followed(patient=patient, name=name)
        for ago in range(DAYS):
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
    contents = build_contents(member, visit, now=timezone.now())
    return printing.packet_pdf(contents, "regular", "letter")


def plain(model, fit):
    """The same file where the way to set page one is known, so nothing is measured."""
    pk, visit = model
    member = Membership.objects.select_related("patient", "user").get(pk=pk)
    contents = build_contents(member, visit, now=timezone.now())
    html = printing.packet_html(contents, "regular", "letter", fit)
    return printing.pdf.render_pdf(html)


def fit_of(model):
    pk, visit = model
    member = Membership.objects.select_related("patient", "user").get(pk=pk)
    contents = build_contents(member, visit, now=timezone.now())
    return printing.fits_from_roomiest(contents, "regular", "letter")[0]


def reword(model):
    """Change the questions, so that no cache of the round before helps."""
    rng = random.Random()
    questions = list(Membership.objects.get(pk=model[0]).patient.questions.all())
    for question in questions:
        question.text = sentence(rng) + "?"
    type(questions[0]).objects.bulk_update(questions, ["text"])


def worker_clock():
    """The processor time of the worker that runs next, in seconds."""
    worker = pdf.pool.slots.queue[-1]
    # The kernel's clock of a process, as clock_getcpuclockid() gives it.
    return time.clock_gettime(~worker.process.pid << 3 | 2)


def cost(model, make=packet):
    """Processor time of both processes and wall time of one packet, in seconds."""
    began = time.process_time(), worker_clock(), time.perf_counter()
    made = make(model)
    cpu = time.process_time() - began[0] + worker_clock() - began[1]
    clock = time.perf_counter() - began[2]
    return {"cpu": cpu, "clock": clock, "bytes": len(made)}


def pages_of(made):
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


def ratio(rounds, name, other, column="cpu"):
    """The median over the rounds of one cost by another."""
    return statistics.median(
        cost[name][column] / cost[other][column] for cost in rounds
    )


def median(rounds, name, column):
    return statistics.median(costs[name][column] for costs in rounds)


def peak_memory(pid):
    """The peak resident memory of a process, in MiB."""
    with open(f"/proc/{pid}/status") as lines:
        return int(next(t for t in lines if t.startswith("VmHWM")).split()[1]) / 1024


@pytest.fixture
def say(capsys):
    lines = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n")


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Raise the wall-time limit: on a busy machine only processor time counts."""
    monkeypatch.setattr(pdf, "WALL_SECONDS", 600)


@pytest.mark.django_db
def test_a_packet(say):
    model = make_model()
    pages = pages_of(packet(model))
    rounds = []

    for _ in range(ROUNDS):
        reword(model)
        rounds.append({"packet": cost(model)})

    cpu, clock, size = (
        median(rounds, "packet", column) for column in ("cpu", "clock", "bytes")
    )
    worker = pdf.pool.slots.queue[-1].process.pid
    say(
        f"A packet of {pages} pages: {cpu * 1000:.0f} ms CPU, {clock * 1000:.0f} ms, "
        f"{size / 1024:.0f} KiB; the worker held at most {peak_memory(worker):.0f} MiB"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["usual", "full"])
def test_fitting_page_one(say, time_machine, kind):
    if kind == "full":
        time_machine.move_to(NOW)
        member = full_journal()
        model = (member.pk, visit_of(member))
    else:
        model = make_model()
    fit = fit_of(model)

    rounds = [
        {"fitted": cost(model), "plain": cost(model, lambda m: plain(m, fit))}
        for _ in range(ROUNDS)
    ]

    times = ratio(rounds, "fitted", "plain")
    say(f"CPU, a {kind} packet by the same one set without measuring: {times:.2f}")


@pytest.mark.django_db
def test_four_times_as_much_in_a_packet(say):
    models = {"once": make_model(1), "four times": make_model(4)}
    pages = {name: pages_of(packet(model)) for name, model in models.items()}

    rounds = [
        {name: cost(model) for name, model in models.items()}
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

    rounds = [
        {size: cost(model) for size, model in models.items()} for _ in range(ROUNDS)
    ]

    say(f"CPU, 50,000 entries by 1,000: {ratio(rounds, 50_000, 1_000):.2f}")


@pytest.mark.django_db
def test_the_first_packet_after_a_start(say):
    model = make_model()
    rounds = []

    for _ in range(max(ROUNDS // 3, 2)):
        pdf.pool.close()
        pdf.warm()
        pdf.count_pages("<html><body>A</body></html>")  # answered once it is ready
        rounds.append({"first": cost(model), "warm": (cost(model), cost(model))[1]})

    for column in ("clock", "cpu"):
        first = ratio(rounds, "first", "warm", column)
        say(f"{column}, the first packet of a worker by a warm one: {first:.2f}")
