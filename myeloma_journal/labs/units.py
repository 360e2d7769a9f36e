"""Units of laboratory results in their many spellings. Nothing is converted."""

import re
from collections.abc import Iterable

from myeloma_journal.catalogue.units import Unit

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
# A power of ten: x10E3, × 10^3, 10*3, 10**3, E3, 10e+3.
POWER = re.compile(
    r"^[x×✕✖·⋅*]?\s*10\s*(?:e\+?|\^|\*\*?|exp)?\s*\(?(3|6|9|12)\)?\s*(?=/|[a-zµ])"
)
SHORT_POWER = re.compile(r"^(?:x\s*)?e\+?(3|6|9|12)\s*(?=/)")
# Words for a power of ten before a volume.
THOUSAND = re.compile(r"^(?:k|th|tsd\.?|thou|thous|thousands?|1000|1,000)\s*(?=/)")
MILLION = re.compile(r"^(?:m|mil|mill|mio|millions?|1000000)\s*(?=/(?:ul|mm3))")
BILLION = re.compile(r"^(?:giga|gpt|bil|bill|billions?)\s*(?=/)")
# The rest: whole words and parts of words, in this order.
SPELLINGS = (
    (r"\bper\b", "/"),
    (r"\s*/\s*", "/"),
    (r"\bmcmol|\bmicromol(?:es?)?\b", "umol"),
    (r"\bmcg\b|\bmicrogram(?:me)?s?\b|\bug\b", "ug"),
    (r"\bmcl\b|\bmicrolit(?:er|re)s?\b", "ul"),
    (r"\bmckat\b", "ukat"),
    (r"\bmilligram(?:me)?s?\b", "mg"),
    (r"\b(?:grams?|grammes?|gms?|gr)\b", "g"),
    (r"\bdecilit(?:er|re)s?\b|\b100 ?ml\b", "dl"),
    (r"\bmillilit(?:er|re)s?\b|\bcc\b", "ml"),
    (r"\blit(?:er|re)s?\b|\bltr?\b", "l"),
    (r"\bcu\.? ?mm\b|\bcumm\b|\bmm\^?3\b|\bc\.?mm\b", "ul"),
    (r"\b(?:units?|iu|i\.u\.|ui)(?=/)", "u"),
    (r"\bmin(?:ute)?s?\b\.?", "min"),
    (r"\b24 ?\.? ?(?:hours?|hrs?|h|std)\b\.?|\b(?:day|d|tag)\b", "24h"),
    (r"/?\(?24\.h\)?", "/24h"),
    (r"(?<=min/1),(?=73)", "."),
    (r"(?<=min/1\.73)$|(?<=1\.73) ?m\^2", "m2"),
    (r"sq(?:uare)?\.? ?m(?:eters?|etres?)?\b|\bqm\b|\bm\^2\b|\bm\*\*2\b", "m2"),
    (r"^(mg|g)\s*%$", r"\1/dl"),
    (r"\bpercent\b|\bpct\b|\uff05", "%"),
)
PERCENT = "%"
NO_UNIT = {"", "1", "ratio", "none", "n/a", "na", "-", "no unit", "unitless"}


def normalize_unit(unit: str) -> str:
    """The unit without differences in case, spaces, signs and spelling.

    >>> normalize_unit("10^9/L") == normalize_unit("10*9 / l")
    True
    >>> normalize_unit("µmol/L") == normalize_unit("umol/L")
    True
    >>> normalize_unit("K/uL") == normalize_unit("x10E3/µL") == "10^3/ul"
    True
    >>> normalize_unit("mL/min/1.73m2") == normalize_unit("ml/min/{1.73_m2}")
    True
    """
    plain = RAISED.sub(lambda m: "^" + m[0].translate(SUPERSCRIPTS), unit)
    plain = plain.casefold().replace("\N{GREEK SMALL LETTER MU}", "u")
    plain = plain.replace("\N{MICRO SIGN}", "u").replace("\N{DIVISION SLASH}", "/")
    plain = plain.replace("\N{FRACTION SLASH}", "/").replace("²", "^2")
    plain = " ".join(re.sub(r"[\[\]{}_]", " ", plain).split()).strip(" .,;()")
    for spelling, ours in SPELLINGS:
        plain = re.sub(spelling, ours, plain).strip()
    plain = POWER.sub(r"10^\1", plain)
    plain = SHORT_POWER.sub(r"10^\1", plain)
    plain = THOUSAND.sub("10^3", plain)
    plain = MILLION.sub("10^6", plain)
    plain = BILLION.sub("10^9", plain)
    plain = re.sub(r"^(10\^\d+)\s*(?:cells?|#)\s*(?=/)", r"\1", plain)
    plain = re.sub(r"^(?:cells?|#|zellen)\s*(?=/)", "", plain)
    plain = re.sub(r"^(10\^\d+)(?=[a-z])", r"\1/", plain)
    plain = re.sub(r"/(?:nl|nanolit(?:er|re)s?)$", "/nl", plain)
    plain = "10^9/l" if plain == "/nl" else plain
    plain = "" if plain in NO_UNIT else plain
    return "".join(letter for letter in plain if letter not in " *.()")


def find_unit(units: Iterable[Unit], typed: str) -> Unit | None:
    """The one of these units that was typed, however it was spelled."""
    for unit in units:
        names = {unit.name, unit.ucum or unit.name}
        if unit.ucum == "1":
            names.add("")  # printed ratios have no unit
        if "10^9/L" in names:
            names.add("G/L")  # giga, where no grams are measured
        if normalize_unit(typed) in map(normalize_unit, names):
            return unit
    return None


def is_unit(text: str) -> bool:
    """Whether a text beside a number can be its unit.

    >>> is_unit("g/dL"), is_unit("× 10⁹/L"), is_unit("%"), is_unit("hours")
    (True, True, True, False)
    """
    plain = normalize_unit(text)
    if plain == PERCENT or text.casefold().strip() == "ratio":
        return True
    parts = plain.split("/")
    return len(parts) in (2, 3) and all(map(_is_part, enumerate(parts)))


def _is_part(part: tuple[int, str]) -> bool:
    position, text = part
    if position == 0:
        return bool(re.fullmatch(r"|10\^\d{1,2}|[a-z]{1,5}", text))
    return bool(re.fullmatch(r"[a-z]{1,4}|24h|173m\^?2|hpf|mol|100?[a-z]{2,3}", text))
