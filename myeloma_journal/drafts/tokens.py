"""A form says for whom its page was made, and that it is this one page and no other."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner

FIELD = "form_token"
# As long as anybody leaves a page open.
LASTS = timedelta(days=60)
SIGNER = TimestampSigner(salt="myeloma_journal.drafts.tokens")


class Opened(NamedTuple):
    """Who opened a form, and which one: the two halves of its token."""

    by: UUID
    once: UUID


def make(user_id: UUID) -> str:
    """The token of one form on one page made for this person."""
    return SIGNER.sign(f"{user_id.hex}.{uuid4().hex}")


def read(answers: Mapping[str, Any]) -> Opened | None:
    """Who opened the form that was sent, or None when it does not say so truly."""
    try:
        token = SIGNER.unsign(answers.get(FIELD, ""), max_age=LASTS)
        by, once = token.split(".")
        return Opened(UUID(by), UUID(once))
    except (BadSignature, ValueError):
        return None
