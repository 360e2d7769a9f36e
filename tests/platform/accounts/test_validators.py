import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from myeloma_journal.platform.accounts.models import User

PERSON = User(email="margaret.lewis@example.org", name="Margaret Lewis")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("seven words", "Use at least 12 characters. A few words in a row work well."),
        (
            "1qaz2wsx3edc",
            "Many people use this password, so it’s easy to guess. Choose a "
            "different one.",
        ),
        (
            "margaret.lewis1",
            "Choose a password that isn’t like your email or your name.",
        ),
        (
            "myelomajournal26",
            "Don’t use words from this site in your password. They’re easy to guess.",
        ),
    ],
)
def test_password_that_is_refused_says_what_to_do(password, sentence):
    """AUT-1: which rule, in words."""
    with pytest.raises(ValidationError) as refused:
        validate_password(password, PERSON)

    assert refused.value.messages == [sentence]


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "ночь тиха и светла", "🌲🌲 twelve trees 🌲🌲"],
)
def test_password_may_be_any_words_in_any_script(password):
    """AUT-1: any characters, no composition."""
    validate_password(password, PERSON)
