"""Optimistic locking: two people who correct a record at once lose nothing.

A form carries the version of the record it was rendered with, and saving increments it.
If it is another by then, the view raises `ConflictError`, and the middleware answers
with a page that shows both versions.
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
    """A field to which the two users gave different values."""

    name: str
    label: str
    theirs: str
    yours: str
    is_text: bool
    is_long: bool

    @property
    def both(self) -> str:
        """Their text, then yours; text that is in both, once."""
        if self.theirs in self.yours or not self.theirs:
            return self.yours
        if self.yours in self.theirs:
            return self.theirs
        return ("\n\n" if self.is_long else " / ").join((self.theirs, self.yours))


class ConflictError(Exception):
    """Somebody changed the record after this form was rendered."""

    def __init__(
        self, record: Record, forms: Iterable[forms.BaseForm], as_new: str = ""
    ) -> None:
        """Hold what the page about the conflict shows.

        Args:
            record: As it is in the database.
            forms: Valid forms; the first has the version field.
            as_new: The URL to submit the same data to as a new record, if any.
        """
        super().__init__(f"{record._meta.label} was changed meanwhile")
        self.record, self.forms, self.as_new = record, list(forms), as_new

    @property
    def version(self) -> int:
        return self.record.version

    @property
    def version_name(self) -> str:
        """The name of the version field in the submitted data."""
        return self.forms[0].add_prefix(FIELD)

    @property
    def differences(self) -> list[Difference]:
        """The fields that differ, in the order of the page."""
        changed = (
            _difference(form, name)
            for form in self.forms
            for name in form.changed_data
            if not form[name].is_hidden
        )
        # The same day, typed in another way, is the same day.
        return [field for field in changed if field.theirs != field.yours]


def add_version_field(form: forms.BaseForm, record: Record) -> None:
    """Add a hidden field with the version of `record` to `form`."""
    form.fields[FIELD] = forms.IntegerField(required=False, widget=forms.HiddenInput)
    form.initial[FIELD] = record.version


def check_version(record: Record, *several: forms.BaseForm, as_new: str = "") -> None:
    """Increment the version; call it in the transaction that saves the record.

    Raises:
        ConflictError: The record has another version than the first form, and at least
            one of the fields differs.
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
        label=_label(form, str(form[name].label)),
        theirs=_displayed(field, form.get_initial_for_field(field, name)),
        yours=_displayed(field, form.cleaned_data.get(name)),
        # A day or a number cannot be two at once.
        is_text=type(field) is forms.CharField,
        is_long=isinstance(field.widget, forms.Textarea),
    )


def _label(form: forms.BaseForm, label: str) -> str:
    """The label, after what the form is `about` where several ask the same."""
    about = getattr(form, "about", "")
    return f"{about}: {label}" if about and about != label else label


def _displayed(field: forms.Field, value: Any) -> str:
    """A value as the page displays it."""
    value = field.prepare_value(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if value in (None, "", []):
        return ""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    labels = _choices(field)
    several = value if isinstance(value, list) else [value]
    return ", ".join(labels.get(str(chosen), str(chosen)) for chosen in several)


def _choices(field: forms.Field) -> dict[str, str]:
    """The label of each value, grouped or not."""
    labels: dict[str, str] = {}
    for value, label in getattr(field, "choices", ()):
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        labels |= {str(key): str(name) for key, name in inner}
    return labels
