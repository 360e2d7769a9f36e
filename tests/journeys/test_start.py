"""The first form, and what the device knows of where it is."""

import pytest
from django.urls import reverse

from tests.factories import make_country, make_user

GUESS = "This is only a guess. Type a city such as Chicago, then choose."
KNOWN = "This is the city of this device. You can type another one."


@pytest.mark.parametrize(
    ("zone", "city", "hint", "country"),
    [
        ("America/Los_Angeles", "Los Angeles, United States", KNOWN, "US"),
        # an older name that some devices use
        ("Asia/Calcutta", "Kolkata, India", KNOWN, ""),
        ("UTC", "New York, United States", GUESS, ""),
    ],
)
def test_start_says_where_it_has_the_city_from(
    transactional_db, open_page, let_in, zone, city, hint, country
):
    page = open_page(timezone_id=zone)
    let_in(page, make_user())
    make_country(slug="us", name="United States")

    page.goto(reverse("welcome:journal_start"))

    field = page.get_by_label("Large city in the patient’s time zone")
    assert field.input_value() == city
    assert page.get_by_text(hint).is_visible()
    offered = page.get_by_label("Country where the patient lives")
    assert offered.input_value() == country
    field.fill("Seattle, Washington, United States")
    field.blur()
    assert offered.input_value() == "US"
