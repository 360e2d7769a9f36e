import json
import signal
import subprocess
import sys

import pytest

from myeloma_journal.platform.pdf import worker as press

pytestmark = pytest.mark.once


def answer_of(work):
    line, body = press.do(work, "numb fingers").split(b"\n", 1)
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
    ],
)
def test_a_document_reaches_nothing_outside_the_press(event, arguments):
    with pytest.raises(PermissionError):
        press.refuse(event, arguments)


def test_python_may_still_read_its_own_library():
    assert press.refuse("open", (f"{sys.prefix}/lib/fonts.py", "r", 0)) is None


def test_an_error_leaves_without_the_words_of_the_document():
    def breaks(html):
        raise ValueError(html)

    answer, body = answer_of(breaks)

    assert answer["broke"] == "ValueError"
    assert "numb fingers" not in json.dumps(answer)
    assert body == b""


def test_too_little_memory_is_too_much_document():
    def swells(html):
        raise MemoryError

    assert answer_of(swells)[0] == {"over": "memory", "size": 0}


def test_work_beyond_its_seconds_is_ended_by_the_kernel():
    endless = (
        "from myeloma_journal.platform.pdf.worker import allow_seconds\n"
        "allow_seconds(1)\n"
        "while True: pass"
    )

    ended = subprocess.run([sys.executable, "-c", endless], timeout=60)

    assert ended.returncode == -signal.SIGXCPU


def test_the_style_sheet_holds_its_fonts():
    style = press.style_sheet()

    assert style.count("url(data:font/woff2;base64,") == 14
    assert "../vendor" not in style
