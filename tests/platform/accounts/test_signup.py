"""Making an account: by a link, and telling strangers nothing about addresses."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.registration import (
    SignUp,
    setup_code,
    signup_url,
)
from tests.factories import make_invitation, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "an honest long password"
EMAIL = {"email": "new@example.org"}
CHOICE = {"password1": PASSWORD, "device": "own"}
OVER = "This link has already been used or has expired"
INVITATION_OVER = "This invitation doesn’t work anymore"


def ask(client, email="new@example.org", **extra):
    return client.post(reverse("account_signup"), {"email": email} | extra)


def link_in(message):
    """The path of the link in an email."""
    return re.search(r"https?://[^/\s]+(/account/\S+)", message.body).group(1)


def finish(client, link, **answers):
    """Open the link of an email, choose a password, and say whose device it is."""
    client.get(link)
    return client.post(reverse("account_signup_finish"), CHOICE | answers)


@pytest.fixture
def link():
    """The link that a new person was sent."""
    return signup_url(SignUp("new@example.org", ""))


# ---- Asking for the link


def test_signup_goes_from_the_email_to_the_journal(client, mailoutbox):
    sent = ask(client)

    response = finish(client, link_in(mailoutbox[0]))

    assert sent.url == reverse("account_signup_sent")
    assert response.url == reverse("landing")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_signup_makes_the_account_of_the_letters_that_can_be_seen(client, mailoutbox):
    ask(client, "maria@example.org\u200b")
    finish(client, link_in(mailoutbox[0]))

    assert User.objects.get().email == "maria@example.org"


def test_signup_keeps_nothing_before_the_link_is_opened(client, mailoutbox):
    ask(client)

    assert not User.objects.exists()


@pytest.mark.parametrize("email", ["anna@example.org", "nobody@example.org"])
def test_signup_looks_the_same_whether_the_email_is_taken_or_not(
    client, mailoutbox, email
):
    """AUT-3: same page, same status, and one email each."""
    make_user(email="anna@example.org")

    response = client.post(reverse("account_signup"), {"email": email}, follow=True)

    assert response.redirect_chain == [(reverse("account_signup_sent"), 302)]
    assert "Check your email, or sign in" in response.text
    assert email not in response.text
    assert [message.to for message in mailoutbox] == [[email]]


def test_signup_with_a_taken_email_tells_its_owner(client, mailoutbox):
    """AUT-3: only who reads the mail of an address learns that it has an account."""
    make_user(email="anna@example.org")

    ask(client, "Anna@Example.org")

    assert mailoutbox[0].subject == "You already have an account"
    assert reverse("account_login") in mailoutbox[0].body
    assert "sign-up" not in mailoutbox[0].body


@pytest.mark.parametrize(
    ("email", "sentence"),
    [
        ("", "Enter your email."),
        ("anna", "Enter an email address like name@example.com."),
        (
            f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 9}.org",
            "Use 254 characters or fewer. You typed 259.",
        ),
    ],
)
def test_signup_that_is_refused_says_what_to_do(client, mailoutbox, email, sentence):
    response = ask(client, email)

    assert response.status_code == 422
    assert response.text.count(sentence) == 2  # above, and at the field
    assert mailoutbox == []


def test_signup_slows_down_after_five_emails_to_one_address(client, mailoutbox):
    """AUT-4: nobody's mailbox is filled from here."""
    for _ in range(5):
        ask(client)

    response = ask(client)

    assert response.status_code == 429
    assert "Too many tries. Wait 60 minutes and try again." in response.text
    assert 'value="new@example.org"' in response.text
    assert len(mailoutbox) == 5


# ---- Without mail


def test_signup_without_mail_goes_on_at_once(client, mailoutbox, settings):
    settings.SENDS_MAIL = False

    response = finish(client, ask(client).url)

    assert response.url == reverse("landing")
    assert User.objects.get().email == "new@example.org"
    assert mailoutbox == []


def test_signup_without_mail_says_that_an_email_is_taken(client, settings):
    settings.SENDS_MAIL = False
    make_user(email="anna@example.org")

    response = ask(client, "Anna@example.org")

    sentence = "This email already has an account. Sign in instead."
    assert response.text.count(sentence) == 2


# ---- The link


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"password1": ""}, "Choose a password."),
        (
            {"password1": "short"},
            "Use at least 12 characters. A few words in a row work well.",
        ),
        (
            {"password1": "new@example.org"},
            "Choose a password that isn’t like your email or your name.",
        ),
    ],
)
def test_signup_finish_that_is_refused_says_what_to_do(client, link, answers, sentence):
    """AUT-1: which rule it was, in words."""
    response = finish(client, link, **answers)

    assert response.status_code == 422
    assert response.text.count(sentence) == 2
    assert not User.objects.exists()


def test_signup_finish_works_once(client, link):
    """AUT-5: a link of single use."""
    finish(client, link)
    again = type(client)()

    response = finish(again, link)

    assert response.status_code == 410
    assert OVER in response.text
    assert User.objects.count() == 1


def test_signup_finish_works_for_a_day(client, link, time_machine):
    """AUT-5: an old link says so, and how to get a new one."""
    time_machine.move_to(timedelta(days=1, seconds=1))

    response = client.get(link, follow=True)

    assert response.status_code == 410
    assert OVER in response.text
    assert reverse("account_signup") in response.text


def test_signup_finish_without_a_link_is_over(client):
    assert client.get(reverse("account_signup_finish")).status_code == 410


def test_signup_finish_tells_no_other_site_its_address(client, link):
    """AUT-5: where the address is a secret, there is no page, and no referrer."""
    response = client.get(link)

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.url == reverse("account_signup_finish")


def test_signup_finish_goes_back_to_where_the_person_was(client, mailoutbox):
    ask(client, next="/catalogue/checklists/")

    response = finish(client, link_in(mailoutbox[0]))

    assert response.url == "/catalogue/checklists/"


def test_signup_finish_does_not_lead_to_another_site(client, mailoutbox):
    """INP-5: only to pages of ours."""
    ask(client, next="https://elsewhere.example/")

    response = finish(client, link_in(mailoutbox[0]))

    assert response.url == reverse("landing")


def test_signup_finish_keeps_what_was_ticked_before(client, link):
    client.post(
        reverse("welcome:pending_selection_save"),
        {"own": "Is there a trial for me?"},
        headers={"origin": "http://testserver"},
    )

    finish(client, link)

    assert client.session["pending_selection"]["fields"]["own"] == [
        "Is there a trial for me?"
    ]


def test_signup_finish_asks_whose_device_it_is(client, link):
    """SES-2: at sign-up, too."""
    finish(client, link, device="shared")

    assert client.session.is_shared


# ---- Who may


def test_signup_by_invitation_lets_in_who_opened_one(client, settings, mailoutbox):
    """AUT-6: the link of an invitation is the key, also on another device."""
    settings.REGISTRATION = "invitation"
    make_invitation(word="a-secret")
    place = reverse("invitation", args=["a-secret"])
    client.get(place)

    ask(client, next=place)
    response = finish(type(client)(), link_in(mailoutbox[0]))

    assert response.url == place


def test_signup_of_the_invited_promises_no_journal_of_their_own(client):
    make_invitation(word="a-secret")
    client.get(reverse("invitation", args=["a-secret"]))

    page = client.get(reverse("account_signup"))

    assert "Then you can open the journal you were invited to." in page.text
    assert "Start a journal" not in page.text


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("invitation", "This site is by invitation only."),
        ("closed", "This site isn’t taking new people. Ask the people who run it."),
    ],
)
def test_signup_says_who_is_taken_in(client, settings, mailoutbox, mode, sentence):
    """AUT-6: and that the lists are open to everybody."""
    settings.REGISTRATION = mode
    make_user()

    response = ask(client)

    assert response.status_code == 403
    assert sentence in response.text
    assert "Anyone can use the question lists" in response.text
    assert mailoutbox == []


@pytest.fixture(params=["invitation", "open"])
def mode(request, settings):
    settings.REGISTRATION = request.param
    return request.param


@pytest.fixture(params=["withdrawn_at", "accepted_at", "expires_at"])
def close(request):
    """Make the invitation one that opens nothing any more."""
    invitation = make_invitation(word="a-secret")

    def closed():
        setattr(invitation, request.param, timezone.now())
        invitation.save()

    return closed


def test_signup_ends_with_an_invitation_that_is_over(client, mode, close, mailoutbox):
    """AUT-5: half-way, before the email."""
    client.get(reverse("invitation", args=["a-secret"]))
    close()

    page = ask(client)

    assert page.status_code == 410
    assert INVITATION_OVER in page.text
    assert mailoutbox == []


def test_signup_finish_ends_with_an_invitation_that_is_over(
    client, mode, close, mailoutbox
):
    """AUT-5: half-way, after the email; also on another device."""
    client.get(reverse("invitation", args=["a-secret"]))
    ask(client)
    close()

    for browser in (client, type(client)()):
        page = browser.get(link_in(mailoutbox[0]), follow=True)

        assert page.status_code == 410
        assert INVITATION_OVER in page.text
    assert not User.objects.exists()


def test_password_chosen_after_the_invitation_is_over_makes_no_account(
    client, mode, close, mailoutbox
):
    """AUT-5: half-way, with the last form open."""
    client.get(reverse("invitation", args=["a-secret"]))
    ask(client)
    client.get(link_in(mailoutbox[0]))
    close()

    page = client.post(reverse("account_signup_finish"), CHOICE)

    assert INVITATION_OVER in page.text
    assert not User.objects.exists()


def test_signup_without_mail_ends_with_the_invitation_too(
    client, mode, close, settings
):
    settings.SENDS_MAIL = False
    client.get(reverse("invitation", args=["a-secret"]))
    link = ask(client).url
    close()

    page = finish(client, link)

    assert page.status_code == 410
    assert not User.objects.exists()


@pytest.mark.parametrize(("mode", "status"), [("open", 200), ("invitation", 403)])
def test_signup_after_an_invitation_that_is_over_is_that_of_anybody(
    client, settings, close, mode, status
):
    settings.REGISTRATION = mode
    make_user()
    client.get(reverse("invitation", args=["a-secret"]))
    close()

    over = client.get(reverse("account_signup"))
    again = client.get(reverse("account_signup"))

    assert ("Start your own journal" in over.text) == (mode == "open")
    assert again.status_code == status


def test_signup_that_is_closed_is_closed_to_the_invited(client, settings):
    settings.REGISTRATION = "closed"
    make_invitation(word="a-secret")
    client.get(reverse("invitation", args=["a-secret"]))

    assert ask(client).status_code == 403


# ---- The first account


FIRST = EMAIL | CHOICE


def test_set_up_makes_the_first_account(client, settings):
    """AUT-6: by the code in the log, without any mail."""
    settings.REGISTRATION = "invitation"

    response = client.post(
        reverse("account_set_up"), FIRST | {"code": f" {setup_code().lower()} "}
    )

    assert response.url == reverse("landing")
    assert User.objects.get().check_password(PASSWORD)


def test_set_up_refuses_another_code(client):
    """AUT-6: and keeps what was typed."""
    response = client.post(reverse("account_set_up"), FIRST | {"code": "AAAA-BBBB"})

    assert "That isn’t the code. Copy it from the log" in response.text
    assert 'value="new@example.org"' in response.text
    assert not User.objects.exists()


def test_set_up_names_what_is_missing(client):
    response = client.post(reverse("account_set_up"), FIRST)

    assert "Enter the setup code." in response.text


def test_set_up_compares_the_password_with_the_email(client):
    """AUT-1: the email of the same form."""
    same = {"password1": "new@example.org"}

    response = client.post(
        reverse("account_set_up"), EMAIL | same | {"code": setup_code()}
    )

    assert "Choose a password that isn’t like your email" in response.text


def test_set_up_works_once(client):
    """AUT-6: with the first account the code is dead."""
    make_user()

    response = client.post(reverse("account_set_up"), FIRST | {"code": setup_code()})

    assert response.url == reverse("account_login")
    assert User.objects.count() == 1


def test_set_up_does_not_count_the_invented(client):
    make_user(email="margaret@invented.example")

    assert client.get(reverse("account_set_up")).status_code == 200


def test_signup_of_an_empty_site_leads_to_setting_it_up(client, settings):
    settings.REGISTRATION = "invitation"

    response = client.get(reverse("account_signup"))

    assert reverse("account_set_up") in response.text
