"""A database for the tests: SQLite, or a private PostgreSQL that this process runs."""

import atexit
import ctypes
import glob
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

INITDB = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
# A test's database need not survive a power cut.
FAST = ["--fsync=off", "--synchronous_commit=off", "--full_page_writes=off"]


def bindir():
    """Where initdb and postgres are, or None. Debian keeps them off PATH."""
    if os.environ.get("PG_BINDIR"):
        return Path(os.environ["PG_BINDIR"])
    found = glob.glob("/usr/lib/postgresql/*/bin/initdb")
    if found:
        return Path(max(found, key=lambda p: int(p.split("/")[4]))).parent
    exe = shutil.which("initdb")
    return Path(exe).resolve().parent if exe else None


def _account():
    """PostgreSQL refuses to run as root: then it is the account of Debian's package."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError("no account to run PostgreSQL under")


def _die_with_parent():
    """Linux: the kernel stops the server even if the test run is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


def start(*settings):
    """Start a server on a socket in a new folder, on no network; return that folder."""
    import psycopg2

    bins = bindir()
    if bins is None:
        raise RuntimeError(
            "no PostgreSQL server: apt-get install postgresql, or set PG_BINDIR"
        )
    who = _account()
    # Short, because the path of a socket stops at 107 bytes.
    root = Path(tempfile.mkdtemp(prefix="mjpg-", dir="/tmp"))
    if who:
        os.chown(root, who["user"], who["group"])
    data, log = root / "data", root / "log"
    env = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(root)}
    env.pop("PGDATA", None)
    subprocess.run(
        [bins / "initdb", "-D", data, *INITDB],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=root,
        env=env,
        **who,
    )
    with log.open("wb") as out:
        server = subprocess.Popen(
            [
                bins / "postgres",
                "-D",
                data,
                "-k",
                root,
                "--listen_addresses=",
                *settings,
            ],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=root,
            env=env,
            preexec_fn=_die_with_parent,
            start_new_session=True,
            **who,
        )

    def stop():
        if server.poll() is None:
            server.send_signal(signal.SIGINT)  # fast shutdown
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(root, ignore_errors=True)

    atexit.register(stop)
    end = time.monotonic() + 30
    while True:
        try:
            psycopg2.connect(host=str(root), user="postgres", dbname="postgres").close()
            return str(root)
        except psycopg2.OperationalError:
            if server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(
                    "PostgreSQL did not start:\n" + log.read_text()
                ) from None
            time.sleep(0.05)


def test_database():
    if os.environ.get("TEST_DB", "sqlite") != "postgres":
        # A file, as in the product: the pages of a browser test each have a connection
        # of their own, which a database in memory would have them share.
        folder = tempfile.mkdtemp(prefix="mj-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "TEST": {"NAME": f"{folder}/test.sqlite3"},
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
            },
        }
    if not os.environ.get("TEST_PG_HOST"):
        os.environ["TEST_PG_HOST"] = start(*FAST)  # xdist workers inherit it
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": os.environ["TEST_PG_HOST"],
        "PORT": "5432",
    }


test_database.__test__ = False  # a helper, though its name starts with test_
