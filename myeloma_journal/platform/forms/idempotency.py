"""Each form has a signed token, so that a form submitted twice is saved once.

The token holds the user for whom the page was rendered, a nonce, and a hash of the
session: once that was signed out, the token writes nothing. Decorators mark the views
that should run at each POST, or that deduplicate themselves.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner
from django.utils.crypto import salted_hmac

TOKEN_FIELD = "form_token"  # noqa: S105 (the name of the field)
# Longer than anybody leaves a page open.
TOKEN_LIFETIME = timedelta(days=60)
SIGNER = TimestampSigner(salt="forms.token")

V = TypeVar("V", bound=Callable[..., Any])


class FormToken(NamedTuple):
    user_id: UUID
    nonce: UUID
    session_hash: str


def make_token(user_id: UUID, session_key: str | None = None) -> str:
    """The token of one form on one page rendered for this user in this session."""
    token = f"{user_id.hex}.{uuid4().hex}.{hash_session(session_key or '')}"
    return SIGNER.sign(token)


def hash_session(session_key: str) -> str:
    """A keyed hash; the session's key itself opens the account."""
    digest = salted_hmac("forms.token", session_key, algorithm="sha256").hexdigest()
    return digest[:32]


def read_token(data: Mapping[str, Any]) -> FormToken | None:
    """The token of a submitted form; None when missing, forged or expired."""
    try:
        signed = SIGNER.unsign(data.get(TOKEN_FIELD, ""), max_age=TOKEN_LIFETIME)
        user_id, nonce, session_hash = signed.split(".")
        return FormToken(UUID(user_id), UUID(nonce), session_hash)
    except (BadSignature, ValueError):
        return None


def skip_deduplication(view: V) -> V:
    """Mark a view that runs at each POST, in no transaction; its forms get no draft.

    For one that saves nothing, overwrites the same value, or is meant to be repeated.
    """
    view.skips_deduplication = True  # type: ignore[attr-defined]
    return view


def skips_deduplication(view: Callable[..., Any]) -> bool:
    """Whether it is marked so, or public and so without records."""
    is_public = not getattr(view, "login_required", True)
    return is_public or getattr(view, "skips_deduplication", False)


def deduplicates_itself(view: V) -> V:
    """Mark a view whose record has the form's own UUID, by which it finds doubles."""
    view.does_deduplicate_itself = True  # type: ignore[attr-defined]
    return view


def does_deduplicate_itself(view: Callable[..., Any]) -> bool:
    return getattr(view, "does_deduplicate_itself", False)


def adds_record_on_own_page(view: V) -> V:
    """Mark a view that adds a record with a form on a page of its own.

    Going back to that page opens what was saved. The same form with other data is not
    saved as a second record before that was asked.
    """
    view.adds_record = True  # type: ignore[attr-defined]
    return view


def adds_record(view: Callable[..., Any]) -> bool:
    return getattr(view, "adds_record", False)


def shows_form_again(view: V) -> V:
    """Mark a view some of whose buttons save nothing and show the form again.

    Such a page is kept for who goes back to it. No other page of status 200 is: it may
    show a secret, once.
    """
    view.shows_form_again = True  # type: ignore[attr-defined]
    return view


def does_show_form_again(view: Callable[..., Any]) -> bool:
    return getattr(view, "shows_form_again", False)
