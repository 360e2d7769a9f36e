import pytest
from django.core.exceptions import ValidationError

from myeloma_journal.platform.forms.telephone import can_be_dialled, dial


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("555-0142", "tel:5550142"),
        ("(555) 014-2199", "tel:5550142199"),
        ("+44 20 7946 0018", "tel:+442079460018"),
        ("+1.555.014.2199", "tel:+15550142199"),
        ("555–0142", "tel:5550142"),
        (" 112 ", "tel:112"),
        ("555-0142 ext 12", "tel:5550142"),
        ("555-0142, ask for 6 West", "tel:5550142"),
    ],
)
def test_a_number_is_dialled_without_the_signs_between_its_digits(typed, dialled):
    assert dial(typed) == dialled


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "the ward",
        "ask 555-0142",
        "1-800-CALL-NOW",
        "555-0142/555-0187",
        "5",
        "1234567890123456",
        "javascript:alert(1)",
    ],
)
def test_what_is_not_surely_one_number_is_not_dialled(typed):
    assert dial(typed) == ""


def test_what_cannot_be_dialled_is_refused_with_an_example():
    with pytest.raises(ValidationError, match="in digits first, like 555-0142"):
        can_be_dialled("the number on the card")
