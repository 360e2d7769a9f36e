"""What can be asked of the pages that look back. Nothing of it is kept."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import cast

from crispy_forms.layout import Div, Fieldset
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.platform.forms.fields import DayField

MOST_DAYS = 365
NOT_BEFORE = _("Choose %(day)s or a later day.")
TOO_LONG = _("You can compare up to one year. Choose %(day)s or an earlier day.")
BEFORE_THESE = _("Choose a day before %(day)s, the start of the other days.")


class SinceForm(PageForm):
    """Two spans of days to set side by side."""

    first = DayField(label=pgettext_lazy("first day", "From"))
    last = DayField(label=pgettext_lazy("last day", "To"))
    before_first = DayField(label=pgettext_lazy("first day", "From"))
    before_last = DayField(label=pgettext_lazy("last day", "To"))

    helper = PageFormHelper(
        Fieldset(_("These days"), Div("first", "last", css_class="two-days")),
        Fieldset(
            _("Compared with"),
            Div("before_first", "before_last", css_class="two-days"),
        ),
    )

    def __init__(
        self, data: QueryDict | None, *, today: date, usual: Mapping[str, date]
    ) -> None:
        """Begin with the usual days; none of them lies ahead."""
        super().__init__(data, initial=usual)
        for field in self.fields.values():
            cast(DayField, field).set_last(today)

    def clean(self) -> None:
        """Refuse days in the wrong order, and spans too long to be read through."""
        self._check_span("first", "last")
        self._check_span("before_first", "before_last")
        first, before_last = map(self.cleaned_data.get, ("first", "before_last"))
        if first and before_last and before_last >= first:
            self._refuse("before_last", BEFORE_THESE, first)

    def _check_span(self, begins: str, ends: str) -> None:
        first, last = map(self.cleaned_data.get, (begins, ends))
        if not first or not last:
            return
        longest = first + timedelta(days=MOST_DAYS - 1)
        if last < first:
            self._refuse(ends, NOT_BEFORE, first)
        elif last > longest:
            self._refuse(ends, TOO_LONG, longest)

    def _refuse(self, field: str, sentence: Promise, day: date) -> None:
        params = {"day": date_format(day, "DATE_FORMAT")}
        self.add_error(field, str(sentence) % params)

    @property
    def spans(self) -> tuple[date, date, tuple[date, date]]:
        """The first and the last of the later days, and the earlier ones."""
        first, last, *before = (self.cleaned_data[name] for name in self.fields)
        return first, last, (before[0], before[1])
