"""One's own account: name, email, devices."""

import re

import pytest
from django.urls import reverse

from myeloma_journal.platform.accounts.models import Session, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
OLD, NEW = "anna@example.org", "anna@elsewhere.example"
OVER = "This link has already been used or has expired"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"
PAGES = [
    "account",
    "account_name",
    "account_language",
    "account_change_email",
    "account_devices",
]


def sign_in(client, email=OLD, user_agent=FIREFOX):
    """Come in by the front door, so that the session is like a real one."""
    answers = {"login": email, "password": PASSWORD, "device": "own"}
    headers = {"user-agent": user_agent}
    client.post(reverse("account_login"), answers, headers=headers)
    return client


@pytest.fixture
def anna():
    return make_user(email=OLD, name="Anna Lewis")


@pytest.fixture
def here(client, anna):
    return sign_in(client)


@pytest.fixture
def elsewhere(client, anna):
    """Anna's phone."""
    safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1"
    return sign_in(type(client)(), user_agent=safari)


def is_signed_in(client):
    return client.get(reverse("account")).status_code == 200


def link_in(message):
    return re.search(r"https?://[^/\s]+(/account/\S+)", message.body).group(1)


@pytest.mark.parametrize("name", PAGES)
def test_page_of_an_account_needs_signing_in(client, name):
    assert client.get(reverse(name)).url.startswith(reverse("account_login"))


def test_account_leads_to_all_that_is_ones_own(here):
    page = here.get(reverse("account")).text

    for name in [*PAGES[1:], "account_change_password", "account_logout"]:
        assert reverse(name) in page


# ---- Name


def test_account_name_is_saved(here, anna):
    response = here.post(reverse("account_name"), {"name": " Anna Berg "})

    anna.refresh_from_db()
    assert anna.name == "Anna Berg"
    assert response.url == reverse("account")


def test_account_name_that_is_too_long_says_so(here, anna):
    response = here.post(reverse("account_name"), {"name": "a" * 101})

    assert response.status_code == 422
    assert "Use 100 characters or fewer. You typed 101." in response.text


# ---- Email


def test_change_email_asks_for_the_password_of_whoever_found_the_device_open(here):
    """SES-5: the email opens the account, so it is changed by its person only."""
    here.leave_alone()

    response = here.get(reverse("account_change_email"))

    assert response.url.startswith(reverse("account_reauthenticate"))


def test_change_email_changes_nothing_before_the_link_is_opened(here, anna, mailoutbox):
    here.post(reverse("account_change_email"), {"email": NEW})

    anna.refresh_from_db()
    assert anna.email == OLD
    assert [message.to for message in mailoutbox] == [[NEW]]


def test_change_email_by_the_link_tells_the_old_address(here, anna, mailoutbox):
    here.post(reverse("account_change_email"), {"email": NEW})

    response = here.post(link_in(mailoutbox[0]))

    anna.refresh_from_db()
    assert anna.email == NEW
    assert response.url == reverse("account")
    assert (mailoutbox[1].to, mailoutbox[1].subject) == (
        [OLD],
        "Your email was changed",
    )
    assert NEW not in mailoutbox[1].body


def test_change_email_ends_the_other_sessions_and_changes_the_key(
    here, elsewhere, mailoutbox
):
    """SES-1: at a new email, too."""
    before = here.session.session_key
    here.post(reverse("account_change_email"), {"email": NEW})

    here.post(link_in(mailoutbox[0]))

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert here.session.session_key != before
    assert Session.objects.filter(user__isnull=False).count() == 1


def test_change_email_makes_the_old_one_unknown(here, client, mailoutbox):
    here.post(reverse("account_change_email"), {"email": NEW})
    here.post(link_in(mailoutbox[0]))

    assert not is_signed_in(sign_in(type(client)(), OLD))
    assert is_signed_in(sign_in(type(client)(), NEW))


def test_change_email_is_not_made_by_opening_the_link(here, anna, mailoutbox):
    """What looks through mail follows links; it presses no buttons."""
    here.post(reverse("account_change_email"), {"email": NEW})

    page = here.get(link_in(mailoutbox[0])).text

    anna.refresh_from_db()
    assert anna.email == OLD
    assert "Change your email to this one?" in page


@pytest.mark.parametrize("email", ["paul@example.org", "nobody@example.org"])
def test_change_email_says_the_same_whether_it_is_taken_or_not(
    here, anna, mailoutbox, email
):
    """AUT-3: only who reads the mail of an address learns that it has an account."""
    make_user(email="paul@example.org")

    response = here.post(reverse("account_change_email"), {"email": email}, follow=True)

    assert f"We sent a link to {email}." in response.text
    assert [message.to for message in mailoutbox] == [[email]]


def test_change_email_link_works_once(here, anna, mailoutbox):
    """AUT-5: afterwards the account has another email than the link was made for."""
    here.post(reverse("account_change_email"), {"email": NEW})
    here.post(link_in(mailoutbox[0]))

    response = here.post(link_in(mailoutbox[0]))

    assert response.status_code == 410
    assert OVER in response.text


def test_change_email_link_works_for_its_own_account_only(here, client, mailoutbox):
    """AUT-5: bound to the account it was made for."""
    here.post(reverse("account_change_email"), {"email": NEW})
    make_user(email="paul@example.org")
    paul = sign_in(type(client)(), "paul@example.org")

    response = paul.post(link_in(mailoutbox[0]))

    assert response.status_code == 410
    assert User.objects.filter(email="paul@example.org").exists()


def test_change_email_to_one_that_was_taken_meanwhile_is_over(here, anna, mailoutbox):
    here.post(reverse("account_change_email"), {"email": NEW})
    make_user(email=NEW)

    response = here.post(link_in(mailoutbox[0]))

    anna.refresh_from_db()
    assert (response.status_code, anna.email) == (410, OLD)


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter your email."),
        (
            "ANNA@example.org",
            "Enter an email address that is different from your current one.",
        ),
    ],
)
def test_change_email_that_is_refused_says_why(here, email, sentence):
    response = here.post(reverse("account_change_email"), {"email": email})

    assert response.status_code == 422
    assert response.text.count(sentence) == 2


def test_change_email_without_mail_happens_at_once(here, anna, settings):
    settings.SENDS_MAIL = False

    here.post(reverse("account_change_email"), {"email": NEW})

    anna.refresh_from_db()
    assert anna.email == NEW


def test_change_email_without_mail_says_that_it_is_taken(here, settings):
    settings.SENDS_MAIL = False
    make_user(email=NEW)

    response = here.post(reverse("account_change_email"), {"email": NEW})

    assert response.status_code == 422
    assert "This email already has an account." in response.text


# ---- Devices


def test_devices_are_listed_with_this_one_marked(here, elsewhere):
    """SES-3: browser, machine, since when, last use."""
    page = here.get(reverse("account_devices")).text

    this, other = page.index("Firefox on Windows"), page.index("Safari on iPhone")
    assert this < page.index("This device") < other
    assert page.index("Last used:") > other


def test_devices_name_no_session_key(here, elsewhere, anna):
    """SES-1: what opens the journal stands on no page."""
    page = here.get(reverse("account_devices")).text

    assert not any(session.session_key in page for session in anna.sessions.all())


def test_devices_show_nothing_of_others(here, client):
    make_user(email="paul@example.org")
    opera = "Mozilla/5.0 (Macintosh) Chrome/140.0 OPR/120.0"
    sign_in(type(client)(), "paul@example.org", opera)

    assert "Opera" not in here.get(reverse("account_devices")).text


def test_device_is_signed_out_from_elsewhere(here, elsewhere, anna):
    """SES-3: its row is deleted, and it is out with its next request."""
    phone = anna.sessions.exclude(pk=here.session.session_key).get()

    response = here.post(
        reverse("account_device_end", args=[phone.handle]), follow=True
    )

    assert "Signed out: Safari on iPhone." in response.text
    assert not Session.objects.filter(pk=phone.pk).exists()
    assert not is_signed_in(elsewhere)
    assert is_signed_in(here)


def test_device_of_somebody_else_is_not_there(here, client):
    paul = make_user(email="paul@example.org")
    sign_in(type(client)(), "paul@example.org")
    handle = paul.sessions.get().handle

    response = here.post(reverse("account_device_end", args=[handle]))

    assert response.status_code == 404
    assert paul.sessions.exists()


def test_sign_out_everywhere_leaves_no_session(here, elsewhere, anna):
    """SES-3: this device too, and the browser is told to forget."""
    response = here.post(reverse("account_sign_out_everywhere"))

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not anna.sessions.exists()
    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize("name", ["account_sign_out_everywhere", "account_stay"])
def test_buttons_of_an_account_are_no_links(here, name):
    assert here.get(reverse(name)).status_code == 405
