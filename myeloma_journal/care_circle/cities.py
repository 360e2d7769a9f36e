"""Time zones, found by a city nearby, of which part or nearly the name is enough."""

import re
import unicodedata
import zoneinfo
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

# Large cities that name no time zone, under the zone they lie in.
MORE_CITIES = {
    "America/New_York": """
        Albany, New York|Atlanta, Georgia|Baltimore, Maryland|Boston, Massachusetts
        Buffalo, New York|Burlington, Vermont|Charleston, South Carolina
        Charleston, West Virginia|Charlotte, North Carolina|Cincinnati, Ohio
        Cleveland, Ohio|Columbia, South Carolina|Columbus, Ohio|Hartford, Connecticut
        Jacksonville, Florida|Knoxville, Tennessee|Lexington, Kentucky
        Manchester, New Hampshire|Miami, Florida|New Haven, Connecticut|New York City
        Newark, New Jersey|Orlando, Florida|Philadelphia, Pennsylvania
        Pittsburgh, Pennsylvania|Portland, Maine|Providence, Rhode Island
        Raleigh, North Carolina|Richmond, Virginia|Rochester, New York
        Savannah, Georgia|Tampa, Florida|Virginia Beach, Virginia|Washington, D.C.
        Wilmington, Delaware""",
    "America/Detroit": "Ann Arbor, Michigan|Grand Rapids, Michigan",
    "America/Indiana/Indianapolis": "Fort Wayne, Indiana|South Bend, Indiana",
    "America/Chicago": """
        Austin, Texas|Baton Rouge, Louisiana|Birmingham, Alabama|Dallas, Texas
        Des Moines, Iowa|Fargo, North Dakota|Fort Worth, Texas|Gary, Indiana
        Houston, Texas|Huntsville, Alabama|Jackson, Mississippi|Kansas City, Missouri
        Little Rock, Arkansas|Madison, Wisconsin|Memphis, Tennessee
        Milwaukee, Wisconsin|Minneapolis, Minnesota|Mobile, Alabama
        Nashville, Tennessee|New Orleans, Louisiana|Oklahoma City, Oklahoma
        Omaha, Nebraska|Pensacola, Florida|Rochester, Minnesota|Saint Louis, Missouri
        Saint Paul, Minnesota|San Antonio, Texas|Sioux Falls, South Dakota
        Springfield, Illinois|Tulsa, Oklahoma|Wichita, Kansas""",
    "America/Denver": """
        Albuquerque, New Mexico|Billings, Montana|Cheyenne, Wyoming
        Colorado Springs, Colorado|El Paso, Texas|Rapid City, South Dakota
        Salt Lake City, Utah|Santa Fe, New Mexico""",
    "America/Phoenix": "Mesa, Arizona|Tucson, Arizona",
    "America/Los_Angeles": """
        Fresno, California|Las Vegas, Nevada|Oakland, California|Portland, Oregon
        Reno, Nevada|Sacramento, California|San Diego, California
        San Francisco, California|San Jose, California|Seattle, Washington
        Spokane, Washington|Tacoma, Washington""",
    "America/Toronto": "Hamilton, Ontario|Montreal|Ottawa|Quebec City",
    "America/Edmonton": "Calgary",
    "America/Regina": "Saskatoon",
    "America/Vancouver": "Victoria, British Columbia",
    "America/Mexico_City": "Guadalajara",
    "America/Sao_Paulo": "Brasilia|Rio de Janeiro",
    "Europe/London": """
        Belfast|Birmingham|Bristol|Cardiff|Edinburgh|Glasgow|Leeds|Liverpool
        Manchester""",
    "Europe/Dublin": "Cork|Galway",
    "Europe/Berlin": "Cologne|Frankfurt|Hamburg|Munich",
    "Europe/Madrid": "Barcelona|Seville|Valencia",
    "Europe/Moscow": "Saint Petersburg",
    "Europe/Paris": "Lyon|Marseille",
    "Europe/Rome": "Milan|Naples",
    "Europe/Istanbul": "Ankara",
    "Europe/Zurich": "Bern|Geneva",
    "Africa/Johannesburg": "Cape Town|Durban|Pretoria",
    "Asia/Jerusalem": "Haifa|Tel Aviv",
    "Asia/Kolkata": "Bengaluru|Chennai|Delhi|Hyderabad|Mumbai",
    "Asia/Shanghai": "Beijing|Guangzhou",
    "Asia/Tokyo": "Osaka",
    "Australia/Brisbane": "Gold Coast",
    "Australia/Melbourne": "Geelong",
    "Australia/Sydney": "Canberra|Newcastle",
    "Pacific/Auckland": "Christchurch|Wellington",
}
ENOUGH = 6  # cities that are offered


@dataclass(frozen=True)
class City:
    name: str
    zone: str
    country: str  # ISO 3166-1 code
    country_name: str

    def __str__(self) -> str:
        return f"{self.name}, {self.country_name}" if self.country_name else self.name


@cache
def _table(name: str) -> list[list[str]]:
    """A table of the machine's time zone files."""
    for folder in zoneinfo.TZPATH:
        table = Path(folder, name)
        if table.exists():
            lines = table.read_text(encoding="utf-8").splitlines()
            return [line.split("\t") for line in lines if not line.startswith("#")]
    return []


@cache
def countries_by_zone() -> dict[str, str]:
    """The country of each time zone on today's maps."""
    return {row[2]: row[0] for row in _table("zone.tab")}


@cache
def cities() -> list[City]:
    """One for each zone, those of the United States first; then more by name."""
    country_names = {row[0]: row[1] for row in _table("iso3166.tab")}
    countries = countries_by_zone()

    def city(name: str, zone: str) -> City:
        country = countries.get(zone, "")
        return City(name, zone, country, country_names.get(country, ""))

    zones = sorted(countries or zoneinfo.available_timezones())
    # In the table they go from east to west, the largest before the small.
    american = [zone for zone, country in countries.items() if country == "US"]
    ordered = american + [zone for zone in zones if zone not in american]
    more = [
        city(name.strip(), zone)
        for zone, names in MORE_CITIES.items()
        for name in re.split(r"[|\n]", names.strip())
    ]
    own = [city(zone.rpartition("/")[2].replace("_", " "), zone) for zone in ordered]
    return own + sorted(more, key=str)


def city_of(zone: str) -> str:
    """What stands for a zone: "Los Angeles, United States"."""
    return next((str(city) for city in cities() if city.zone == zone), zone)


def _plain(text: str) -> str:
    """Lower case without accents and punctuation, so that names can be compared."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", re.sub(r"['’.]", "", letters).replace("_", " "))
    return re.sub(r"\bst\b", "saint", words).strip()


def find_cities(text: str) -> list[City]:
    """Those of this name; or else those that can be meant.

    >>> [str(city) for city in find_cities("los angeles")]
    ['Los Angeles, United States']
    >>> [city.zone for city in find_cities("portland")]
    ['America/New_York', 'America/Los_Angeles']
    """
    plain = _plain(text)
    if not plain:
        return []
    named = [city for city in cities() if is_named(city, text)]
    return named or _similar(plain)[:ENOUGH]


def is_named(city: City, text: str) -> bool:
    names = map(_plain, (str(city), city.name, _short(city)))
    return text == city.zone or _plain(text) in names


def _short(city: City) -> str:
    """Without its state."""
    return city.name.partition(",")[0]


def _similar(plain: str) -> list[City]:
    """With these words in the name, or nearly this name."""
    names = {city: f" {_plain(str(city))} " for city in cities()}
    begun = [city for city, name in names.items() if f" {plain}" in name]
    if begun:
        # Whole words before the beginnings of words: Britain (UK) before Ukraine.
        return sorted(begun, key=lambda city: f" {plain} " not in names[city])
    short = {_plain(_short(city)): city for city in cities()}
    return [short[name] for name in get_close_matches(plain, short, ENOUGH, 0.8)]
