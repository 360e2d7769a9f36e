"""The revisions of a record: who, when, and each field before and after.

Reads the tables of django-simple-history. Shown are the fields with a translated
`verbose_name`; all others, such as the position in a list, are internal.
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
from django.utils.translation import gettext, pgettext_lazy

from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.platform.forms.partial_dates import read_partial_date


class RevisionKind(models.TextChoices):
    CREATED = "created", pgettext_lazy("history", "Added")
    CHANGED = "changed", pgettext_lazy("history", "Changed")
    TRASHED = "trashed", pgettext_lazy("history", "Deleted")
    RESTORED = "restored", pgettext_lazy("history", "Restored")
    DELETED = "deleted", pgettext_lazy("history", "Deleted")


@dataclass(frozen=True)
class FieldChange:
    """The value of a field before and after a revision, as displayed.

    Attributes:
        label: The name of the field; empty for a related record, which names itself.
        before: Empty for no value.
        after: Empty for no value.
    """

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Revision:
    """One saved version of a record.

    Attributes:
        number: The id of the historical row.
        at: In the current time zone.
        by: The name of the user; empty for a command or a deleted account.
        differences: Of the previous version; none for the first.
    """

    number: int
    at: datetime
    by: str
    kind: RevisionKind
    differences: list[FieldChange] = field(default_factory=list)

    @property
    def has_changes(self) -> bool:
        """Whether there is anything to show: saving unchanged is no revision."""
        return self.kind != RevisionKind.CHANGED or bool(self.differences)


def revisions(
    versions: models.QuerySet[Any], *parts: models.QuerySet[Any]
) -> list[Revision]:
    """The revisions of one record, newest first.

    One query for the record and one for each argument in `parts`.

    Args:
        versions: The history of one record, as `line.history.all()`.
        parts: Histories of related records, such as
            `LineDrug.history.filter(line_id=line.pk)`, displayed by their `str`. Their
            changes are added to the revision of the record before them: so save the
            record first, then its parts.
    """
    found = [_revision(before, version) for before, version in _pairs(versions)]
    for belonging in parts:
        for before, version in _pairs(belonging):
            revision = next(
                (
                    earlier
                    for earlier in reversed(found)
                    if earlier.at <= version.history_date
                ),
                None,
            )
            was, now = _whole(before), _whole(version)
            if revision and revision.kind != RevisionKind.CREATED and was != now:
                revision.differences.append(FieldChange("", was, now))
    return [revision for revision in reversed(found) if revision.has_changes]


def labelled_values(record: models.Model, *more: str) -> list[tuple[str, str]]:
    """The label and displayed value of each shown field that is not empty.

    Args:
        record: Any record, with history or without.
        more: Further fields to show, by name.
    """
    fields = [record._meta.get_field(name) for name in more]
    shown = [
        *_shown_fields(type(record)),
        *((_label(column), _words(column)) for column in fields),
    ]
    unticked = {
        _label(column)
        for column in (*_named_fields(type(record)), *fields)
        if getattr(record, column.attname) is False
    }
    values = [(label, words(record)) for label, words in shown if label not in unticked]
    return [(label, value) for label, value in values if value]


def _label(column: Any) -> str:
    return capfirst(str(column.verbose_name))


def _pairs(versions: models.QuerySet[Any]) -> Iterator[tuple[Any, Any]]:
    """The previous version of the same record and each version, the oldest first."""
    record = versions.model.instance_type
    linked = [column.name for column in _named_fields(record) if column.is_relation]
    ordered = versions.select_related("history_user", *linked)
    latest: dict[Any, Any] = {}
    for version in ordered.order_by("history_date", "history_id"):
        key = getattr(version, record._meta.pk.attname)
        yield latest.get(key), version
        latest[key] = version


def _revision(before: Any | None, version: Any) -> Revision:
    return Revision(
        number=version.history_id,
        at=timezone.localtime(version.history_date),
        by=str(version.history_user or ""),
        kind=_kind(before, version),
        differences=list(_differences(before, version)) if before else [],
    )


def _kind(before: Any | None, version: Any) -> RevisionKind:
    """What happened; soft-deleted records have a `deleted_at`."""
    if version.history_type == "+":
        return RevisionKind.CREATED
    if version.history_type == "-":
        return RevisionKind.DELETED
    was, now = (getattr(row, "deleted_at", None) for row in (before, version))
    if before is None or (was is None) == (now is None):
        return RevisionKind.CHANGED
    return RevisionKind.RESTORED if now is None else RevisionKind.TRASHED


def _differences(before: Any, version: Any) -> Iterator[FieldChange]:
    if version.history_type == "-":
        return
    for label, words in _shown_fields(version.instance_type):
        was, now = words(before), words(version)
        if was != now:
            yield FieldChange(label, was, now)


def _whole(version: Any | None) -> str:
    """The `str` of a related record; empty before its creation and once deleted."""
    if version is None or version.history_type == "-":
        return ""
    return str(version.instance)


def _named_fields(record: type[models.Model]) -> list[Any]:
    return [
        column
        for column in record._meta.concrete_fields
        if isinstance(getattr(column, "verbose_name", ""), Promise)
    ]


def _shown_fields(
    record: type[models.Model],
) -> Iterator[tuple[str, Callable[[Any], str]]]:
    """The label of each shown field, and a function that displays a version's value."""
    columns = {column.name for column in record._meta.concrete_fields}
    stems = [name.removesuffix("_on") for name in columns if name.endswith("_on")]
    partial = {f"{stem}_on": stem for stem in stems if f"{stem}_precision" in columns}
    named = {column.name: column for column in _named_fields(record)}
    for name in sorted(partial.keys() - named.keys()):
        yield gettext("When"), _partial_words(partial[name])
    for name, column in named.items():
        words = _partial_words(partial[name]) if name in partial else _words(column)
        yield _label(column), words


def _partial_words(stem: str) -> Callable[[Any], str]:
    return lambda version: str(read_partial_date(version, stem) or "")


def _words(column: Any) -> Callable[[Any], str]:
    if column.flatchoices:
        labels = dict(column.flatchoices)
        return lambda version: str(labels.get(getattr(version, column.attname), ""))
    return lambda version: in_words(getattr(version, column.name))


def in_words(value: Any) -> str:
    """A value as a page shows it; what JSON holds, without its brackets.

    >>> in_words({"fever": True, "where": ["left", "right"], "since": None})
    'fever: Yes; where: left, right; since: '
    >>> in_words([]), in_words(["labs", "calls"])
    ('', 'labs, calls')
    """
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {in_words(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(in_words, value))
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        return str(number_format(plain_number(value)))
    return str(value)
