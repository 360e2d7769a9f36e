"""Converts and validates one value of journal.json, as its model field demands."""

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.archive.restore.errors import ArchiveError, shortened
from myeloma_journal.care_circle.models import validate_zone
from myeloma_journal.platform.forms.fields import far_ahead
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.platform.forms.values import clean_text

# Longer texts may have several lines, and are no names.
ONE_LINE_LENGTH = 200
# More than the follow-up questions of any symptom, and than any count asked for.
MOST_ANSWERS, HIGHEST_ANSWER = 40, 1_000_000
# More than any settings name, and than the longest of these names.
MOST_WORDS, LONGEST_WORD = 10_000, 500
NUMBERS = (models.DecimalField, models.IntegerField)
# Exact numbers, days, timestamps and ids are value as text.
JSON_TYPES: tuple[tuple[type, type], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.JSONField, object),
    (models.Field, str),
)


def read_value(field: Any, value: Any) -> Any:
    """The value for the database.

    Raises:
        ArchiveError: The field cannot hold it; the text says why.
    """
    if value is None:
        if field.null:
            return None
        raise ArchiveError(_("The value is empty."))
    json_type = _json_type(field)
    if not isinstance(value, json_type) or (
        json_type is int and isinstance(value, bool)
    ):
        raise ArchiveError(_("The value is of the wrong kind."))
    if isinstance(value, str):
        is_text = isinstance(field, models.CharField)
        _reject_unstorable_text(value, field.max_length if is_text else None)
        is_one_line = is_text and field.max_length <= ONE_LINE_LENGTH
        value = clean_text(value, one_line=is_one_line)
    if isinstance(field, models.JSONField):
        value = _read_answers(value) if field.default is dict else _read_strings(value)
    try:
        value = field.to_python(value)
        if isinstance(field, (*NUMBERS, models.CharField)):
            field.run_validators(value)
        if field.choices and value not in _valid_choices(field):
            # History has no constraints, and pages read it, too.
            raise ValueError(value)
        if field.name == "zone":
            # Every page converts to the time zone of the patient.
            validate_zone(value)
    except (ValidationError, ValueError, OverflowError):
        raise ArchiveError(
            _("The value can’t be read: %(value)s") % {"value": shortened(value)}
        ) from None
    if isinstance(value, datetime):
        _reject_ambiguous_time(value)
    elif isinstance(value, date):
        _reject_out_of_range(value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ArchiveError(_("The value is not a number."))
    return value


@cache
def _json_type(field: Any) -> type:
    return next(json_type for of, json_type in JSON_TYPES if isinstance(field, of))


@cache
def _valid_choices(field: Any) -> set[Any]:
    return {key for key, _words in field.flatchoices} | ({""} if field.blank else set())


def _reject_ambiguous_time(timestamp_text: datetime) -> None:
    """Reject naive timestamps, and years that overflow in another time zone."""
    if timestamp_text.tzinfo is None:
        raise ArchiveError(_("The time has no time zone."))
    if timestamp_text.year in (MINYEAR, MAXYEAR):
        raise ArchiveError(_("The time is not valid."))


def _reject_out_of_range(day: date) -> None:
    """Reject days that no form accepts: pages compute weeks and months around them."""
    # In some time zones it is tomorrow.
    last = far_ahead(timezone.localdate() + timedelta(days=1))
    if not FIRST_DAY <= day <= last:
        days = {"first": date_format(FIRST_DAY), "last": date_format(last)}
        raise ArchiveError(_("The date is not between %(first)s and %(last)s.") % days)


def _read_strings(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ArchiveError(_("The value is not a list of words."))
    if len(value) > MOST_WORDS:
        raise ArchiveError(_("The value is not a list of words."))
    return [_read_word(word) for word in value]


def _read_word(word: str) -> str:
    if len(word) > LONGEST_WORD:
        raise ArchiveError(
            _("The text is longer than %(most)s characters.") % {"most": LONGEST_WORD}
        )
    return clean_text(word, one_line=True)


def _read_answers(value: Any) -> dict[str, Any]:
    """Answers by the id of their question: a word, a list of words, or a number."""
    if not isinstance(value, dict) or len(value) > MOST_ANSWERS:
        raise ArchiveError(_("The value is not a list of answers."))
    answers: dict[str, Any] = {}
    for key, answer in value.items():
        name = _read_word(str(key))
        if isinstance(answer, int) and not isinstance(answer, bool):
            if not 0 <= answer <= HIGHEST_ANSWER:
                raise ArchiveError(_("The value is not a list of answers."))
            answers[name] = answer
        elif isinstance(answer, str):
            answers[name] = _read_word(answer)
        else:
            answers[name] = _read_strings(answer)
    return answers


def _reject_unstorable_text(text: str, longest: int | None) -> None:
    """Reject what no database stores: NUL, lone surrogates, more than fits."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ArchiveError(
            _("The text contains a character that isn’t allowed.")
        ) from None
    if "\x00" in text:
        raise ArchiveError(_("The text contains a character that isn’t allowed."))
    if longest is not None and len(text) > longest:
        raise ArchiveError(
            _("The text is longer than %(most)s characters.") % {"most": longest}
        )
