"""Servers as processes on this machine, and visitors that send requests."""

import gzip
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HIDDEN = r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?'
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """One gunicorn with its workers."""

    port: int
    process: "subprocess.Popen[bytes]"

    def family(self) -> list[int]:
        """The process and its descendants."""
        parents = dict(_processes())
        mine = {self.process.pid}
        while more := {p for p, q in parents.items() if q in mine} - mine:
            mine |= more
        return sorted(mine)

    def cpu(self) -> float:
        """Processor seconds that it has spent, itself and its workers."""
        return sum(_ticks(pid) for pid in self.family()) / TICK


@contextmanager
def serving(*command: str, **environ: str) -> Iterator[Server]:
    """A context manager that runs gunicorn."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *command],
        env={**os.environ, **environ, "BIND": f"127.0.0.1:{port}"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield Server(port, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@dataclass
class Visitor:
    """A signed-in user with one keep-alive connection."""

    port: int
    cookies: dict[str, str]
    connection: http.client.HTTPConnection | None = field(default=None)

    def ask(
        self, address: str, body: str | None = None
    ) -> tuple[int, bytes, float, float]:
        """Status, body, seconds to the first byte and to the last."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
        headers = {
            "Accept": "text/html",
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        method = "GET" if body is None else "POST"
        try:
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()  # a worker was replaced: once more
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
        first = time.perf_counter() - began
        page = answer.read()
        spent = time.perf_counter() - began
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.headers.get("Content-Encoding") == "gzip":
            page = gzip.decompress(page)
        return answer.status, page, first, spent

    def hidden(self, address: str, action: str = "") -> dict[str, str]:
        """What a form of a page carries unseen: the one of `action`, or the first."""
        page = self.ask(address)[1].decode()
        form = page.partition(f'action="{action}"' if action else "<main")[2] or page
        found = re.findall(HIDDEN, form)
        return dict(reversed(found))


def at_once(
    visitors: list[Visitor], ask: Callable[[Visitor], float], seconds: float
) -> list[float]:
    """Let all visitors send requests at once; return how long each request took."""
    spent: list[float] = []
    end = time.monotonic() + seconds

    def visits(visitor: Visitor) -> None:
        while time.monotonic() < end:
            spent.append(ask(visitor))

    threads = [threading.Thread(target=visits, args=[visitor]) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return spent


def cpu_of_children(pid: int) -> float:
    """Processor seconds of a process and its children, those that ended among them."""
    said = [_stat(pid)[11:15]]
    said += [_stat(child)[11:13] for child, parent in _processes() if parent == pid]
    return sum(int(ticks) for numbers in said for ticks in numbers) / TICK


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as server:
            if server.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing answers on port {port}.")


def _processes() -> Iterator[tuple[int, int]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (said := _stat(int(folder.name))):
            yield int(folder.name), int(said[1])


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []  # it ended meanwhile


def _ticks(pid: int) -> int:
    said = _stat(pid)
    return int(said[11]) + int(said[12]) if said else 0
