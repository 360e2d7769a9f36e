"""Template tags and filters that pages of several apps use."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from django import forms, template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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


class Dialable(Protocol):
    """A telephone number as typed, its tel: URI and what a screen reader says."""

    number: str
    uri: str

    @property
    def label(self) -> str: ...


@register.simple_tag
def link_numbers(text: str, numbers: Iterable[Dialable]) -> SafeString:
    """The text with each of these numbers in it turned into a tel: link."""
    known = {number.number: number for number in numbers if number.uri}
    if not known:
        return format_html("{}", text)
    longest_first = sorted(map(re.escape, known), key=len, reverse=True)
    pieces = re.split(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)", text)
    return format_html_join("", "{}", ((_link(piece, known),) for piece in pieces))


def _link(piece: str, known: Mapping[str, Dialable]) -> str:
    if piece not in known:
        return piece
    return format_html(
        '<a class="link-call num" href="{}" aria-label="{}">{}</a>',
        known[piece].uri,
        known[piece].label,
        piece,
    )
