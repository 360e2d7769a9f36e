"""What was changed in a record, in plain words: who, when, what stood before and after.

It reads the tables that django-simple-history keeps of what people write. Told is each
field with a name for people, which is one that is translated; all others, such as the
position in a list, are told to nobody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.partial_dates import read_partial_date


class Kind(models.TextChoices):
    """What happened to the record."""

    WRITTEN = "written", _("Written")
    CHANGED = "changed", _("Changed")
    TAKEN_BACK = "taken_back", _("Taken back")
    PUT_BACK = "put_back", _("Put back")
    REMOVED = "removed", _("Removed")


@dataclass(frozen=True)
class Difference:
    """One thing that reads otherwise since a change.

    Attributes:
        label: The name of the field; empty where the words name the thing themselves.
        before: What stood there; empty for nothing.
        after: What stands there since; empty for nothing.
    """

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One time that somebody wrote.

    Attributes:
        number: The id of this version, by which it can be found again.
        at: When, on the clock in use.
        by: Who; empty where nobody signed in did it, or the account is gone.
        kind: What happened.
        differences: What reads otherwise since; none for the first version.
    """

    number: int
    at: datetime
    by: str
    kind: Kind
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_telling(self) -> bool:
        """Whether there is anything to tell: to save again what stood is no change."""
        return self.kind != Kind.CHANGED or bool(self.differences)


def changes(
    versions: models.QuerySet[Any], *parts: models.QuerySet[Any]
) -> list[Change]:
    """All that happened to one record, the latest first.

    One query for the record and one for each kind of part, however many versions.

    Args:
        versions: The history of one record, as `line.history.all()`.
        parts: Histories of what belongs to it, such as
            `LineDrug.history.filter(line_id=line.pk)`. A part is told as a whole, by
            its `str`. What changed in it is told with the version of the record before
            it: so the record is saved first, then its parts.
    """
    told = [_change(before, version) for before, version in _pairs(versions)]
    for belonging in parts:
        for before, version in _pairs(belonging):
            change = next(
                (one for one in reversed(told) if one.at <= version.history_date), None
            )
            was, now = _whole(before), _whole(version)
            if change and change.kind != Kind.WRITTEN and was != now:
                change.differences.append(Difference("", was, now))
    return [change for change in reversed(told) if change.is_telling]


def told(record: models.Model, *more: str) -> list[tuple[str, str]]:
    """What a record says: name and words of each told field that is filled in.

    Args:
        record: Any record; one with history or without.
        more: Names of further fields to tell, by the names they have in the code.
    """
    fields = [record._meta.get_field(name) for name in more]
    telling = [*_telling(type(record)), *((_label(one), _words(one)) for one in fields)]
    unticked = {
        _label(one)
        for one in (*_named_fields(type(record)), *fields)
        if getattr(record, one.attname) is False
    }
    says = [(label, words(record)) for label, words in telling if label not in unticked]
    return [(label, words) for label, words in says if words]


def _label(one: Any) -> str:
    return capfirst(str(one.verbose_name))


def _pairs(versions: models.QuerySet[Any]) -> Iterator[tuple[Any, Any]]:
    """Each version, after the one before it of the same record; the oldest first."""
    record = versions.model.instance_type
    linked = [one.name for one in _named_fields(record) if one.is_relation]
    ordered = versions.select_related("history_user", *linked)
    latest: dict[Any, Any] = {}
    for version in ordered.order_by("history_date", "history_id"):
        key = getattr(version, record._meta.pk.attname)
        yield latest.get(key), version
        latest[key] = version


def _change(before: Any | None, version: Any) -> Change:
    return Change(
        number=version.history_id,
        at=timezone.localtime(version.history_date),
        by=str(version.history_user or ""),
        kind=_kind(before, version),
        differences=list(_differences(before, version)) if before else [],
    )


def _kind(before: Any | None, version: Any) -> Kind:
    """What happened; records in a bin have a moment at which they were taken back."""
    if version.history_type == "+":
        return Kind.WRITTEN
    if version.history_type == "-":
        return Kind.REMOVED
    was, now = (getattr(one, "deleted_at", None) for one in (before, version))
    if before is None or (was is None) == (now is None):
        return Kind.CHANGED
    return Kind.PUT_BACK if now is None else Kind.TAKEN_BACK


def _differences(before: Any, version: Any) -> Iterator[Difference]:
    if version.history_type == "-":
        return
    for label, words in _telling(version.instance_type):
        was, now = words(before), words(version)
        if was != now:
            yield Difference(label, was, now)


def _whole(version: Any | None) -> str:
    """A part in its own words; nothing before it was written and after its removal."""
    if version is None or version.history_type == "-":
        return ""
    return str(version.instance)


def _named_fields(record: type[models.Model]) -> list[Any]:
    return [
        one
        for one in record._meta.concrete_fields
        if isinstance(getattr(one, "verbose_name", ""), Promise)
    ]


def _telling(record: type[models.Model]) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """The name of each thing that is told, and how to say it of a version."""
    columns = {one.name for one in record._meta.concrete_fields}
    stems = [one.removesuffix("_on") for one in columns if one.endswith("_on")]
    partial = {f"{stem}_on": stem for stem in stems if f"{stem}_precision" in columns}
    named = {one.name: one for one in _named_fields(record)}
    for name in sorted(partial.keys() - named.keys()):
        yield _now("When"), _partial_words(partial[name])
    for name, one in named.items():
        words = _partial_words(partial[name]) if name in partial else _words(one)
        yield _label(one), words


def _partial_words(stem: str) -> Callable[[Any], str]:
    """How to say a day that may be known only in part."""
    return lambda version: str(read_partial_date(version, stem) or "")


def _words(one: Any) -> Callable[[Any], str]:
    """How to say what a field holds."""
    if one.flatchoices:
        labels = dict(one.flatchoices)
        return lambda version: str(labels.get(getattr(version, one.attname), ""))
    return lambda version: _in_words(getattr(version, one.name))


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _now("Yes") if value else _now("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        return str(number_format(f"{value.normalize():f}"))
    return str(value)
