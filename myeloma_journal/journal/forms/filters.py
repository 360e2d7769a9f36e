"""The filters of the list of entries, from its query string."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import EntryQuerySet
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.platform.forms.fields import DayField

NOT_IN_THE_LIST = {"invalid_choice": _("Choose one from the list.")}


class EntryFilterForm(PageForm):
    """Which entries to show, and from which day on."""

    symptom = forms.ChoiceField(
        label=_("Days with this symptom"),
        required=False,
        error_messages=NOT_IN_THE_LIST,
    )
    author = forms.ChoiceField(
        label=_("Written by"), required=False, error_messages=NOT_IN_THE_LIST
    )
    until = DayField(
        label=_("Start at this day and go back"),
        help_text=_("If you leave this empty, it starts with the newest entry."),
        required=False,
    )
    discuss = forms.BooleanField(label=_("To discuss at the visit"), required=False)
    # The first day of a page of later days; only links set it.
    first = DayField(required=False)

    helper = PageFormHelper("symptom", "author", "until", "discuss")
    filters = ("symptom", "author", "discuss")

    def __init__(self, data: QueryDict, *, member: Membership) -> None:
        """Load the choices only when the filters are open.

        A private symptom is no choice for others, so they cannot filter by it.
        """
        super().__init__(data)
        self.member, self.patient = member, member.patient
        cast(DayField, self.fields["until"]).set_last(self.patient.today())
        self.people: dict[str, str] = {}
        self.symptoms: dict[str, str] = {}
        self.is_open = any(name in data for name in ("only", *self.filters))
        if self.is_open:
            self._load_choices(member)
        self.full_clean()

    def _load_choices(self, member: Membership) -> None:
        known = member.patient.followed_symptoms.visible_to(member)
        # By id: the URL stays in the history of a browser. Stopped and followed again
        # it has two records with one name.
        ids = {name: str(pk) for pk, name in known.values_list("pk", "name")}
        self.symptoms = {pk: name for name, pk in ids.items()}
        members = member.patient.memberships.select_related("user").order_by(
            "created_at"
        )
        self.people = {str(member.user_id): member.signature for member in members}
        offered = {"symptom": self.symptoms, "author": self.people}
        for field, choices in offered.items():
            choice_field = cast(forms.ChoiceField, self.fields[field])
            choice_field.choices = [("", _("All")), *choices.items()]

    def value_of(self, name: str) -> Any:
        """The cleaned value of a filter; None when it is empty or invalid."""
        return self.cleaned_data.get(name) or None

    def filter(self, entries: EntryQuerySet) -> EntryQuerySet:
        if symptom := self.value_of("symptom"):
            entries = entries.with_symptom(self.member, self.symptoms[symptom])
        if author := self.value_of("author"):
            entries = entries.filter(created_by=author)
        if self.value_of("discuss"):
            entries = entries.filter(discuss=True)
        return entries

    @property
    def description(self) -> list[str]:
        """The active filters, in words."""
        words = {
            "symptom": gettext("Days with %(value)s"),
            "author": gettext("Written by %(value)s"),
            "discuss": gettext("To discuss at the visit"),
        }
        names = self.people | self.symptoms
        return [
            text % {"value": names.get(value, value)}
            for name, text in words.items()
            if (value := self.value_of(name))
        ]
