"""Which measures Today asks for, and in which units."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _

from myeloma_journal.journal.models import AskedMeasure, MeasureChoice
from myeloma_journal.platform.forms.base import PageForm


class MeasureForm(PageForm):
    """One measure: whether to ask for it, and the unit on the device at home."""

    is_shown = forms.BooleanField(required=False)
    unit = forms.ChoiceField()

    def __init__(self, *args: Any, asked: AskedMeasure, **kwargs: Any) -> None:
        """Ask about the measure of `asked`, starting from what holds now."""
        self.measure = asked.measure
        now = {"is_shown": asked.is_shown, "unit": asked.unit}
        super().__init__(*args, prefix=asked.measure.slug, initial=now, **kwargs)
        self.fields["is_shown"].label = asked.measure.label
        self.fields["is_shown"].help_text = asked.measure.help
        units = [one["unit"] for one in asked.measure.units]
        unit = cast(forms.ChoiceField, self.fields["unit"])
        unit.choices = [(name, name) for name in units]
        unit.required = False
        unit.label = _("Unit of %(measure)s") % {"measure": asked.measure.label.lower()}

    @property
    def has_units(self) -> bool:
        """Whether there is a unit to choose."""
        return len(self.measure.units) > 1


class MeasuresForm:
    """All measures on one page."""

    def __init__(self, data: Any, *, asked: Iterable[AskedMeasure]) -> None:
        """Ask about each measure of the catalogue."""
        self.forms = [MeasureForm(data, asked=one) for one in asked]

    @property
    def errors(self) -> bool:
        """Whether anything was refused."""
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Whether every measure is answered as it should be."""
        refused = [form for form in self.forms if not form.is_valid()]
        return not refused

    def choices(self) -> list[MeasureChoice]:
        """What differs from what held before. Only of a page that is valid."""
        return [
            MeasureChoice(
                measure=form.measure,
                is_shown=form.cleaned_data["is_shown"],
                unit=form.cleaned_data["unit"] or form.initial["unit"],
            )
            for form in self.forms
            if form.has_changed()
        ]
