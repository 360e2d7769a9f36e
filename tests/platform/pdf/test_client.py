import os
import queue
import signal
import socket
from pathlib import Path
from threading import Timer

import pytest

from myeloma_journal.platform.pdf import client as pdf
from tests.packets.reading import failed_rules, fonts, links, page_size, read

pytestmark = pytest.mark.sqlite_only

HOSTILE = """
<html lang="en"><head><title>A sheet</title>
<link rel="stylesheet" href="{host}/link.css"><link rel="attachment" href="{file}">
<style>@import url("{host}/import.css"); p {{ background: url({file}) }}
@font-face {{ font-family: x; src: url({host}/font.woff2) }}</style></head>
<body class="letter regular"><h1>A sheet</h1>
<p><img alt="" src="{file}"><img alt="" src="{host}/img.png">
<object data="{file}">nothing</object><embed src="{host}/embed"></p>
<svg viewBox="0 0 9 9"><title>A dot</title><image href="{file}"/></svg>
<p><a href="javascript:alert(1)">here</a> <a href="{file}">there</a></p>
</body></html>
"""
PLAIN = "<html lang=en><head><title>A</title></head><body class=letter>{}</body></html>"
ROW = "<tr><td>" + "word " * 40 + "</td></tr>"
LONG = PLAIN.format(f"<table>{ROW * 20_000}</table>")


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        yield server


def test_hostile_html_reads_no_file_and_reaches_no_host(listening):
    """OUT-2: paper is made without files and network."""
    host = f"http://127.0.0.1:{listening.getsockname()[1]}"

    made = pdf.render_pdf(HOSTILE.format(host=host, file="file:///etc/passwd"))

    assert "A sheet" in read(made)[0]
    assert b"root:" not in made
    with pytest.raises(TimeoutError):
        listening.accept()


def test_what_is_no_xml_is_printed_all_the_same():
    """A sign that XML knows no way to write may have been pasted into a note."""
    made = pdf.render_pdf(PLAIN.format("<p>numb \x0bfingers</p>"))

    assert read(made)[0].endswith("page 1 of 1")


def test_hostile_links_lead_nowhere():
    made = pdf.render_pdf(HOSTILE.format(host="http://h.example", file="file:///etc"))

    assert links(made) == []


def test_a_document_is_pdf_ua_with_our_fonts_only():
    names = "Żółć, Δέλτα, Ольга, Thị Ngọc Thảo, Jiří Čeněk, Şükrü, µg, “5 °C”"

    made = pdf.render_pdf(PLAIN.format(f"<h1>{names}</h1>"))

    assert failed_rules(made) == []
    assert names in read(made)[0]
    assert all(name.startswith("Sheet-") for name in fonts(made))


@pytest.mark.parametrize(
    ("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))]
)
def test_the_paper_is_the_one_that_was_chosen(paper, size):
    made = pdf.render_pdf(PLAIN.replace("letter", paper).format("<h1>A</h1>"))

    assert page_size(made) == size


def test_more_than_sixty_pages_are_refused_with_their_number():
    """OUT-2: never half a document."""
    pages = "<section class=page-one><h2>One more</h2></section>" * 61

    with pytest.raises(pdf.LimitExceededError) as refused:
        pdf.render_pdf(PLAIN.format(pages))

    assert (refused.value.what, refused.value.count) == ("pages", 61)


def test_a_worker_that_works_too_long_is_ended():
    """OUT-2: bounded in time; the kernel sends this signal after so much work."""
    worker = pdf.WorkerProcess()
    kernel = Timer(1, worker.process.send_signal, [signal.SIGXCPU])
    kernel.start()

    with pytest.raises(pdf.LimitExceededError) as refused:
        worker.run("count", LONG)

    assert refused.value.what == "seconds"


def test_a_worker_that_hangs_is_ended_and_the_next_one_works(monkeypatch):
    """A busy machine is not the document's fault: it can be asked for again."""
    with monkeypatch.context() as hurried:
        hurried.setattr(pdf, "WALL_SECONDS", 1)

        with pytest.raises(pdf.WorkerBusyError):
            pdf.count_pages(LONG)

    assert pdf.count_pages(PLAIN.format("<h1>A</h1>")) == 1


def test_nobody_waits_long_for_a_worker(monkeypatch):
    monkeypatch.setattr(pdf.pool, "slots", queue.LifoQueue())
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.01)

    with pytest.raises(pdf.WorkerBusyError):
        pdf.render_pdf(PLAIN.format("<h1>A</h1>"))


def test_who_waits_for_a_page_goes_before_who_waits_for_paper():
    pdf.count_pages(PLAIN.format("<h1>A</h1>"))
    worker = pdf.pool.slots.queue[-1].process.pid

    mine, its = (os.getpriority(os.PRIO_PROCESS, pid) for pid in (os.getpid(), worker))

    assert its > mine


def test_the_worker_gets_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "fifty letters")
    worker = pdf.WorkerProcess()

    environment = Path(f"/proc/{worker.process.pid}/environ").read_text()
    worker.close()

    assert "SECRET_KEY" not in environment
    assert not Path(worker.folder.name).exists()


def test_a_worker_left_alone_takes_its_folder_along():
    worker = pdf.WorkerProcess()

    worker.process.stdin.close()
    worker.process.wait(30)

    assert not Path(worker.folder.name).exists()
    worker.close()
