import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from myeloma_journal.platform.accounts.models import User

PERSON = User(email="margaret.lewis@example.org", name="Margaret Lewis")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("seven words", "Use at least 12 characters. A few words together do."),
        (
            "1qaz2wsx3edc",
            "Many people use this password, so it is guessed first. Choose another.",
        ),
        (
            "margaret.lewis1",
            "Choose a password that is not like your email or your name.",
        ),
        (
            "myelomajournal26",
            "Leave out the words of this site: they are guessed first.",
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
