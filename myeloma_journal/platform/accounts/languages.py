"""Which language somebody reads. No database."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

# Where English is written as in Britain, and where as in the United States.
BRITISH = frozenset(
    [
        *("AU", "BW", "FJ", "GB", "GG", "GH", "GI", "HK", "IE", "IM", "IN", "JE"),
        *("KE", "LK", "MT", "MU", "MW", "MY", "NA", "NG", "NZ", "PG", "PK", "SG"),
        *("SZ", "TZ", "UG", "ZA", "ZM", "ZW"),
    ]
)
AMERICAN = frozenset(["AS", "CA", "GU", "MP", "PH", "PR", "US", "VI"])


def language_of_region(region: str) -> str:
    """The language of a country, if it has one of ours.

    >>> language_of_region("IE"), language_of_region("CA"), language_of_region("ES")
    ('en-gb', 'en-us', '')
    """
    if region in BRITISH:
        return "en-gb"
    return "en-us" if region in AMERICAN else ""


def requested_language(request: HttpRequest) -> str:
    """The language that the browser asks for, or else the site's own.

    Django would take the first English for "en-AU".
    """
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    for code, _quality in asked:
        language, _dash, region = code.partition("-")
        if language == "en" and (ours := language_of_region(region.upper())):
            return ours
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
