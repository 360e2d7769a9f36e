"""What the forms of the treatment record share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import CatalogueRecord, Drug
from myeloma_journal.platform.forms.base import TimesForm
from myeloma_journal.platform.forms.fields import far_ahead


def drugs_by_name() -> dict[str, Drug]:
    """The drugs of the catalogue by each of their names, in small letters."""
    return {
        name.casefold(): drug
        for drug in Drug.objects.current()
        for name in [*drug.aliases, *drug.brands, drug.name]
    }


def drug_names(drugs: Mapping[str, Drug]) -> list[str]:
    """The names to propose while somebody writes: each drug once."""
    return sorted({drug.name for drug in drugs.values()})


def number_input() -> forms.NumberInput:
    """A narrow box for a whole number, with the digits of a telephone."""
    return forms.NumberInput(attrs={"class": "field-short", "inputmode": "numeric"})


class SpanForm(TimesForm):
    """Something that was started, and perhaps stopped, told as exactly as is known.

    A form of this kind has two partial dates, `started` and `stopped`.
    """

    def latest(self, today: date) -> date:
        """One may plan for it."""
        return far_ahead(today)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean()
        started, stopped = data.get("started"), data.get("stopped")
        if started and stopped and stopped.last < started.first:
            problem = _(
                "%(stopped)s is before the start, %(started)s. Change one of the two."
            )
            words = {"stopped": capfirst(str(stopped)), "started": started}
            self.add_error("stopped", problem % words)
        return data


def selectable(model: type[CatalogueRecord], chosen: int | None) -> Any:
    """What the catalogue offers, and what was chosen before it was retired."""
    return model.objects.current() | model.objects.filter(pk=chosen)
