"""The fields of the follow-up questions of a symptom."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.journal.follow_ups import Answer, choice_labels, id_in_words
from myeloma_journal.platform.forms.numbers import parse_number


def follow_up_field(
    follow_up: Mapping[str, Any], stored: Answer | None, *, about: str
) -> forms.Field:
    """The field of one question.

    Args:
        follow_up: One of `Symptom.follow_ups`.
        stored: The answer to correct, of which a choice may have left the catalogue.
        about: The symptom, to be named in errors.
    """
    label, kind = follow_up["label"], follow_up["type"]
    if kind == "whole-number":
        return WholeNumberField(label=label, most=follow_up["max"], about=about)
    labels = choice_labels(follow_up)
    if kind == "yes-no":
        labels = {"yes": pgettext("answer", "Yes"), "no": pgettext("answer", "No")}
    for choice in stored if isinstance(stored, list) else [stored]:
        if isinstance(choice, str):
            labels.setdefault(choice, id_in_words(choice))
    choices = [(name, capfirst(words)) for name, words in labels.items()]
    if kind == "choice-many":
        return forms.MultipleChoiceField(
            label=label,
            choices=choices,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.RadioSelect
    )


class WholeNumberField(forms.CharField):
    """A count as people type it; None for nothing."""

    def __init__(self, *, most: int, about: str, **kwargs: Any) -> None:
        self.most, self.about = most, about
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]
        typed = str(super().to_python(value))
        if not typed:
            return None
        words = {"symptom": self.about, "typed": typed, "most": self.most}
        try:
            number = parse_number(typed)
            is_whole = number == int(number)
        except ValueError:
            is_whole = False
        if not is_whole:
            text = _(
                "%(symptom)s: “%(typed)s” is not a whole number. Enter a number like 3."
            )
            raise ValidationError(text % words)
        if not 0 <= number <= self.most:
            text = _(
                "%(symptom)s: you entered %(typed)s. Enter a number from 0 to %(most)s."
            )
            raise ValidationError(text % words)
        return int(number)
