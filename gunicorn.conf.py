"""How the web server runs. Gunicorn reads this file by its name."""

import gc
import logging
import os
import shutil
import tempfile
import time
from itertools import count

import gunicorn
from gunicorn.glogging import Logger

# The `Server` header tells nobody what runs here.
gunicorn.SERVER = "web"

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Making a packet takes a second or two; the other threads serve pages meanwhile.
threads = 4
timeout = 60
# A worker is replaced now and then, so that memory lost in a library comes back.
max_requests = 1000
max_requests_jitter = 100
# Only a proxy on this machine may say who asks (`web.middleware.trusted_proxy`).
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")
# The sign of life is written to memory: a slow disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 – not a temporary file of ours
# Signals are enough to steer it; its socket would lie in somebody's home folder.
control_socket_disable = True
# Only warnings: "now listening" is said below, in words a new user can use.
loglevel = "warning"


class UniformLogger(Logger):
    """Until a worker has read settings.LOGGING, and in the process above them."""

    error_fmt = "%(asctime)s %(levelname)s [-] %(name)s: %(message)s"
    datefmt = "%Y-%m-%dT%H:%M:%SZ"


logger_class = UniformLogger
logging.Formatter.converter = time.gmtime


def on_starting(server):
    """Make the folder in which the workers count together (`web.metrics`)."""
    folder = tempfile.mkdtemp(prefix="metrics-", dir=worker_tmp_dir)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder


def on_exit(server):
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def pre_fork(server, worker):
    """Number the workers: one that replaces another goes on with its files.

    By process id, as usual, each worker would leave two files behind.
    """
    taken = {other.number for other in server.WORKERS.values()}
    worker.number = next(number for number in count() if number not in taken)


def post_fork(server, worker):
    from prometheus_client import values

    values.ValueClass = values.MultiProcessValue(lambda: worker.number)


def when_ready(server):
    """Say where the pages are."""
    os.write(1, f"Myeloma Journal is open at http://{bind} (stop: Ctrl+C)\n".encode())


def post_worker_init(worker):
    """Start the PDF worker, so that the first document need not wait for it."""
    from myeloma_journal.platform.pdf import client as pdf

    pdf.warm()
    start_mail_worker(says_so=worker.age == 1)
    # What is loaded by now stays. Garbage collection of it would stop everybody for
    # a tenth of a second.
    gc.freeze()
    if worker.age == 1:
        sweep_backups()
        say_setup_instructions()


def sweep_backups():
    """Delete the plain copy of a backup that was killed, by a power cut perhaps."""
    from myeloma_journal.platform.backups.create import sweep

    sweep()


def start_mail_worker(*, says_so):
    """Deliver queued emails beside the requests; say once whether mail can work."""
    from threading import Thread

    from django.conf import settings

    from myeloma_journal.platform.mail import queue

    if not settings.MAIL_IS_QUEUED:
        return
    if says_so:
        # In a thread: a mail server that says nothing must not hold up the start.
        Thread(target=queue.server_answers, daemon=True).start()
    if settings.MAIL_WORKER == "thread":
        queue.start_thread()


def say_setup_instructions():
    """Say once, in the log, with what code the first account is made."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    from myeloma_journal.platform.accounts import registration
    from myeloma_journal.platform.database import schema

    try:
        schema.are_applied()
        if settings.REGISTRATION != "open" and registration.needs_first_account():
            os.write(1, f"{registration.setup_instructions()}\n".encode())
    except schema.NoTablesError as error:
        os.write(2, f"{error}\n".encode())
    except DatabaseError:
        pass  # not there yet: `manage.py setup_code` says it later
    finally:
        connection.close()
