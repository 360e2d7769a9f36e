"""Emails leave through a table, so that no request waits for a mail server.

`send` stores an email in the transaction of the request. A thread of each web process,
or `manage.py run_mail_worker`, delivers what is due: `deliver_due`. To claim an email
is to move its next attempt behind a lease, in one UPDATE: when a process dies while it
sends, another one tries again after the lease (docs/decisions/0013-mail-queue.md).
"""

import json
import logging
import smtplib
import threading
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from myeloma_journal.platform.database.encryption import fernet
from myeloma_journal.platform.mail.models import OutgoingEmail

logger = logging.getLogger(__name__)

DAY = timedelta(days=1)
# Longer than one attempt can take: EMAIL_TIMEOUT counts for each step of SMTP.
LEASE = timedelta(minutes=5)
# After each failed attempt; the last one repeats until the email expires.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60)]
# How often a worker looks for what is due, in seconds, when nothing wakes it.
POLL = 15
# About one email, not about the server. Without its key it can never be read; it is
# retried until its time limit, as the key may come back in SECRET_KEY_FALLBACKS.
REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    InvalidToken,
    ValueError,  # an address that cannot be encoded, or a subject of two lines
)

_wake = threading.Event()


def send(message: EmailMessage, *, expires_in: timedelta = DAY) -> None:
    """Queue an email, or send it at once where mail only goes to the terminal.

    Args:
        message: With a plain body, and no attachments.
        expires_in: How long to go on trying. An email with a link that ends earlier
            than that would lead nowhere.
    """
    if not settings.MAIL_IS_QUEUED:
        message.send()
        return
    now = timezone.now()
    fields = {
        "subject": message.subject,
        "body": message.body,
        "from_email": message.from_email,
        "to": message.to,
    }
    OutgoingEmail.objects.create(
        encrypted=fernet("mail").encrypt(json.dumps(fields).encode()).decode(),
        next_attempt_at=now,
        expires_at=now + expires_in,
    )
    transaction.on_commit(_wake.set)


def deliver_due(now: datetime) -> int:
    """Try to send each email that is due, and give up those past their time limit.

    Stops when the mail server is away, so that one email finds it out for all. One that
    is refused does not hold up the others.

    Returns:
        How many were sent.
    """
    _give_up(now)
    sent = 0
    while email := _claim(now):
        try:
            _deliver(email)
        except REFUSED as error:
            _retry_later(email, error)
        except OSError as error:
            _retry_later(email, error)
            break
        else:
            sent += 1
            email.delete()
    return sent


def _claim(now: datetime) -> OutgoingEmail | None:
    for email in OutgoingEmail.objects.due(now)[:20]:
        unclaimed = OutgoingEmail.objects.filter(
            pk=email.pk, next_attempt_at=email.next_attempt_at
        )
        # From this moment on, however long the others have taken.
        lease = timezone.now() + LEASE
        if unclaimed.update(next_attempt_at=lease, attempts=F("attempts") + 1):
            return email
    return None


def _deliver(email: OutgoingEmail) -> None:
    fields = json.loads(fernet("mail").decrypt(email.encrypted))
    EmailMessage(**fields).send()


def _retry_later(email: OutgoingEmail, error: Exception) -> None:
    # The text of the error may name the recipient.
    logger.warning("An email could not be sent: %s", type(error).__name__)
    wait = WAITS[min(email.attempts, len(WAITS) - 1)]
    retry_at = timezone.now() + wait
    OutgoingEmail.objects.filter(pk=email.pk).update(next_attempt_at=retry_at)


def _give_up(now: datetime) -> None:
    overdue = OutgoingEmail.objects.overdue(now)
    if lost := overdue.update(failed_at=now, encrypted=""):
        logger.error("%d emails were given up: the time limit is over", lost)


def server_answers() -> bool:
    """Whether the mail server can be reached and accepts our credentials."""
    mail = get_connection()
    try:
        mail.open()
    except (OSError, ValueError) as error:
        logger.error("The mail server cannot be used, check EMAIL_URL: %s", error)
        return False
    mail.close()
    return True


def problems(now: datetime) -> list[str]:
    """What an operator should see to, in words without addresses."""
    found = []
    if failed := OutgoingEmail.objects.failed().count():
        found.append(f"{failed} emails could not be delivered")
    waiting = OutgoingEmail.objects.filter(
        failed_at=None, created_at__lt=now - timedelta(minutes=15)
    )
    if waiting.exists():
        found.append("emails wait for the mail server")
    return found


def run_worker() -> None:
    """Deliver emails until the process ends."""
    while True:
        try:
            deliver_due(timezone.now())
        except Exception as error:
            # Nothing may end the worker: emails would be queued and never sent.
            logger.error("The mail worker goes on after %s", type(error).__name__)
        finally:
            connection.close()
        _wake.wait(POLL)
        _wake.clear()


def start_thread() -> None:
    """Run a worker beside the requests of this process."""
    threading.Thread(target=run_worker, name="mail", daemon=True).start()
