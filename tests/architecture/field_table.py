"""Every field that a person fills in, read from the forms and the records themselves.

Write the document anew: `.venv/bin/python -m tests.architecture.field_table`.
"""

import os
import re
from inspect import signature
from pathlib import Path

from django import forms
from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import get_resolver
from django.utils.module_loading import import_string

DOCUMENT = Path(__file__).parents[2] / "docs" / "fields.md"
OURS = "myeloma_journal."
KEPT_BY_THE_PROGRAM = {"archive", "drafts"}
# The first that fits: each of them is also one of the later ones.
KINDS = {
    "myeloma_journal.treatment.forms.told.PercentField": "number",
    "myeloma_journal.questions.forms.OwnLinesField": "text, one question in a line",
    "myeloma_journal.core.partial_dates.PartialDateField": "time, as exact as known",
    "myeloma_journal.core.fields.DayField": "day",
    "django.forms.TimeField": "time of day",
    "django.forms.DecimalField": "number",
    "django.forms.IntegerField": "whole number",
    "django.forms.EmailField": "email",
    "django.forms.BooleanField": "tick",
    "django.forms.MultipleChoiceField": "some of a list",
    "django.forms.ModelMultipleChoiceField": "some of a list",
    "django.forms.ChoiceField": "one of a list",
    "django.forms.ModelChoiceField": "one of a list",
    "django.forms.CharField": "text",
    "django.forms.Field": "ticks",
}
# The sentences that these say wherever they stand are told once.
SPEAKS = {
    "myeloma_journal.core.fields.DayField": "a day",
    "myeloma_journal.core.partial_dates.PartialDateField": "a time, as exact as known,",
}
UNFIT = {
    "invalid": "cannot be read",
    "too_early": "is too early",
    "too_late": "is too late",
    "out_of_range": "is too early or too late",
}
ABOUT = """\
# Every field that a person fills in

Written by `python -m tests.architecture.field_table`, from the forms and the records.
A test fails when this page is out of date. Elsewhere stand: how texts are cleaned first
(`core/text.py`), what two answers have to do with each other (the form that asks both),
what a password must be (`accounts/validators.py`), and which numbers a measure can be
(the catalogue).

Nothing that was typed is lost by a refusal: the page comes back with all of it, and the
sentence stands beside the field. Where the table has no sentence, these are said:

| When | Said |
|---|---|
| nothing was written, and something must be | This field is required. |
| a text is too long | {too_long} |"""


def form_classes():
    """Every form of ours that asks something, in the order of its module."""
    # Whoever knows all addresses has read all forms.
    assert get_resolver().url_patterns
    clean_text = import_string("myeloma_journal.core.forms.CleanTextMixin")
    ours = {one for one in _below(clean_text) if one.__module__.startswith(OURS)}
    asking = [one for one in ours if any(asked(one)) and one.__name__[0] != "_"]
    return sorted(asking, key=lambda one: (one.__module__, one.__name__))


def _below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def asked(form):
    """The fields that people see, by their names."""
    for name, field in _fields(form).items():
        if not field.widget.is_hidden:
            yield name, field


def _fields(form):
    """Those of allauth have our words only once such a form is made."""
    if not issubclass(form, import_string(f"{OURS}accounts.forms.PlainWordsMixin")):
        return getattr(form, "base_fields", {})
    if not hasattr(form, "base_fields"):
        return {}
    user = import_string(f"{OURS}accounts.models.User")()
    return (
        form(user=user).fields
        if "user" in signature(form).parameters
        else form().fields
    )


def document():
    """The page for people: every form, then what the database refuses."""
    length = import_string("myeloma_journal.core.fields.LengthValidator")
    parts = [ABOUT.format(too_long=_readable(length.message))]
    for name, thing in SPEAKS.items():
        parts += _of_a_kind(import_string(name), thing)
    app = ""
    for form in form_classes():
        if form.__module__.split(".")[1] != app:
            app = form.__module__.split(".")[1]
            parts.append(f"\n## {app}")
        parts += _of_a_form(form)
    return "\n".join([*parts, *_of_the_database(), ""])


def _of_a_kind(kind, thing):
    for code, words in kind.default_error_messages.items():
        if code in UNFIT:
            yield f"| {thing} {UNFIT[code]} | {_readable(words)} |"


def _of_a_form(form):
    yield f"\n**{form.__name__}.** {form.__doc__.splitlines()[0]}\n"
    yield "| Field | In its words | Kind | What fits | Said when it is refused |"
    yield "|---|---|---|---|---|"
    for name, field in asked(form):
        cells = [f"`{name}`", _label(field), _kind(field), _fits(field), _said(field)]
        yield "| " + " | ".join(cells) + " |"


def _label(field):
    return str(field.label or "(its row says it)").rstrip("?")


def _kind(field):
    return next(
        words for name, words in KINDS.items() if isinstance(field, import_string(name))
    )


def _fits(field):
    may_be_empty = not field.required and not isinstance(field, forms.BooleanField)
    found = ["may be empty"] if may_be_empty else []
    if length := getattr(field, "max_length", None):
        found.append(f"up to {length:,} letters")
    low = _bounds(field, MinValueValidator)
    high = _bounds(field, MaxValueValidator)
    if low or high:
        found.append(f"{low or 'any'} to {high or 'any'}")
    if isinstance(field, forms.DateField):
        found.append("from 1900")
    if choices := _choices(field):
        found.append(choices)
    return "; ".join(found)


def _bounds(field, kind):
    limits = [one.limit_value for one in field.validators if isinstance(one, kind)]
    return ", ".join(str(one) for one in limits)


def _choices(field):
    if isinstance(field, forms.ModelChoiceField):
        return f"any {field.queryset.model._meta.verbose_name} there is"
    choices = getattr(field, "choices", ())
    return ", ".join(str(label) for value, label in choices if value != "")


def _said(field):
    """What this field says otherwise than Django would, or the kinds told above."""
    usual = {}
    for kind in reversed(type(field).__mro__):
        if not kind.__module__.startswith(OURS) or _full_name(kind) in SPEAKS:
            usual |= getattr(kind, "default_error_messages", {})
    found = [
        _readable(words)
        for code, words in field.error_messages.items()
        if str(words) != str(usual.get(code)) and (code != "required" or field.required)
    ]
    return " ".join(dict.fromkeys(found))


def _of_the_database():
    yield "\n## What the database refuses, whoever asks it\n"
    yield "| Record | Its rules, by their names |"
    yield "|---|---|"
    record = import_string("myeloma_journal.core.models.Record")
    for model in filter(lambda one: issubclass(one, record), apps.get_models()):
        meta = model._meta
        start = f"{meta.app_label}_{meta.model_name}_"
        names = [one.name.removeprefix(start) for one in meta.constraints]
        if names and meta.app_label not in KEPT_BY_THE_PROGRAM:
            rules = "; ".join(name.replace("_", " ") for name in names)
            yield f"| {meta.label} | {rules} |"


def _full_name(kind):
    return f"{kind.__module__}.{kind.__name__}"


def _readable(words):
    """The sentence, with an ellipsis where something is put in."""
    return re.sub(r"%\(\w+\)[sd]", "…", str(words))


if __name__ == "__main__":
    os.environ.setdefault("TEST_DB", "sqlite")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    DOCUMENT.write_text(document())
