"""AVA-5: no request waits for a mail server, and no email is lost while it is away."""

import smtplib
import socket
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.platform.mail import queue
from myeloma_journal.platform.mail.models import OutgoingEmail
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queued(settings, time_machine):
    settings.MAIL_IS_QUEUED = True
    time_machine.move_to("2026-11-21 12:00:00+00:00", tick=False)


@pytest.fixture
def silent_server(settings):
    """A mail server that accepts a connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        settings.EMAIL_TIMEOUT = 0.05
        server.settimeout(0)
        yield server


def send(**fields):
    usual = {"subject": "Your link", "body": "secret-link", "to": ["anna@example.org"]}
    queue.send(EmailMessage(**usual | fields))


def refuse(monkeypatch, error):
    def refused(*args, **kwargs):
        raise error

    monkeypatch.setattr(EmailMessage, "send", refused)


def test_queued_email_is_sent_once_and_then_gone():
    send()
    now = timezone.now()

    assert (queue.deliver_due(now), queue.deliver_due(now)) == (1, 0)
    assert [email.body for email in mail.outbox] == ["secret-link"]
    assert not OutgoingEmail.objects.exists()


def test_queued_email_cannot_be_read_in_the_database():
    """CRY-1: it holds links that open an account."""
    send()

    (row,) = OutgoingEmail.objects.values_list()
    assert "secret-link" not in str(row)
    assert "anna@example.org" not in str(row)


def test_email_is_queued_with_the_old_key_and_sent_with_the_new_one(settings):
    send()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a newer key"

    assert queue.deliver_due(timezone.now()) == 1


def test_claimed_email_is_tried_again_only_after_the_lease():
    """AVA-5: as after a process that died while it was sending."""
    send()
    now = timezone.now()
    queue._claim(now)

    assert queue.deliver_due(now + queue.LEASE - timedelta(seconds=1)) == 0
    assert queue.deliver_due(now + queue.LEASE) == 1


def test_email_is_claimed_by_one_worker_only():
    send()
    now = timezone.now()
    (email,) = OutgoingEmail.objects.due(now)

    assert queue._claim(now) == email
    assert queue._claim(now) is None


@pytest.mark.parametrize(("attempts", "minutes"), [(0, 1), (3, 15), (30, 60)])
def test_wait_grows_from_attempt_to_attempt(monkeypatch, attempts, minutes):
    send()
    OutgoingEmail.objects.update(attempts=attempts)
    refuse(monkeypatch, ConnectionRefusedError())
    now = timezone.now()

    queue.deliver_due(now)

    email = OutgoingEmail.objects.get()
    assert email.next_attempt_at == now + timedelta(minutes=minutes)


def test_one_refused_recipient_does_not_hold_up_the_others(monkeypatch):
    send(to=["nobody@example.org"])
    send()
    real = EmailMessage.send

    def deliver(message):
        if message.to == ["nobody@example.org"]:
            raise smtplib.SMTPRecipientsRefused({})
        return real(message)

    monkeypatch.setattr(EmailMessage, "send", deliver)

    assert queue.deliver_due(timezone.now()) == 1


def test_address_that_cannot_be_encoded_does_not_hold_up_the_others():
    send(to=["x@\u0131" + "a" * 61 + "b.com"])
    send()

    assert queue.deliver_due(timezone.now()) == 1
    assert OutgoingEmail.objects.get().attempts == 1


def test_worker_goes_on_after_any_error(monkeypatch, caplog):
    """AVA-5: a worker that ended would leave all emails unsent."""
    tries = []

    def fail(now):
        tries.append(now)
        if len(tries) == 2:
            raise KeyboardInterrupt
        raise RuntimeError("anything")

    monkeypatch.setattr(queue, "deliver_due", fail)
    monkeypatch.setattr(queue, "POLL", 0)
    monkeypatch.setattr(queue.connection, "close", lambda: None)

    with pytest.raises(KeyboardInterrupt):
        queue.run_worker()

    assert len(tries) == 2
    assert "goes on after RuntimeError" in caplog.text


def test_lease_counts_from_the_claim_not_from_the_start_of_the_run(time_machine):
    send()
    started = timezone.now()
    time_machine.shift(600)

    queue._claim(started)

    assert OutgoingEmail.objects.get().next_attempt_at == timezone.now() + queue.LEASE


def test_email_past_its_time_limit_is_given_up_and_erased(monkeypatch, caplog):
    """AVA-5: nothing is kept that would come too late."""
    send()
    late = timezone.now() + queue.DAY + timedelta(minutes=1)

    assert queue.deliver_due(late) == 0
    assert OutgoingEmail.objects.get().encrypted == ""
    assert "1 emails were given up" in caplog.text


def test_failure_is_logged_without_the_address(monkeypatch, caplog):
    send()
    refuse(monkeypatch, smtplib.SMTPRecipientsRefused({"anna@example.org": (550, b"")}))

    queue.deliver_due(timezone.now())

    assert "SMTPRecipientsRefused" in caplog.text
    assert "anna@example.org" not in caplog.text


def test_no_request_waits_for_a_silent_mail_server(client, silent_server):
    """AVA-5: eight requests that wait would stop the site."""
    make_user(email="anna@example.org")

    for number in range(50):
        page = client.post(
            reverse("account_reset_password"),
            {"email": f"person{number}@example.org"},
            REMOTE_ADDR=f"10.0.0.{number}",
        )
        assert page.status_code == 302

    assert OutgoingEmail.objects.count() == 50
    with pytest.raises(BlockingIOError):
        silent_server.accept()


def test_silent_mail_server_costs_one_attempt_for_all(silent_server):
    """AVA-5: the others are not tried in vain."""
    send()
    send()

    assert queue.deliver_due(timezone.now()) == 0
    assert sorted(OutgoingEmail.objects.values_list("attempts", flat=True)) == [0, 1]


@pytest.mark.parametrize("minutes", [14, 16])
def test_operator_is_told_of_emails_that_wait_too_long(minutes):
    send()
    later = timezone.now() + timedelta(minutes=minutes)

    waiting = ["emails wait for the mail server"] if minutes > 15 else []
    assert queue.problems(later) == waiting


def test_operator_is_told_of_emails_that_could_not_be_delivered():
    """AVA-5: on `/readyz`."""
    send()
    late = timezone.now() + 2 * queue.DAY
    queue.deliver_due(late)

    assert queue.problems(late) == ["1 emails could not be delivered"]
