"""What the forms of the treatment record share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import CatalogueRecord, Drug
from myeloma_journal.platform.forms.base import TimesForm
from myeloma_journal.platform.forms.fields import far_ahead


def drugs_by_name() -> dict[str, Drug]:
    """The drugs of the catalogue by each name, alias and brand, case-folded."""
    return {
        name.casefold(): drug
        for drug in Drug.objects.current()
        for name in [*drug.aliases, *drug.brands, drug.name]
    }


def drug_names(drugs: Mapping[str, Drug]) -> list[str]:
    """The names of the datalist: each drug once."""
    return sorted({drug.name for drug in drugs.values()})


def number_input() -> forms.NumberInput:
    """A narrow input with a numeric keypad."""
    return forms.NumberInput(attrs={"class": "field-short", "inputmode": "numeric"})


class SpanForm(TimesForm):
    """Base of forms with two partial dates, `started` and `stopped`."""

    def latest(self, today: date) -> date:
        """Dates ahead are allowed, for what is planned."""
        return far_ahead(today)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        started, stopped = data.get("started"), data.get("stopped")
        if started and stopped and stopped.last < started.first:
            problem = _(
                "The end date, %(stopped)s, is before the start date, %(started)s. "
                "Change one of them."
            )
            params = {"stopped": stopped, "started": started}
            self.add_error("stopped", problem % params)
        return data


def selectable(model: type[CatalogueRecord], chosen: int | None) -> Any:
    """The current rows of the catalogue, and the chosen one even if it is retired."""
    return model.objects.current() | model.objects.filter(pk=chosen)
