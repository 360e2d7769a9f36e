"""Two people who correct the same record at once: neither loses a word.

A form carries the version of the record that stood on its page. Saving counts the
version; when it is not the same any more, `ConflictError` leaves the view, and the page that
answers it shows both (`platform/forms/middleware.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.platform.database.models import Record, StaleRecordError

FIELD = "version"


@dataclass(frozen=True)
class Difference:
    """One question to which the two gave different answers."""

    name: str
    label: str
    theirs: str
    yours: str
    is_text: bool
    is_long: bool

    @property
    def both(self) -> str:
        """Their words, then yours; words that are in both, once."""
        if self.theirs in self.yours or not self.theirs:
            return self.yours
        if self.yours in self.theirs:
            return self.theirs
        return ("\n\n" if self.is_long else " / ").join((self.theirs, self.yours))


class ConflictError(Exception):
    """Somebody changed the record after this form was opened."""

    def __init__(
        self, record: Record, forms: Iterable[forms.BaseForm], as_new: str = ""
    ) -> None:
        """What stands in the record now, and what the forms would have made of it.

        Args:
            record: As it stands in the database, apart from the answers.
            forms: Valid forms; the first one carries the version.
            as_new: The address to which the same answers can be sent as another
                record, where there may be several.
        """
        super().__init__(f"{record._meta.label} was changed meanwhile")
        self.record, self.forms, self.as_new = record, list(forms), as_new

    @property
    def version(self) -> int:
        """The version that stands in the record now."""
        return self.record.version

    @property
    def version_name(self) -> str:
        """What the version is called among the answers."""
        return self.forms[0].add_prefix(FIELD)

    @property
    def differences(self) -> list[Difference]:
        """Where yours is not theirs, in the order of the page."""
        asked = (
            _difference(form, name)
            for form in self.forms
            for name in form.changed_data
            if not form[name].is_hidden
        )
        # The same day, typed in another way, is the same day.
        return [one for one in asked if one.theirs != one.yours]


def add_version_field(form: forms.BaseForm, record: Record) -> None:
    """Let `form` remember which version of `record` it was opened with."""
    form.fields[FIELD] = forms.IntegerField(required=False, widget=forms.HiddenInput)
    form.initial[FIELD] = record.version


def check_version(record: Record, *several: forms.BaseForm, as_new: str = "") -> None:
    """Count this change, before it is saved, in the same transaction.

    Raises:
        ConflictError: Somebody else changed the record since the first form was opened,
            and said something different.
    """
    seen = several[0].cleaned_data.get(FIELD) or record.version
    conflict = ConflictError(record, several, as_new)
    if seen != record.version and conflict.differences:
        raise conflict
    try:
        record.increment_version(record.version)
    except StaleRecordError:
        raise conflict from None


def _difference(form: forms.BaseForm, name: str) -> Difference:
    field = form.fields[name]
    return Difference(
        name=form.add_prefix(name),
        label=str(form[name].label),
        theirs=_as_said(field, form.get_initial_for_field(field, name)),
        yours=_as_said(field, form.cleaned_data.get(name)),
        # A day or a number cannot be two at once.
        is_text=type(field) is forms.CharField,
        is_long=isinstance(field.widget, forms.Textarea),
    )


def _as_said(field: forms.Field, value: Any) -> str:
    """An answer as the page would say it."""
    value = field.prepare_value(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, ""):
        return ""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return _choices(field).get(str(value), str(value))


def _choices(field: forms.Field) -> dict[str, str]:
    """The words for each value, however the choices are grouped."""
    words: dict[str, str] = {}
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        words |= {str(key): str(word) for key, word in inner}
    return words
