"""How every form of ours takes in text and lays out its questions."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import QueryDict

from myeloma_journal.platform.forms import conflicts
from myeloma_journal.platform.forms.fields import ask_plainly
from myeloma_journal.platform.forms.form_data import DraftData
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.platform.forms.values import clean_text


class PageFormHelper(FormHelper):
    """Lays out fields only; the page owns the form tag, the token and the buttons."""

    form_tag = False
    disable_csrf = True
    render_hidden_fields = True

    def __init__(self, *fields: str | LayoutObject) -> None:
        """Lay out `fields` in this order."""
        super().__init__()
        self.layout = Layout(*fields)


class CleanTextMixin(forms.BaseForm):
    """Cleans all text at the border, before any field looks at it, and asks plainly."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the answers as they came; the form sees them cleaned."""
        super().__init__(*args, **kwargs)
        ask_plainly(self)
        self.is_draft = isinstance(self.data, DraftData)
        if self.is_bound:
            self.data = self._cleaned_at_the_border(self.data)

    def is_valid(self) -> bool:
        """Whether the answers were sent and are as they should be."""
        return not self.is_draft and super().is_valid()

    def full_clean(self) -> None:
        """Look at the answers, but not at those that are still being written."""
        if self.is_draft:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def _cleaned_at_the_border(self, data: Mapping[str, Any]) -> QueryDict:
        long = {
            self.add_prefix(name)
            for name, field in self.fields.items()
            if isinstance(field.widget, forms.Textarea)
        }
        source = data if isinstance(data, QueryDict) else _as_querydict(data)
        # One of many forms on a page looks at its own answers only.
        own = f"{self.prefix}-" if self.prefix else ""
        cleaned = QueryDict(mutable=True)
        for name, values in source.lists():
            if name.startswith(own):
                one_line = name not in long
                cleaned.setlist(
                    name, [clean_text(str(v), one_line=one_line) for v in values]
                )
        return cleaned


def _as_querydict(data: Mapping[str, Any]) -> QueryDict:
    made = QueryDict(mutable=True)
    for name, value in data.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


class DoubtsMixin(forms.BaseForm):
    """Collects what is in doubt, and knows whether it was ticked as right.

    The tick carries what it is for: it says nothing about a number typed later.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Doubt nothing yet."""
        self.doubts: list[str] = []
        super().__init__(*args, **kwargs)

    @property
    def sure_name(self) -> str:
        """What the tick beside the question is called."""
        return self.add_prefix("sure")

    @property
    def sure_value(self) -> str:
        """What the tick is for, as it was typed; each form says it."""
        raise NotImplementedError

    @property
    def is_sure(self) -> bool:
        """Whether just this was ticked as right."""
        return bool(self.data.get(self.sure_name) == self.sure_value)

    def refuse_doubts(self, field: str) -> None:
        """Ask beside `field` about what is in doubt, until it is ticked as right."""
        if self.doubts and not self.is_sure:
            self.add_error(field, " ".join(self.doubts))


class PageForm(CleanTextMixin, forms.Form):
    """A form without a record of its own."""


class RecordForm(CleanTextMixin, forms.ModelForm):
    """A form for one record, which knows what version of it stood on the page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Carry the version of a record that is there already."""
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            conflicts.add_version_field(self, self.instance)

    def save(self, commit: bool = True) -> Any:
        """Save, unless somebody else changed the record meanwhile.

        Raises:
            Conflict: They did. The page that follows shows both.
        """
        with transaction.atomic():
            if commit and not self.instance._state.adding:
                conflicts.check_version(self.instance, self)
            return super().save(commit)


class TimesForm(RecordForm):
    """A form that asks about times which may be known only in part.

    Each `PartialDateField` fills the partial date of the record that has its name.
    """

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about times as of `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        for name, field in self._times():
            field.until(self.latest(today))
            self.initial[name] = getattr(self.instance, name)

    def latest(self, today: date) -> date:
        """The last day that fits: today, unless one can plan for it."""
        return today

    def clean(self) -> dict[str, Any]:
        """Take over the times; each fills two columns."""
        for name, _field in self._times():
            setattr(self.instance, name, self.cleaned_data.get(name))
        return self.cleaned_data

    def _times(self) -> Iterator[tuple[str, PartialDateField]]:
        for name, field in self.fields.items():
            if isinstance(field, PartialDateField):
                yield name, field
