"""Secrets that stand in a link."""

import re

from myeloma_journal.platform.accounts.secret_links import (
    DIGEST_LENGTH,
    hash_token,
    new_token,
)


def test_a_secret_has_256_random_bits():
    """CRY-1: nobody guesses a link."""
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    # Six bits in each letter.
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_what_is_kept_of_a_secret_opens_nothing():
    """CRY-1: the SHA-256, from which nobody comes back to the secret."""
    kept = hash_token("a secret")

    assert len(kept) == DIGEST_LENGTH
    assert "a secret" not in kept
    assert hash_token(kept) != kept
