"""A detour for speed: the radio buttons of an entry, and its hidden fields, as HTML.

Today holds some sixty buttons. Django renders each by a template of its own, and that
took a third of the time of the page. Here they are put together as text, and each part
is escaped by hand: this is the only module that may call text safe
(tests/architecture/test_markup.py).

To take it out, write a piece of a template that loops over the choices of a field, and
include it where templates/journal/ uses these two tags; docs/performance.md says when.
"""

from html import escape
from typing import cast

from django import template
from django.forms import BoundField
from django.forms.utils import flatatt
from django.forms.widgets import ChoiceWidget
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

register = template.Library()

NO_ANSWER = gettext_lazy("No answer")


@register.simple_tag
def choices(field: BoundField, look: str = "", *, ink: bool = False) -> SafeString:
    """A row of radio buttons, and one that takes the answer away.

    Args:
        field: What is asked, with its choices.
        look: Classes of the row: how many stand side by side, and how loudly.
        ink: Whether each has the dot that shows how strong a symptom is.
    """
    # Escaped once a row: `format_html` would escape them again for each button.
    name, start = escape(field.html_name), escape(field.auto_id)
    chosen = str(field.value())
    asked = cast(ChoiceWidget, field.field.widget)
    buttons = [
        _button(name, f"{start}_{number}", str(value), str(label), chosen, ink)
        for number, (value, label) in enumerate(asked.choices)
    ]
    return mark_safe(  # noqa: S308 – each part was made safe
        f'<div class="choices {look}">{"".join(buttons)}</div><div class="no-answer">'
        f'<input type="radio" name="{name}" id="{start}_none" value="">'
        f'<label for="{start}_none">{escape(str(NO_ANSWER))}</label></div>'
    )


@register.simple_tag
def unseen(field: BoundField) -> SafeString:
    """A field that goes along with the form and that nobody sees."""
    value = field.value()
    said = "" if value is None else f' value="{escape(str(value))}"'
    name, own = escape(field.html_name), escape(field.auto_id)
    # Scripts find the device's clock by its mark.
    marks = flatatt(field.field.widget.attrs)
    return mark_safe(  # noqa: S308 – each part was made safe
        f'<input type="hidden" name="{name}"{said} id="{own}"{marks}>'
    )


def _button(
    name: str, button: str, value: str, label: str, chosen: str, ink: bool
) -> str:
    checked = " checked" if value == chosen else ""
    value = escape(value)
    dot = f'<span class="ink ink-{value}" aria-hidden="true"></span>' if ink else ""
    return (
        f'<div class="choice"><input type="radio" name="{name}" id="{button}" '
        f'value="{value}"{checked}>'
        f'<label for="{button}">{dot}{escape(label)}</label></div>'
    )
