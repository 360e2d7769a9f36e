"""Buttons beside an error, each of which takes one reading of what was typed.

An offer is a submit button of the refused form. Pressed, it sends all that was typed,
and its own value says which fields are to be read differently.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

# The name of the buttons.
TAKE = "take"


@dataclass(frozen=True)
class Offer:
    """What a button says, and what it sets: the field of the error, or those named."""

    label: str
    values: str | Mapping[str, str]


class OfferError(ValidationError):
    """An error with the readings that can be meant."""

    def __init__(self, message: Any, offers: list[Offer]) -> None:
        super().__init__(message, code="unclear")
        self.offers = offers


@dataclass(frozen=True)
class OfferButton:
    label: str
    value: str


def add_buttons(form: forms.BaseForm) -> None:
    """Put the offers of the form's errors beside their fields."""
    for name, errors in form.errors.as_data().items():
        if name in form.fields:
            form.fields[name].offers = [  # type: ignore[attr-defined]
                OfferButton(offer.label, _encode(form, name, offer))
                for error in errors
                if isinstance(error, OfferError)
                for offer in error.offers
            ]


def _encode(form: forms.BaseForm, name: str, offer: Offer) -> str:
    named = {name: offer.values} if isinstance(offer.values, str) else offer.values
    values = {form.add_prefix(key): value for key, value in named.items()}
    return json.dumps([form.add_prefix(name), str(form[name].value() or ""), values])


def take_offer(source: QueryDict, cleaned: QueryDict, names: set[str]) -> None:
    """Set the values of the button that was pressed, in the fields with these `names`.

    Only if the field still has the text that the button was an answer to.
    """
    try:
        name, typed, values = json.loads(source.get(TAKE, ""))
        if name in names and cleaned.get(name, "") == typed:
            for key in names.intersection(values):
                cleaned[key] = str(values[key])
    except (ValueError, TypeError):
        return
