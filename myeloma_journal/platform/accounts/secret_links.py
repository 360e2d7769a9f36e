"""Secrets that stand in a link: made here, kept nowhere, known again by a hash."""

import hashlib
import secrets

BYTES = 32
# Of what is kept of it, in hexadecimal digits.
DIGEST_LENGTH = 64


def new_token() -> str:
    """A secret of 256 bits that fits into an address."""
    return secrets.token_urlsafe(BYTES)


def hash_token(token: str) -> str:
    """What is kept of a token: its SHA-256, in 64 hexadecimal digits.

    A token is long and random, so it needs no salt and no slow hash.
    """
    return hashlib.sha256(token.encode()).hexdigest()
