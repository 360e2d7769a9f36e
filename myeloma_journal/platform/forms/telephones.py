"""Which digits of a text are the telephone number. No database.

People write a number with hours, names and extensions beside it. What is dialled is
never longer than the number: where the digits beside it could belong to it, or two
numbers stand there, nothing is dialled. phonenumbers knows how long the numbers of a
country are; how people write around them, it does not know.
"""

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumbers import CountryCodeSource, PhoneNumber, ValidationResult

# Numbers of which some country's people know: they hold where no country is known.
EMERGENCY = {"000", "111", "112", "911", "988", "999"}
LOCAL_DIGITS = 7  # the fewest of a number that is no short one
MOST_DIGITS = 15  # ITU-T E.164, section 6.2.1
FEWEST_DIGITS = 3  # only a country's emergency numbers may have two

LABEL = re.compile(r"(?:tel(?:ephone)?|phone|ph)\b[.:]*\s*", re.I)
# A group of digits, and what may stand between it and the group before.
PIECE = re.compile(r"(\s*[-./]?\s*)(?:(\d+)|\((\d+)\)(?=[\s.-]*\d))")
HOUR_WORDS = re.compile(
    r"[\s-]*(?:[ap]\.?\s?m\b|h(?:rs?|ours?)?\b|o.clock|uhr|std|stunden|heures|horas|ore|uur|timer|timmar"
    r"|days|tage|jours|to\b|till?\b|until|bis\b|:\d)",
    re.I,
)
ROUND_THE_CLOCK = re.compile(r"\s*[/x]\s*7\b", re.I)  # after 24
EXTENSION = re.compile(r"\s*(?:ext?\b|ext\w*|x|#|;|durchwahl|dw\b)[.:\s=]*\d+", re.I)
GLUED_SUFFIX = re.compile(r"[^\W\d_]")
ENDS = re.compile(r"$|[\s,;#)(:!?\"'”’]|\.(?!\d)|[/-](?!\w)")
OTHER_NUMBER = re.compile(r"\+?\d(?:[\s().-]*\d){5,}|\b(?:000|112|911|999)\b")


@dataclass(frozen=True)
class Digits:
    """The beginning of a text, as groups of digits.

    Attributes:
        international: Whether the country's code comes first: after + or 00.
        groups: The digits, as they were written together.
        gaps: For each group, what stands before it.
        end: Where in the text they end.
    """

    international: bool
    groups: tuple[str, ...]
    gaps: tuple[str, ...]
    ends: tuple[int, ...]

    @property
    def end(self) -> int:
        return self.ends[-1]

    @property
    def joined(self) -> str:
        return "".join(self.groups)

    def first(self, count: int) -> "Digits":
        return Digits(
            self.international,
            self.groups[:count],
            self.gaps[:count],
            self.ends[:count],
        )


def tel_uri(text: str, country: str = "") -> str:
    """The tel: URI of the number in a text; empty if it is not certainly one.

    An extension is not dialled: people read it from the page.

    Args:
        text: As typed.
        country: ISO 3166-1 code of the country in which it is dialled, if known.

    >>> tel_uri("(555) 014-2 ext. 12"), tel_uri("911 (24 hours)")
    ('tel:5550142', 'tel:911')
    >>> tel_uri("+44 (0)20 7946 0000 ext. 12"), tel_uri("555 0142 24")
    ('tel:+442079460000', '')
    """
    plain = LABEL.sub("", _plain(text), count=1)
    written = _digits_of(plain)
    if written is None:
        return ""
    written = _without_hours(plain, written, country)
    rest = plain[written.end :]
    extension = EXTENSION.match(rest)
    if not extension and not ENDS.match(rest):
        return ""
    if OTHER_NUMBER.search(rest, extension.end() if extension else 0):
        return ""
    if not _is_one_number(written, country, rest):
        return ""
    return f"tel:{_dialled(written, country)}"


def validate_dialled(text: str, country: str = "", *, fewest: int = 2) -> None:
    """Refuse a text of which it cannot be told what to dial.

    Args:
        text: As typed.
        country: As for `tel_uri`.
        fewest: How many digits it has at least.

    Raises:
        ValidationError: With what to write instead.
    """
    if len(tel_uri(text, country).removeprefix("tel:")) >= fewest:
        return
    plain = LABEL.sub("", _plain(text), count=1)
    written = _digits_of(plain)
    if written and len(written.joined) < FEWEST_DIGITS and written.end == len(plain):
        raise ValidationError(
            _("This number is too short. Enter all its digits, like 555-0142."),
            code="short",
        )
    if not re.match(r"\+?\(?\d", plain) or re.match(r"[\d-]*-?[^\W\d]{3}", plain):
        raise ValidationError(
            _(
                "Start with the phone number in digits, like 555-0142 or +1 555 "
                "555 0142."
            ),
            code="number",
        )
    raise ValidationError(
        _(
            "Which digits are the number? Enter one number first, then a comma "
            "before anything else: 555-0142, 24 hours."
        ),
        code="unclear",
    )


def check_numbers(
    form: forms.BaseForm, country: str, *names: str, fewest: int = FEWEST_DIGITS
) -> None:
    """Add an error to each of these fields of which it cannot be told what to dial."""
    for name in names:
        if number := form.cleaned_data.get(name):
            try:
                validate_dialled(number, country, fewest=fewest)
            except ValidationError as error:
                form.add_error(name, error)


def _plain(text: str) -> str:
    """With plain digits, spaces and hyphens, and without characters nobody sees."""
    return "".join(map(_plain_character, text)).strip()


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Cf", "Mn"):
        return ""
    if category == "Pd" or character == "\N{MINUS SIGN}":
        return "-"
    if category == "Zs":
        return " "
    return {"＋": "+", "（": "(", "）": ")", "．": ".", "／": "/"}.get(
        character, character
    )


def _digits_of(text: str) -> Digits | None:
    """The groups of digits with which the text begins."""
    at = 1 if text.startswith("+") else 0
    international = bool(at)
    groups: list[str] = []
    gaps: list[str] = []
    ends: list[int] = []
    while piece := PIECE.match(text, at):
        gap, bare, in_brackets = piece.groups()
        if not groups and gap.strip():
            return None
        if in_brackets and len("".join(groups)) > 4:
            break  # "555-0142 (8) 16" says when
        if in_brackets == "0" and groups:
            international = True  # +44 (0)20: not dialled after the country's code
        else:
            groups.append(bare or in_brackets)
            gaps.append(gap)
            ends.append(piece.end())
        at = piece.end()
    if not groups:
        return None
    if groups[0].startswith("00") and sum(map(len, groups)) > LOCAL_DIGITS:
        international, groups[0] = True, groups[0][2:]
    return Digits(international, tuple(groups), tuple(gaps), tuple(ends))


def _without_hours(text: str, written: Digits, country: str) -> Digits:
    """Without groups at the end that say when: "24 hours", "8 am", "8-16 Uhr"."""
    count = len(written.groups)
    last, after = written.groups[-1], text[written.end :]
    says_when = bool(HOUR_WORDS.match(after)) and _is_hour(last)
    says_when |= last == "24" and bool(ROUND_THE_CLOCK.match(after))
    is_suffixed = GLUED_SUFFIX.match(after) and not EXTENSION.match(after)
    if written.groups[-2:] == ("24", "7") and written.gaps[-1].strip():
        says_when, count = True, count - 1  # 24/7
    if count == 1 or not (says_when or is_suffixed):
        return written
    if len(last) == 4 and _is_possible(written, country):
        return written  # "020 7946 0000 until 5"
    before = written.groups[count - 2]
    is_range = "-" in written.gaps[count - 1] and (
        _is_hour(before) and len(before) // 3 == len(last) // 3
    )
    number = written.first(count - 2 if is_range and count > 2 else count - 1)
    is_apart = any(map(str.isspace, written.gaps[len(number.groups)]))
    return number if is_apart and _is_complete(number, country) else written


def _is_hour(digits: str) -> bool:
    """Whether it is an hour, as 8 or 24, or a time of four digits, as 1830.

    >>> _is_hour("24"), _is_hour("1830"), _is_hour("0142"), _is_hour("25")
    (True, True, True, False)
    """
    if len(digits) == 4:
        return int(digits[:2]) <= 24 and int(digits[2:]) < 60
    return len(digits) <= 2 and int(digits) <= 24


def _is_one_number(written: Digits, country: str, after: str) -> bool:
    """Whether all these digits are a number, and no fewer of them could be one."""
    if not all(
        _follows_an_area_code(count, written, country)
        for count, gap in enumerate(written.gaps)
        if "/" in gap
    ):
        return False
    has_range_first = len(written.groups) > 2 and written.gaps[1:3] == ("-", " ")
    if has_range_first and all(len(group) < 3 for group in written.groups[:2]):
        return False  # "8-5 555-0142"
    if not (after == "" or _is_complete(written, country)) and (
        len(written.joined) < 3 or re.match(r"\S\d", after)
    ):
        return False  # "12 Main Street", "555,0142"
    return _is_possible(written, country) and not any(
        _could_end_at(count, written, country)
        for count in range(1, len(written.groups))
    )


def _follows_an_area_code(count: int, written: Digits, country: str) -> bool:
    """Whether a slash there is that of "030/1234567", not that of two numbers."""
    before = written.first(count).joined
    return (
        (written.international or before.startswith("0"))
        and len(before) < LOCAL_DIGITS
        and len(written.joined) - len(before) > 4
        and _is_valid(written, country)
    )


def _could_end_at(count: int, written: Digits, country: str) -> bool:
    """Whether the number could be its first groups, and the others say more."""
    start, after = written.first(count), written.groups[count]
    is_apart = any(map(str.isspace, written.gaps[count]))
    has_trunk = written.joined.startswith("0")
    if not is_apart and (
        country or has_trunk or written.international or len(after) > 2
    ):
        return False
    if not _is_complete(start, country):
        return False
    if _is_short(start, country):
        return True
    if len(after) > 2 and has_trunk and len(start.joined) < 9:
        return False
    is_regular = len(after) == len(start.groups[-1]) and (
        written.gaps[count] == written.gaps[count - 1]
    )
    if is_regular and (
        len(start.joined) <= LOCAL_DIGITS
        or len(written.joined) <= (11 if country or has_trunk else 0)
        or written.international
    ):
        return False  # 44 55: one more of the same
    pairs = written.groups[count:]
    if len(pairs) > 1 and set(map(len, pairs)) == {2} and len(written.joined) < 12:
        return not (has_trunk or written.international)  # 030 123 45 67
    lacks_trunk = not has_trunk and phonenumbers.ndd_prefix_for_region(country, True)
    is_better = _is_valid(written, country) and not _is_valid(start, country)
    return not is_better or lacks_trunk == "0" or _is_local(start, country)


def _dialled(written: Digits, country: str) -> str:
    """The digits as written; from + or 00 on, without the zero of the area code."""
    number = _parsed(written, country)
    if number is None or not (
        written.international
        or number.country_code_source == CountryCodeSource.FROM_NUMBER_WITH_IDD
    ):
        return written.joined
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _parsed(written: Digits, country: str) -> PhoneNumber | None:
    plus = "+" if written.international else ""
    try:
        return phonenumbers.parse(
            plus + written.joined, country or None, keep_raw_input=True
        )
    except phonenumbers.NumberParseException:
        return None


def _length(written: Digits, country: str) -> int | None:
    number = _parsed(written, country)
    return phonenumbers.is_possible_number_with_reason(number) if number else None


def _is_valid(written: Digits, country: str) -> bool:
    number = _parsed(written, country)
    return number is not None and phonenumbers.is_valid_number(number)


def _is_local(written: Digits, country: str) -> bool:
    """Whether it is long enough for a number dialled without its area code."""
    return _length(written, country) == ValidationResult.IS_POSSIBLE_LOCAL_ONLY


def _is_short(written: Digits, country: str) -> bool:
    """Whether it is a short number, such as 911 or 116 123."""
    digits = written.joined
    if written.international or len(digits) > 6:
        return False
    if digits in EMERGENCY or re.fullmatch(r"116\d{3}", digits):
        return True
    # Where six digits are one, as in the United States, they pay by text message.
    if len(digits) == 6 or country not in phonenumbers.SUPPORTED_SHORT_REGIONS:
        return False
    number = PhoneNumber(national_number=int(digits), country_code=0)
    number.country_code = phonenumbers.country_code_for_region(country)
    if digits.startswith("0"):
        number.italian_leading_zero = True
    return phonenumbers.is_valid_short_number_for_region(number, country)


def _is_complete(written: Digits, country: str) -> bool:
    """Whether it is a number if more digits follow, that say something else."""
    is_long_enough = len(written.joined) >= LOCAL_DIGITS
    return _is_short(written, country) or (
        is_long_enough and _is_possible(written, country)
    )


def _is_possible(written: Digits, country: str) -> bool:
    """Whether a number can have so many digits."""
    digits, groups = written.joined, written.groups
    if len(digits) > MOST_DIGITS:
        return False
    if written.international or (country and len(digits) >= LOCAL_DIGITS):
        has_trunk = written.international or digits.startswith("0")
        length = _length(written, country)
        return length == ValidationResult.IS_POSSIBLE or (
            length == ValidationResult.IS_POSSIBLE_LOCAL_ONLY and not has_trunk
        )
    if _is_short(written, country):
        return True
    if len(groups) == 1:
        return len(digits) >= (FEWEST_DIGITS if country else 2)
    if len(digits) < LOCAL_DIGITS:
        return len(digits) == 6 and len(set(map(len, groups))) == 1
    if digits.startswith("0"):
        return 8 < len(digits) <= 12
    if groups[0] == "1":
        return len(digits) == 11
    return len(digits) <= 10
