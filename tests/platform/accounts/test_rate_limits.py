"""Slowing down who guesses; nobody is locked out."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connection
from django.urls import reverse

from myeloma_journal.platform.accounts.models import Session, User
from myeloma_journal.settings import cache_settings
from tests.factories import make_checklist, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
NEW = "another honest long one"
EMAIL = "anna@example.org"


@pytest.fixture(autouse=True)
def shared_cache(settings, db):
    """The cache as it is shipped: a table, that all processes share."""
    settings.CACHES = {"default": cache_settings("")}
    call_command("createcachetable", verbosity=0)


@pytest.fixture
def anna():
    return make_user(email=EMAIL)


def sign_in(client, email=EMAIL, password=PASSWORD):
    answers = {"login": email, "password": password, "device": "own"}
    return client.post(reverse("account_login"), answers)


def another_process(client):
    """A browser whose requests are answered by a worker that remembers nothing."""
    del caches["default"]
    return type(client)()


def fail(client, times, email=EMAIL):
    for _ in range(times):
        sign_in(client, email, "wrong")


def test_login_slows_down_after_five_wrong_passwords(client, anna):
    """AUT-4: the right one waits, too; what was typed stays; it says how long."""
    fail(client, 5)

    response = sign_in(client, "Anna@example.org")

    sentence = "Too many wrong passwords. Wait 5 minutes and try again"
    assert response.status_code == 429
    assert response.text.count(sentence) == 1
    assert 'value="Anna@example.org"' in response.text
    assert 290 < int(response.headers["Retry-After"]) <= 300
    assert "_auth_user_id" not in client.session


def test_login_does_not_count_right_passwords(client, anna):
    for _ in range(6):
        assert sign_in(client).status_code == 302
        client.logout()


def test_login_counts_over_all_processes(client, anna):
    """AUT-4: three wrong tries here and two there are five."""
    fail(client, 3)
    other = another_process(client)
    fail(other, 2)

    assert sign_in(another_process(client)).status_code == 429


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_login_slows_down_the_same_whether_the_account_exists(client, anna, email):
    """AUT-3: no account is told by its waiting time."""
    fail(client, 5, email)

    assert sign_in(client, email, "wrong").status_code == 429


def test_login_works_again_after_five_minutes(client, anna, time_machine):
    """AUT-4: never for good."""
    fail(client, 5)
    time_machine.move_to(timedelta(seconds=301))

    assert sign_in(client).status_code == 302


def test_login_that_is_slowed_down_is_not_slowed_further_by_trying(
    client, anna, time_machine
):
    """AUT-4: who keeps pressing the button waits no longer for it."""
    fail(client, 5)
    time_machine.move_to(timedelta(seconds=200))
    fail(client, 5)
    time_machine.shift(101)

    assert sign_in(client).status_code == 302


def test_login_slows_down_one_address_after_sixty(client, anna):
    """AUT-4: many for a clinic, few for whoever tries one password on all."""
    for number in range(60):
        fail(client, 1, f"person{number}@example.org")

    assert sign_in(client).status_code == 429


def test_login_of_one_person_is_not_slowed_down_by_another(client, anna):
    fail(client, 5, "paul@example.org")

    assert sign_in(client).status_code == 302


def test_login_that_is_slowed_down_ends_no_open_session(client, anna):
    """AUT-4: whoever is in stays in."""
    sign_in(client)

    fail(another_process(client), 6)

    assert client.get(reverse("account")).status_code == 200


def test_new_password_opens_an_account_that_is_slowed_down(client, anna, mailoutbox):
    """AUT-4: a reset link still works, and then nobody waits."""
    fail(client, 6)
    client.post(reverse("account_reset_password"), {"email": EMAIL})
    link = mailoutbox[0].body.partition("8000")[2].split()[0]
    form = client.get(link).url
    client.post(form, {"password1": NEW})

    assert sign_in(client, password=NEW).status_code == 302


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.org"])
def test_reset_slows_down_after_five_emails_to_one_address(
    client, anna, mailoutbox, email
):
    """AUT-4: nobody's mailbox is filled, and the answer tells nothing (AUT-3)."""
    for _ in range(5):
        client.post(reverse("account_reset_password"), {"email": email})

    response = client.post(reverse("account_reset_password"), {"email": email})

    assert response.status_code == 429
    assert "Too many tries. Wait 60 minutes and try again." in response.text
    assert f'value="{email}"' in response.text
    assert len(mailoutbox) == 5


def test_sheets_are_slowed_down_for_one_address(client, monkeypatch):
    """AVA-4: paper costs the server most, and anybody may ask for it."""
    checklist = make_checklist(slug="starting")
    address = reverse("sheets:checklist_sheet", args=[checklist.slug])
    for _ in range(120):
        client.get(address)  # led back to the list, and counted all the same

    response = client.post(address)

    assert response.status_code == 429
    assert "Wait 5 minutes, then try again" in response.text
    assert "set-cookie" not in response.headers


def test_invitations_are_slowed_down_for_one_address(client):
    """AVA-4: nobody tries out links."""
    for _ in range(120):
        client.get(reverse("invitation", args=["guessed"]))

    response = client.get(reverse("invitation", args=["guessed"]))

    assert response.status_code == 429
    assert "You’re not locked out, and nothing is lost." in response.text


def test_page_that_allauth_slows_down_says_how_long(client, anna):
    """AUT-4: it counts the tries of a new password."""
    client.force_login(anna)
    for _ in range(5):
        client.post(reverse("account_change_password"), {"oldpassword": "wrong"})

    response = client.post(reverse("account_change_password"))

    assert response.status_code == 429
    assert "Wait 1 minute, then try again" in response.text


# ---- The same answer, the same work


@pytest.fixture
def hashed(monkeypatch):
    """How often a password was hashed: all that takes time when signing in."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    times = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *given: times.append(1) or encode(self, *given),
    )
    return times


def test_login_hashes_once_for_known_and_unknown(client, anna, hashed):
    """AUT-3: the time it takes tells no account, nor one without a password."""
    User.objects.create(email="new@example.org", password="!none")
    counts = {}
    for email in (EMAIL, "nobody@example.org", "new@example.org"):
        hashed.clear()
        sign_in(client, email, "wrong")
        counts[email] = len(hashed)

    assert set(counts.values()) == {1}


def test_login_limit_is_not_washed_out_by_many_others(client, anna):
    """AUT-4: the cache table has no maximum."""
    fail(client, 5)
    for number in range(400):
        caches["default"].set(f"rate:0:{number}", [1], 3600)

    assert sign_in(client).status_code == 429


def test_purge_cache_deletes_what_has_expired(time_machine):
    time_machine.move_to("2026-11-21 12:00:00+00:00", tick=False)
    caches["default"].set("short", 1, 60)
    caches["default"].set("long", 1, 7200)
    time_machine.move_to("2026-11-21 13:00:00+00:00", tick=False)

    call_command("purge_cache", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:long"]


@pytest.mark.parametrize(
    "reason",
    ["database or disk is full", "cannot execute INSERT in a read-only transaction"],
)
def test_database_that_cannot_be_written_is_no_wrong_password(
    client, anna, monkeypatch, reason
):
    """AVA-2: the page says what is the matter, not "too many tries"."""

    def refuse(*args, **kwargs):
        raise OperationalError(reason)

    monkeypatch.setattr(caches["default"], "add", lambda *args: False)
    monkeypatch.setattr(Session.objects, "create", refuse)
    client.raise_request_exception = False

    response = sign_in(client)

    assert response.status_code == 503
    assert "Too many" not in response.text


@pytest.mark.parametrize(
    ("url", "location"),
    [
        ("redis://cache.example:6379/1", "redis://cache.example:6379/1"),
        ("valkey://cache.example/1", "redis://cache.example/1"),
        ("valkeys://:word@cache.example/1", "rediss://:word@cache.example/1"),
    ],
)
def test_cache_url_takes_redis_and_valkey(url, location):
    assert cache_settings(url)["LOCATION"] == location


def test_cache_url_refuses_anything_else():
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL must start with"):
        cache_settings("memcached://cache.example")
