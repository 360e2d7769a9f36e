"""How long a session lasts, and that it is dead where it should be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse

from myeloma_journal.platform.accounts.models import Session
from tests.factories import make_appointment, make_membership, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
NEW = "another honest long one"
START = datetime(2026, 11, 21, 14, 2, tzinfo=ZoneInfo("America/New_York"))
PRIVATE = "account_change_password"


@pytest.fixture
def clock(time_machine):
    """A clock that stands still until it is set: `clock(minutes=9)` after the start."""

    def set_to(**later):
        time_machine.move_to(START + timedelta(**later), tick=False)

    set_to()
    return set_to


@pytest.fixture
def anna():
    return make_user(email="anna@example.org")


def sign_in(client, device="own", **extra):
    answers = {"login": "anna@example.org", "password": PASSWORD, "device": device}
    return client.post(reverse("account_login"), answers, **extra)


def is_signed_in(client):
    return client.get(reverse(PRIVATE)).status_code == 200


@pytest.mark.parametrize(
    ("device", "later", "is_open"),
    [
        ("shared", {"minutes": 9}, True),
        ("shared", {"minutes": 10}, False),
        ("own", {"days": 13}, True),
        ("own", {"days": 14}, False),
    ],
)
def test_session_ends_when_nothing_was_asked(
    client, clock, anna, device, later, is_open
):
    """SES-2: after 10 minutes on a shared device, after 14 days on one's own."""
    sign_in(client, device)

    clock(**later)

    assert is_signed_in(client) == is_open


@pytest.mark.parametrize(
    ("device", "step", "last", "over"),
    [
        (
            "shared",
            timedelta(minutes=9),
            timedelta(minutes=119),
            timedelta(minutes=121),
        ),
        ("own", timedelta(days=10), timedelta(days=29), timedelta(days=31)),
    ],
)
def test_session_ends_however_much_it_is_used(
    client, clock, anna, device, step, last, over
):
    """SES-2: 2 hours at most on a shared device, 30 days on one's own."""
    sign_in(client, device)
    used = step
    while used < last:
        clock(seconds=used.total_seconds())
        assert is_signed_in(client)
        used += step
    clock(seconds=last.total_seconds())
    assert is_signed_in(client)

    clock(seconds=over.total_seconds())

    assert not is_signed_in(client)


def test_session_of_a_shared_device_ends_with_the_browser(client, anna):
    """SES-2: the cookie has no date, so it goes when the browser is closed."""
    sign_in(client, "shared")

    assert client.cookies["sessionid"]["max-age"] == ""


def test_session_of_an_own_device_outlives_the_browser(client, clock, anna):
    sign_in(client, "own")

    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60


def test_session_without_a_choice_is_of_ones_own_device(client, anna):
    sign_in(client, device="")

    assert not client.session.is_shared


def test_page_on_a_shared_device_tells_the_scripts_so(client, clock, anna):
    """SES-2: nothing is kept on a shared device, and the page knows when it ends."""
    sign_in(client, "shared")
    clock(minutes=9)

    page = client.get(reverse(PRIVATE)).text

    assert 'data-this-device="no"' in page
    assert 'data-ends-in="600" data-ends-at-most-in="6660"' in page


def test_page_on_an_own_device_says_nothing_of_an_end(client, anna):
    sign_in(client, "own")

    page = client.get(reverse(PRIVATE)).text

    assert "data-this-device" not in page
    assert "data-ends-in" not in page


@pytest.mark.parametrize(
    ("device", "later", "writes"),
    [
        ("shared", {"seconds": 59}, 0),
        ("shared", {"seconds": 61}, 1),
        ("own", {"minutes": 59}, 0),
        ("own", {"minutes": 61}, 1),
    ],
)
def test_last_use_is_written_once_in_a_while(
    client, clock, anna, device, later, writes
):
    """SES-2 costs no page a query, but for one write a minute or an hour."""
    sign_in(client, device)
    is_signed_in(client)
    clock(**later)
    used = Session.objects.get(user=anna).used_at

    is_signed_in(client)

    changed = Session.objects.get(user=anna).used_at != used
    assert changed == bool(writes)


def test_signing_in_makes_a_new_key(client, anna):
    """SES-1: what somebody put into the browser before is worth nothing after."""
    client.post(
        reverse("welcome:pending_selection_save"),
        {"own": "Is there a trial for me?"},
        headers={"origin": "http://testserver"},
    )
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert client.session["pending_selection"]  # and costs nobody what they ticked


def test_signing_out_deletes_the_session(client, anna):
    """SES-1: the old key opens nothing."""
    sign_in(client)
    old = client.cookies.copy()

    client.post(reverse("account_logout"))

    client.cookies = old
    assert not is_signed_in(client)
    assert not anna.sessions.exists()


def test_new_password_ends_the_other_sessions_and_changes_the_key(client, anna):
    """SES-1: at a new password the row of each other session is deleted."""
    elsewhere = type(client)()
    sign_in(elsewhere)
    sign_in(client)
    old = client.session.session_key
    answers = {"oldpassword": PASSWORD, "password1": NEW}

    client.post(reverse(PRIVATE), answers)

    assert [session.pk for session in anna.sessions.all()] == [
        client.session.session_key
    ]
    assert client.session.session_key != old
    assert not is_signed_in(elsewhere)


def test_closing_an_account_deletes_its_sessions(client, anna):
    sign_in(client)

    anna.delete()

    assert not Session.objects.exists()


def test_sessions_are_swept_away_a_month_after_their_end(client, clock, anna):
    """Until then a form that comes late is saved as a draft."""
    sign_in(client, "shared")
    clock(minutes=11)
    call_command("clearsessions")
    kept = Session.objects.count()
    clock(days=31)

    call_command("clearsessions")

    assert kept == 1

    assert not Session.objects.exists()


def test_session_row_says_whose_it_is_and_where(client, clock, anna):
    """SES-3: what the list of one's devices shows."""
    firefox = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
    sign_in(client, "shared", headers={"user-agent": firefox})
    clock(minutes=5)
    is_signed_in(client)

    row = Session.objects.get(user=anna)

    assert (row.browser, row.device) == ("Firefox on Windows", "shared")
    assert (row.began_at, row.used_at) == (START, START + timedelta(minutes=5))


STAYS = "The file stays on it after you sign out"


@pytest.mark.parametrize(("device", "times"), [("own", 0), ("shared", 1)])
@pytest.mark.parametrize("name", ["archive:my_data", "packets:prepare_print"])
def test_where_a_file_is_made_a_shared_device_is_said_to_keep_it(
    client, anna, name, device, times
):
    """SES-4: what the browser took down, no signing out takes away."""
    patient = make_membership(user=anna).patient
    visit = make_appointment(patient=patient)
    about_visit = [visit.pk] if name == "packets:prepare_print" else []
    sign_in(client, device)

    page = client.get(reverse(name, args=[patient.pk, *about_visit]))

    assert page.text.count(STAYS) == times
