"""Secret tokens in URLs, of which only a hash is stored."""

import hashlib
import secrets

BYTES = 32
# Of what is kept of it, in hexadecimal digits.
DIGEST_LENGTH = 64


def new_token() -> str:
    """A secret of 256 bits, safe in a URL."""
    return secrets.token_urlsafe(BYTES)


def hash_token(token: str) -> str:
    """What is kept of a token: its SHA-256, in 64 hexadecimal digits.

    A token is long and random, so it needs no salt and no slow hash.
    """
    return hashlib.sha256(token.encode()).hexdigest()
