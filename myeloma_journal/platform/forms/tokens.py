"""A form says for whom its page was made, and that it is this one page and no other."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner

FIELD = "form_token"
# As long as anybody leaves a page open.
LASTS = timedelta(days=60)
SIGNER = TimestampSigner(salt="myeloma_journal.platform.forms.tokens")


class FormToken(NamedTuple):
    """Who opened a form, and which one: the two halves of its token."""

    user_id: UUID
    nonce: UUID


def make(user_id: UUID) -> str:
    """The token of one form on one page made for this person."""
    return SIGNER.sign(f"{user_id.hex}.{uuid4().hex}")


def read(answers: Mapping[str, Any]) -> FormToken | None:
    """Who opened the form that was sent, or None when it does not say so truly."""
    try:
        signed = SIGNER.unsign(answers.get(FIELD, ""), max_age=LASTS)
        user_id, nonce = signed.split(".")
        return FormToken(UUID(user_id), UUID(nonce))
    except (BadSignature, ValueError):
        return None
