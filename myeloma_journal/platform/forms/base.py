"""Base classes of all forms."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import QueryDict

from myeloma_journal.platform.forms import conflicts
from myeloma_journal.platform.forms.fields import set_text_attributes
from myeloma_journal.platform.forms.form_data import DraftData
from myeloma_journal.platform.forms.offers import (
    TAKE,
    Offer,
    OfferError,
    add_buttons,
    take_offer,
)
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.platform.forms.values import (
    clean_identifier,
    clean_line,
    clean_text,
    is_blank,
)


class PageFormHelper(FormHelper):
    """Lays out fields only; the page owns the form tag, the token and the buttons."""

    form_tag = False
    disable_csrf = True
    render_hidden_fields = True

    def __init__(self, *fields: str | LayoutObject) -> None:
        super().__init__()
        self.layout = Layout(*fields)


class CleanTextMixin(forms.BaseForm):
    """Cleans the text of all submitted data before any field validates it.

    Given `DraftData`, the form is rendered with it and never valid.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_text_attributes(self)
        self.is_draft = isinstance(self.data, DraftData)
        if self.is_bound:
            self.data = self._clean_text_of(self.data)

    def is_valid(self) -> bool:
        return not self.is_draft and super().is_valid()

    def full_clean(self) -> None:
        """Validate, but not a draft."""
        if self.is_draft:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()
            if self.is_bound:
                add_buttons(self)

    def _clean_text_of(self, data: Mapping[str, Any]) -> QueryDict:
        clean = {
            self.add_prefix(name): _cleaner_of(field)
            for name, field in self.fields.items()
        }
        source = data if isinstance(data, QueryDict) else _as_querydict(data)
        # With a prefix, the other forms' data are not copied.
        own = f"{self.prefix}-" if self.prefix else ""
        cleaned = QueryDict(mutable=True)
        for name, values in source.lists():
            if name.startswith(own):
                clean_value = clean.get(name, _clean_choice)
                cleaned.setlist(name, [clean_value(str(value)) for value in values])
        if TAKE in source:
            take_offer(source, cleaned, set(clean))
        return cleaned


def _cleaner_of(field: forms.Field) -> Callable[[str], str]:
    """What the text of this field is cleaned with."""
    if isinstance(field.widget, forms.Textarea):
        return _clean_note
    if isinstance(field, forms.EmailField) or isinstance(
        field.widget, forms.EmailInput
    ):
        return clean_identifier
    if isinstance(field.widget, forms.PasswordInput) or isinstance(
        field, forms.ChoiceField
    ):
        # A password is compared with the one chosen before, a choice with its list.
        return _clean_choice
    return clean_line


def _clean_choice(text: str) -> str:
    return clean_text(text, one_line=True)


def _clean_note(text: str) -> str:
    return "" if is_blank(text) else clean_text(text)


def _as_querydict(data: Mapping[str, Any]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in data.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


class ConfirmUnusualMixin(forms.BaseForm):
    """Asks once to confirm an unusual value, with a checkbox beside its field.

    The checkbox's value is the value it confirms, so it confirms no later one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.warnings: list[str] = []
        # Other readings of the unusual value.
        self.offers: list[Offer] = []
        super().__init__(*args, **kwargs)

    @property
    def confirm_name(self) -> str:
        """The name of the checkbox."""
        return self.add_prefix("confirm")

    @property
    def confirm_value(self) -> str:
        """The value to confirm, as it was typed."""
        raise NotImplementedError

    @property
    def is_confirmed(self) -> bool:
        """Whether the checkbox was ticked for this very value."""
        return bool(self.data.get(self.confirm_name) == self.confirm_value)

    def require_confirmation(self, field: str) -> None:
        """Add the warnings as an error of `field`, unless they were confirmed."""
        if self.warnings and not self.is_confirmed:
            self.add_error(field, OfferError(" ".join(self.warnings), self.offers))
            add_buttons(self)


class PageForm(CleanTextMixin, forms.Form):
    """A form without a record of its own."""


class RecordForm(CleanTextMixin, forms.ModelForm):
    """A form for one record, with the record's version in a hidden field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            conflicts.add_version_field(self, self.instance)

    def save(self, commit: bool = True) -> Any:
        """Save, unless somebody else changed the record since the form was rendered.

        Raises:
            ConflictError: The middleware answers with a page that shows both.
        """
        with transaction.atomic():
            if commit and not self.instance._state.adding:
                conflicts.check_version(self.instance, self)
            return super().save(commit)


class TimesForm(RecordForm):
    """A form with partial dates: each field sets the record's property of its name."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Limit the dates by `today`, in the patient's time zone."""
        super().__init__(*args, **kwargs)
        for name, field in self._times():
            field.set_last(self.latest(today))
            self.initial[name] = getattr(self.instance, name)

    def latest(self, today: date) -> date:
        """The last day that is valid; forms about plans override it."""
        return today

    def clean(self) -> dict[str, Any]:
        """Set the partial dates, of two columns each, on the record."""
        for name, _field in self._times():
            setattr(self.instance, name, self.cleaned_data.get(name))
        return self.cleaned_data

    def _times(self) -> Iterator[tuple[str, PartialDateField]]:
        for name, field in self.fields.items():
            if isinstance(field, PartialDateField):
                yield name, field
