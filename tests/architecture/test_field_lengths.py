"""Every text field of a model form has a maximum length."""

from django import forms
from django.urls import get_resolver

from myeloma_journal.platform.forms.base import CleanTextMixin


def subclasses(kind):
    """All our direct and indirect subclasses of a class."""
    for child in kind.__subclasses__():
        if child.__module__.startswith("myeloma_journal."):
            yield child
        yield from subclasses(child)


def test_every_stored_text_has_a_maximum_length():
    """INP-1: nobody can type without end."""
    assert get_resolver().url_patterns  # imports every view, and so every form

    endless = [
        f"{form.__name__}.{name}"
        for form in subclasses(CleanTextMixin)
        if hasattr(form, "_meta")
        for name, field in form.base_fields.items()
        if not field.widget.is_hidden
        and type(field) is forms.CharField
        and not field.max_length
    ]

    assert endless == []
