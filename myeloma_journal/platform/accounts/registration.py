"""Who may make an account, and the one link that makes it.

The link is signed and holds the address it was sent to; nothing is kept about anybody
before they open it. It works once, because then the address has its account.
"""

import base64
from datetime import timedelta
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from myeloma_journal.platform.accounts.models import DEMO_DOMAIN, User

# Names of their own: links in e-mails outlive a module that is moved.
SALT = "accounts.signup"
LASTS = timedelta(days=1)
# Of the person who runs the site, to somebody who asked for nothing.
INVITATION_SALT = "accounts.invitation"
INVITATION_LASTS = timedelta(days=7)
# In the session of whoever opened an invitation: the hash of its token.
INVITED = "invited"
CODE_LENGTH, CODE_GROUP = 28, 4  # 140 bits


class SignUp(NamedTuple):
    """Who finishes signing up, where they wanted to go, and what invited them."""

    email: str
    next: str
    invitation: str = ""


def allow_signup(session: SessionBase, token_hash: str) -> None:
    """Set when this browser opens an invitation."""
    session[INVITED] = token_hash


def is_over(invitation: str) -> bool:
    """Whether an invitation was withdrawn, used or expired since it was opened.

    Args:
        invitation: The hash of its token; empty for a sign-up without an invitation.
    """
    return bool(invitation) and not get_adapter().is_invitation_open(invitation)


def may_sign_up(request: HttpRequest) -> bool:
    """Whether this server takes new people, or this person at least."""
    if settings.REGISTRATION == "invitation":
        return bool(request.session.get(INVITED))
    return bool(settings.REGISTRATION == "open")


def signup_url(sign_up: SignUp) -> str:
    return _signed_url(sign_up, SALT)


def invitation_url(email: str) -> str:
    """The path of a link that makes an account, whatever REGISTRATION is."""
    return _signed_url(SignUp(email, next=""), INVITATION_SALT)


def _signed_url(sign_up: SignUp, salt: str) -> str:
    token = signing.dumps(sign_up, salt=salt)
    return reverse("account_signup_link", args=[token])


def read_token(token: str) -> SignUp | None:
    """What a link was made for; None when it is too old, used, or not ours."""
    for salt, lasts in [(SALT, LASTS), (INVITATION_SALT, INVITATION_LASTS)]:
        try:
            sign_up = SignUp(*signing.loads(token, salt=salt, max_age=lasts))
        except signing.BadSignature:
            continue
        return None if email_exists(sign_up.email) else sign_up
    return None


def email_exists(email: str) -> bool:
    """Whether there is an account with this address."""
    return User.objects.with_email(email).exists()


def needs_first_account() -> bool:
    """Whether nobody has an account yet, so that a set-up code opens the first."""
    people = User.objects.exclude(email__endswith=f"@{DEMO_DOMAIN}")
    return not people.exists()


def setup_code() -> str:
    """The code that makes the first account; it is refused once there is one.

    It is computed from the server's secret key, so it is stored nowhere.
    """
    digest = salted_hmac(SALT, "first account", algorithm="sha256").digest()
    code = base64.b32encode(digest).decode()[:CODE_LENGTH]
    groups = range(0, CODE_LENGTH, CODE_GROUP)
    return "-".join(code[at : at + CODE_GROUP] for at in groups)


def is_setup_code(typed: str) -> bool:
    """Whether that is the code, however it was copied."""
    code = "".join(typed.split()).replace("-", "").upper()
    return constant_time_compare(code, setup_code().replace("-", ""))


def setup_instructions() -> str:
    """What the log says as long as nobody has an account."""
    page = f"{settings.SITE_URL.rstrip('/')}{reverse('account_set_up')}"
    return f"Create the first account at {page} with this setup code: {setup_code()}"
