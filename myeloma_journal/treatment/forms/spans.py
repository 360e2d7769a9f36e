"""What the forms about lines and medications share."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import Drug
from myeloma_journal.core.fields import far_ahead
from myeloma_journal.core.forms import RecordForm
from myeloma_journal.core.partial_dates import PartialDateField


def known_drugs() -> dict[str, Drug]:
    """The drugs of the catalogue by each of their names, in small letters."""
    return {
        name.casefold(): drug
        for drug in Drug.objects.current()
        for name in [*drug.aliases, *drug.brands, drug.name]
    }


def drug_names(drugs: Mapping[str, Drug]) -> list[str]:
    """The names to propose while somebody writes: each drug once."""
    return sorted({drug.name for drug in drugs.values()})


def short_number() -> forms.NumberInput:
    """A narrow box for a whole number, with the digits of a telephone."""
    return forms.NumberInput(attrs={"class": "field-short", "inputmode": "numeric"})


class SpanForm(RecordForm):
    """Something that was started, and perhaps stopped, told as exactly as is known.

    A form of this kind has two partial dates, `started` and `stopped`.
    """

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about times up to five years after `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        for name in ("started", "stopped"):
            cast(PartialDateField, self.fields[name]).until(far_ahead(today))
            self.initial[name] = getattr(self.instance, name)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning; take over both times."""
        started = self.cleaned_data.get("started")
        stopped = self.cleaned_data.get("stopped")
        if started and stopped and stopped.last < started.first:
            problem = _(
                "%(stopped)s is before the start, %(started)s. Change one of the two."
            )
            words = {"stopped": capfirst(str(stopped)), "started": started}
            self.add_error("stopped", problem % words)
        self.instance.started, self.instance.stopped = started, stopped
        return self.cleaned_data
