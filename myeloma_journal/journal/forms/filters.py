"""Narrowing the list of entries. Nothing of it is kept."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import EntryQuerySet
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.platform.forms.fields import DayField

NOT_IN_THE_LIST = {"invalid_choice": _("Choose one from the list.")}


class EntryFilterForm(PageForm):
    """Which entries to show, and from where on. What is not said is not narrowed."""

    symptom = forms.ChoiceField(
        label=_("Days with this symptom"),
        required=False,
        error_messages=NOT_IN_THE_LIST,
    )
    author = forms.ChoiceField(
        label=_("Written by"), required=False, error_messages=NOT_IN_THE_LIST
    )
    until = DayField(
        label=_("From this day back"),
        help_text=_("Left empty, it begins with the newest."),
        required=False,
    )
    discuss = forms.BooleanField(label=_("To talk about at the visit"), required=False)
    # Where a page of later days begins; only links say it.
    first = DayField(required=False)

    helper = PageFormHelper("symptom", "author", "until", "discuss")
    narrowing = ("symptom", "author", "discuss")

    def __init__(self, data: QueryDict, *, member: Membership) -> None:
        """Offer the symptoms and the people of this journal once they are wanted.

        Who may not know of a private symptom is not offered it, and so cannot ask.
        """
        super().__init__(data)
        self.patient = member.patient
        cast(DayField, self.fields["until"]).until(self.patient.today())
        self.people: dict[str, str] = {}
        self.is_open = any(name in data for name in ("only", *self.narrowing))
        if self.is_open:
            self._offer(member)
        self.full_clean()

    def _offer(self, member: Membership) -> None:
        known = member.patient.followed_symptoms.shown_to(member)
        names = known.values_list("name", flat=True)
        members = member.patient.memberships.select_related("user").order_by(
            "created_at"
        )
        self.people = {str(member.user_id): member.signature for member in members}
        offered = {"symptom": {name: name for name in names}, "author": self.people}
        for field, choices in offered.items():
            asked = cast(forms.ChoiceField, self.fields[field])
            asked.choices = [("", _("All")), *choices.items()]

    def asked(self, name: str) -> Any:
        """The answer to one question; None when it was left open or refused."""
        return self.cleaned_data.get(name) or None

    def narrow(self, entries: EntryQuerySet) -> EntryQuerySet:
        """Those of these entries that are asked for."""
        if symptom := self.asked("symptom"):
            entries = entries.with_symptom(self.patient, symptom)
        if author := self.asked("author"):
            entries = entries.filter(created_by=author)
        if self.asked("discuss"):
            entries = entries.filter(discuss=True)
        return entries

    @property
    def said(self) -> list[str]:
        """What the entries are narrowed to, in words; empty when they are not."""
        words = {
            "symptom": _now("days with %(answer)s"),
            "author": _now("written by %(answer)s"),
            "discuss": _now("to talk about at the visit"),
        }
        return [
            said % {"answer": self.people.get(answer, answer)}
            for name, said in words.items()
            if (answer := self.asked(name))
        ]
