"""Forms about the patient."""

import zoneinfo
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField

NO_OWN_NAME = _("Write your own name: what you write is signed with it.")


@cache
def _zones() -> list[str]:
    """The time zones of today's maps, each once: those of the United States first."""
    for folder in zoneinfo.TZPATH:
        table = Path(folder, "zone.tab")
        if table.exists():
            break
    else:
        return sorted(zoneinfo.available_timezones())
    lines = table.read_text().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    # There they go from east to west, the largest before the small.
    american = [row[2] for row in rows if row[0] == "US"]
    return american + sorted(row[2] for row in rows if row[0] != "US")


def zone_choices() -> list[tuple[str, str]]:
    """The time zones a person may live in, by region and city."""
    return [(name, name.replace("_", " ").replace("/", ", ")) for name in _zones()]


class PatientForm(RecordForm):
    """What stands at the head of the packet, and the clock and units of the journal."""

    born_on = DayField(
        label=_("Date of birth"),
        help_text=_("It is printed, so that papers are not mixed up."),
        required=False,
    )

    class Meta:
        model = Patient
        fields = ["name", "born_on", "call_about", "units", "zone"]
        widgets = {"units": forms.RadioSelect}
        labels = {"call_about": _("Whom to call")}
        help_texts = {
            "name": _("As it stands in the hospital’s papers."),
            "call_about": _(
                "A name and a number, printed for the clinic: Anna, 555-0119, any time."
            ),
        }
        error_messages = {
            "name": {"required": _("Write the name.")},
        }

    helper = PageFormHelper("name", "born_on", "call_about", "units", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the time zones, the present one included; nobody is born tomorrow."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["born_on"]).until(self.instance.today())
        choices = zone_choices()
        if self.instance.zone and self.instance.zone not in dict(choices):
            choices.append((self.instance.zone, self.instance.zone))
        self.fields["zone"].widget = forms.Select(choices=choices)
        cast(forms.ChoiceField, self.fields["units"]).choices = Units.choices


class OwnNameField(forms.CharField):
    """The name of whoever fills in the form; it signs what they write."""

    def __init__(self, **kwargs: Any) -> None:
        """Say what the name is for."""
        usual: dict[str, Any] = {
            "label": _("Your own name"),
            "help_text": _("What you write is signed with it."),
            "max_length": 100,
            "error_messages": {"required": NO_OWN_NAME},
        }
        super().__init__(**usual | kwargs)


class RelationField(forms.CharField):
    """What that person is to the patient."""

    def __init__(self) -> None:
        """Let it be left out."""
        super().__init__(
            label=_("What you are to them"),
            help_text=_("Such as daughter, husband, or friend."),
            max_length=60,
            required=False,
        )


class SignatureForm(PageForm):
    """How a member who is not the patient signs what they write."""

    your_name = OwnNameField(
        help_text=_("What you write from now on is signed with it.")
    )
    relation = RelationField()

    helper = PageFormHelper("your_name", "relation")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        """Start from how `member` signs now."""
        self.member = member
        signed = {"your_name": member.user.name, "relation": member.relation}
        super().__init__(*args, initial=signed, **kwargs)

    def save(self) -> None:
        """Keep the name with the account, and the relation with the circle."""
        self.member.user.name = self.cleaned_data["your_name"]
        self.member.user.save(update_fields=["name"])
        self.member.relation = self.cleaned_data["relation"]
        self.member.save(update_fields=["relation", "updated_at"])


class RoleField(forms.ChoiceField):
    """What somebody may do, each role with its rights in plain words."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer the least first."""
        choices = [(role.value, role.label) for role in reversed(Role)]
        missing = {"required": _("Choose what they may do.")}
        super().__init__(
            label=_("What may they do?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages=missing | {"invalid_choice": missing["required"]},
            **kwargs,
        )


class InvitationForm(PageForm):
    """Whom to invite, and what they may do."""

    name = forms.CharField(
        label=_("Their name"),
        max_length=100,
        error_messages={"required": _("Write the name of the person you invite.")},
    )
    is_patient = forms.BooleanField(
        label=_("This is the person with myeloma"), required=False
    )
    role = RoleField(initial=Role.READER)

    def __init__(self, *args: Any, has_patient: bool, **kwargs: Any) -> None:
        """Ask about the patient only while they have no account of their own."""
        super().__init__(*args, **kwargs)
        if has_patient:
            del self.fields["is_patient"]


class RoleForm(PageForm):
    """What a member may do from now on."""

    role = RoleField()


class JoinForm(PageForm):
    """Who joins: the name that signs what they write, and what they are."""

    your_name = OwnNameField()
    relation = RelationField()

    def __init__(self, *args: Any, is_patient: bool, **kwargs: Any) -> None:
        """Nobody is asked what they are to themselves."""
        super().__init__(*args, **kwargs)
        if is_patient:
            del self.fields["relation"]

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(*self.fields)


class JournalDeleteForm(PageForm):
    """The name of the person whose journal it is, so that it cannot be another one."""

    name = forms.CharField(
        label=_("The name, as it stands above"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = PageFormHelper("name")

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        """Compare with the name of `patient`."""
        super().__init__(*args, **kwargs)
        self.patient = patient
        self.fields["name"].error_messages["required"] = self._says()

    def clean_name(self) -> str:
        """Refuse another name; capitals and spaces make no other name."""
        typed: str = self.cleaned_data["name"]
        if _plain(typed) != _plain(self.patient.name):
            raise ValidationError(self._says(), code="name")
        return typed

    def _says(self) -> str:
        words = {"name": self.patient.name}
        return gettext("Type the name as it stands here: %(name)s") % words


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


class ActivityForm(PageForm):
    """Whose doings to show, and from which day back. Nothing of it is kept."""

    person = forms.ChoiceField(
        label=_("Who"),
        required=False,
        error_messages={"invalid_choice": _("Choose one from the list.")},
    )
    until = DayField(
        label=_("From this day back"),
        help_text=_("Left empty, it begins with today."),
        required=False,
    )

    helper = PageFormHelper("person", "until")

    def __init__(self, data: QueryDict, *, member: Membership) -> None:
        """Offer everybody who is or was in the circle."""
        super().__init__(data)
        self.today = member.patient.today()
        cast(DayField, self.fields["until"]).until(self.today)
        members = member.patient.memberships.select_related("user")
        people = {
            str(one.user_id): one.signature for one in members.order_by("created_at")
        }
        asked = cast(forms.ChoiceField, self.fields["person"])
        asked.choices = [("", _("Everybody")), *people.items()]
        self.full_clean()
        self.name = people.get(self.cleaned_data.get("person", ""), "")

    @property
    def person_id(self) -> UUID | None:
        """The account of the person asked for; None for everybody."""
        person = self.cleaned_data.get("person")
        return UUID(person) if person else None

    @property
    def last(self) -> date:
        """The last day to show."""
        until: date | None = self.cleaned_data.get("until")
        return until or self.today
