"""Template tags and filters that pages of several apps use."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django import forms, template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


class Problem(NamedTuple):
    """One sentence of an error summary, and the id of the field it is about."""

    text: str
    target: str


@register.simple_tag
def problems(
    form: forms.BaseForm | None = None, several: Iterable[forms.BaseForm] | None = None
) -> list[Problem]:
    """All errors of these forms, in the order of the page."""
    found = []
    for checked in [*([form] if form else []), *(several or [])]:
        if not checked.errors:
            continue
        found += [Problem(str(text), "") for text in checked.non_field_errors()]
        for field in _in_order(checked):
            target = field.id_for_label or field.auto_id
            if field.use_fieldset:
                target = f"{field.auto_id}_0"
            found += [Problem(str(text), target) for text in field.errors]
    return found


def _in_order(form: forms.BaseForm) -> list[forms.BoundField]:
    """The fields in the order of the layout; those it does not name come last."""
    helper = getattr(form, "helper", None)
    names = [field.name for field in helper.layout.get_field_names()] if helper else []
    place = {name: n for n, name in enumerate(names)}
    return sorted(form, key=lambda field: place.get(field.name, len(place)))


@register.filter
def short_day(day: date) -> str:
    """A day in a list, with its year when that is not this year."""
    is_this_year = day.year == timezone.localdate().year
    return date_format(day, "MONTH_DAY_FORMAT" if is_this_year else "DATE_FORMAT")


@register.simple_tag
def is_local() -> bool:
    """Whether this server is for one machine only, and so has the demo."""
    return bool(settings.LOCAL)
