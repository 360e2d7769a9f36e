import pytest

from myeloma_journal.care_circle.cities import cities, find_cities


def test_each_time_zone_has_a_city_and_those_of_the_united_states_come_first():
    zones = [city.zone for city in cities()]

    assert zones[0] == "America/New_York"
    assert zones.index("Pacific/Honolulu") < zones.index("Africa/Abidjan")
    assert "Asia/Kolkata" in zones
    assert not {"Asia/Calcutta", "Europe/Kiev", "Asia/Saigon", "EST"} & set(zones)


def test_each_city_has_a_time_zone_of_todays_maps():
    assert [str(city) for city in cities() if not city.country] == []


@pytest.mark.parametrize(
    ("typed", "city"),
    [
        ("los angeles", "Los Angeles, United States"),
        ("Los Angelas", "Los Angeles, United States"),
        ("San Francisco", "San Francisco, California, United States"),
        ("São Paulo", "Sao Paulo, Brazil"),
        ("St. Louis", "Saint Louis, Missouri, United States"),
        ("Texas", "Austin, Texas, United States"),
        ("UK", "London, Britain (UK)"),
        ("Asia/Kolkata", "Kolkata, India"),
    ],
)
def test_a_city_is_found_by_what_people_type(typed, city):
    assert city in map(str, find_cities(typed))
