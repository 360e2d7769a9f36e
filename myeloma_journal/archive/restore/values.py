"""One value of journal.json, read as its field says."""

from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.archive.restore.unzip import FileRefused
from myeloma_journal.care_circle.models import validate_zone
from myeloma_journal.platform.forms.fields import far_ahead
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

NUMBERS = (models.DecimalField, models.IntegerField)
# Exact numbers, days, moments and ids are told as text.
KINDS: tuple[tuple[type, type], ...] = (
    (models.BooleanField, bool),
    (models.IntegerField, int),
    (models.JSONField, object),
    (models.Field, str),
)


def read_value(field: Any, told: Any) -> Any:
    """The value for the database.

    Raises:
        FileRefused: It is none that the field can hold; the text says why.
    """
    if told is None:
        if field.null:
            return None
        raise FileRefused(_("is empty"))
    kind = next(kind for of, kind in KINDS if isinstance(field, of))
    if not isinstance(told, kind) or (kind is int and isinstance(told, bool)):
        raise FileRefused(_("is of the wrong kind"))
    if isinstance(told, str):
        is_text = isinstance(field, models.CharField)
        _refuse_unwritable(told, field.max_length if is_text else None)
    if isinstance(field, models.JSONField):
        _refuse_all_but_words(told)
    try:
        value = field.to_python(told)
        if isinstance(field, NUMBERS):
            field.run_validators(value)
        if field.choices and value not in _offered(field):
            # Earlier versions are held by no constraint, and pages read them, too.
            raise ValueError(value)
        if field.name == "zone":
            # Without the rules of its time zone no page of a journal would open.
            validate_zone(value)
    except (ValidationError, ValueError, OverflowError):
        raise FileRefused(
            _("cannot be read: %(told)s") % {"told": str(told)[:40]}
        ) from None
    if isinstance(value, datetime):
        _refuse_unclear(value)
    elif isinstance(value, date):
        _refuse_far_off(value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise FileRefused(_("is no number"))
    return value


def _offered(field: Any) -> set[Any]:
    """What may be chosen; nothing at all where that is allowed."""
    return {key for key, _words in field.flatchoices} | ({""} if field.blank else set())


def _refuse_unclear(moment: datetime) -> None:
    """Refuse what cannot be told on every clock; a device's own may be wrong by far."""
    if moment.tzinfo is None:
        raise FileRefused(_("is a time without its zone"))
    if moment.year in (MINYEAR, MAXYEAR):
        raise FileRefused(_("is no time of ours"))


def _refuse_far_off(day: date) -> None:
    """Refuse what no form takes: pages count weeks and months around every day."""
    # For some, tomorrow has begun.
    last = far_ahead(timezone.localdate() + timedelta(days=1))
    if not FIRST_DAY <= day <= last:
        days = {"first": date_format(FIRST_DAY), "last": date_format(last)}
        raise FileRefused(_("is no day from %(first)s to %(last)s") % days)


def _refuse_all_but_words(told: Any) -> None:
    """Refuse what is no list of words: nothing else of ours is kept in such a field."""
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise FileRefused(_("is no list of words"))


def _refuse_unwritable(text: str, longest: int | None) -> None:
    """Refuse what no database keeps: a NUL, half a letter, more than fits."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise FileRefused(_("holds something that is no letter")) from None
    if "\x00" in text:
        raise FileRefused(_("holds something that is no letter"))
    if longest is not None and len(text) > longest:
        raise FileRefused(_("is longer than %(most)s letters") % {"most": longest})
