"""What people are used to where they live: paper, units, language. A first guess."""

from myeloma_journal.care_circle.cities import countries_by_zone
from myeloma_journal.platform.accounts.languages import language_of_region

# Where printers hold US Letter; all others have A4 (Unicode CLDR, PaperSize).
LETTER = frozenset(
    [
        "AS",
        "BZ",
        "CA",
        "CL",
        "CO",
        "CR",
        "GT",
        "GU",
        "MX",
        "NI",
        "PA",
        "PH",
        "PR",
        "SV",
        "US",
        "VE",
        "VI",
    ]
)
# Where thermometers show °F, and scales pounds (Unicode CLDR, measurement systems).
FAHRENHEIT = frozenset(
    ["AS", "BS", "BZ", "FM", "GU", "KY", "MH", "MP", "PR", "PW", "US", "VI"]
)
# Where the map does not know the zone.
AMERICAN_ZONES = ("America/", "US/")


def region(country: str, zone: str) -> str:
    """Where somebody lives: what they said, or else the country of their time zone.

    >>> region("GB", "America/New_York"), region("", "Europe/Madrid"), region("", "UTC")
    ('GB', 'ES', '')
    """
    if country:
        return country
    of_a_zone = countries_by_zone().get(zone, "")
    return of_a_zone or ("US" if zone.startswith(AMERICAN_ZONES) else "")


def uses_letter_paper(country: str, zone: str) -> bool:
    """Whether paper there is US Letter, not A4.

    >>> uses_letter_paper("", "America/Toronto"), uses_letter_paper("IE", "US/Eastern")
    (True, False)
    """
    return region(country, zone) in LETTER


def uses_fahrenheit(country: str, zone: str) -> bool:
    """Whether people there measure in °F and pounds.

    >>> uses_fahrenheit("", "America/Chicago"), uses_fahrenheit("", "America/Bogota")
    (True, False)
    """
    return region(country, zone) in FAHRENHEIT


def usual_language(country: str, zone: str) -> str:
    """The language people read there, if it is one of ours.

    >>> usual_language("", "Europe/Dublin"), usual_language("DE", "Europe/London")
    ('en-gb', '')
    """
    return language_of_region(region(country, zone))
