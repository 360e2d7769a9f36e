import json
import signal
import subprocess
import sys

import pytest

from myeloma_journal.platform.pdf import worker

pytestmark = pytest.mark.sqlite_only


def reply_to(work):
    line, body = worker.run_job(work, "numb fingers").split(b"\n", 1)
    return json.loads(line), body


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        ("socket.connect", ()),
        ("socket.getaddrinfo", ("example.org",)),
        ("subprocess.Popen", ("sh",)),
        ("os.system", (b"id",)),
        ("open", ("/etc/passwd", "r", 0)),
        ("open", (b"/proc/self/environ", "r", 0)),
        ("open", (f"{sys.prefix}{'/..' * 20}/etc/passwd", "r", 0)),
        ("open", (f"{sys.base_prefix}-beside-it/secret", "r", 0)),
    ],
)
def test_a_document_reaches_nothing_outside_the_worker(event, arguments):
    with pytest.raises(PermissionError):
        worker.audit_hook(event, arguments)


def test_python_may_still_read_its_own_library():
    assert worker.audit_hook("open", (f"{sys.prefix}/lib/fonts.py", "r", 0)) is None


def test_an_error_leaves_without_the_words_of_the_document():
    def breaks(html):
        raise ValueError(html)

    reply, body = reply_to(breaks)

    assert reply["error"] == "ValueError"
    assert "numb fingers" not in json.dumps(reply)
    assert body == b""


def test_too_little_memory_is_too_much_document():
    def swells(html):
        raise MemoryError

    assert reply_to(swells)[0] == {"limit_exceeded": "memory", "size": 0}


def test_work_beyond_its_seconds_is_ended_by_the_kernel():
    endless = (
        "from myeloma_journal.platform.pdf.worker import limit_cpu_time\n"
        "limit_cpu_time(1)\n"
        "while True: pass"
    )

    ended = subprocess.run([sys.executable, "-c", endless], timeout=60)

    assert ended.returncode == -signal.SIGXCPU


def test_the_style_sheet_holds_its_fonts():
    style = worker.style_sheet()

    assert style.count("url(data:font/woff2;base64,") == 14
    assert "../vendor" not in style
