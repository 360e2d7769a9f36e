"""What the forms about lines and medications share."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import Drug
from myeloma_journal.core.fields import DayField, far_ahead
from myeloma_journal.core.forms import RecordForm


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


class SpanForm(RecordForm):
    """Something that was started, and perhaps stopped."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about days up to five years after `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        for name in ("started_on", "stopped_on"):
            cast(DayField, self.fields[name]).until(far_ahead(today))

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        started = self.cleaned_data.get("started_on")
        stopped = self.cleaned_data.get("stopped_on")
        if started and stopped and stopped < started:
            problem = _(
                "%(stopped)s is before the start on %(started)s. Change one of the two."
            )
            days = {"stopped": stopped, "started": started}
            words = {key: date_format(day, "DATE_FORMAT") for key, day in days.items()}
            self.add_error("stopped_on", problem % words)
        return self.cleaned_data
