"""Forms about the patient, the members, and the audit log."""

import zoneinfo
from collections.abc import Container
from datetime import date
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.cities import (
    City,
    cities,
    city_of,
    find_cities,
    is_named,
)
from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField
from myeloma_journal.platform.forms.offers import Offer, OfferError
from myeloma_journal.platform.forms.values import clean_line

NO_OWN_NAME = _("Enter your own name. Everything you write is signed with it.")


class CityInput(forms.TextInput):
    """Suggests cities.

    Given the countries that a page offers, the first city of each zone names its region
    and country, so that the page can find the city of the device: the name of a zone is
    no more than region and city.
    """

    offered_countries: Container[str] | None = None

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        first = {city.zone: city for city in reversed(cities())}
        options = [self._option(city, city is first[city.zone]) for city in cities()]
        field = super().render(*args, **kwargs)
        choices = format_html_join("", "{}", ((option,) for option in options))
        return format_html('{}<datalist id="cities">{}</datalist>', field, choices)

    def _option(self, city: City, is_first: bool) -> SafeString:
        attrs = {"value": str(city)}
        if self.offered_countries is not None and is_first:
            attrs["data-region"] = city.zone.rpartition("/")[0]
            if city.country in self.offered_countries:
                attrs["data-country"] = city.country
        return format_html("<option{}>", flatatt(attrs))


class CityField(forms.CharField):
    """A time zone, by a city that lies in it."""

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {
            "label": _("Large city in the same time zone"),
            "help_text": _("For example: Chicago. Type a few letters, then choose."),
            "max_length": 100,
            "error_messages": {"required": _("Enter a large city nearby.")},
        }
        # Firefox suggests nothing where the browser's own suggestions are off.
        widget = CityInput(attrs={"list": "cities", "autocomplete": "on"})
        super().__init__(widget=widget, **usual | kwargs)

    def prepare_value(self, value: Any) -> str:
        return city_of(str(value or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data not in (initial, self.prepare_value(initial))

    def clean(self, value: Any) -> str:
        """The time zone.

        Raises:
            OfferError: Cities in several time zones can be meant.
        """
        typed = str(super().clean(value))
        if typed in zoneinfo.available_timezones():
            return typed
        found = find_cities(typed)
        if len({city.zone for city in found}) == 1 and is_named(found[0], typed):
            return found[0].zone
        words = {"typed": typed}
        if found:
            offers = [Offer(str(city), str(city)) for city in found]
            raise OfferError(gettext("Which city is “%(typed)s”?") % words, offers)
        raise ValidationError(
            gettext("We don’t know “%(typed)s”. Type another large city nearby.")
            % words,
            code="unknown",
        )


class PatientForm(RecordForm):
    """What the head of the packet prints, and time zone and units of the journal."""

    born_on = DayField(
        label=_("Date of birth"),
        help_text=_(
            "Printed on the packet so your papers aren’t mixed up with someone else’s."
        ),
        required=False,
    )

    zone = CityField()

    class Meta:
        model = Patient
        fields = ["name", "born_on", "call_about", "units", "zone", "file_mark"]
        widgets = {"units": forms.RadioSelect}
        labels = {"call_about": _("Who to call")}
        help_texts = {
            "name": _("The full name, as shown on hospital papers."),
            "call_about": _(
                "A name and a number, printed for the clinic. For example: "
                "Anna, 555-0119, any time"
            ),
            "file_mark": _(
                "For example: B. It is in the names of files you download, to tell "
                "two people’s files apart. Leave this empty if you don’t need it."
            ),
        }
        error_messages = {
            "name": {"required": _("Enter the name.")},
        }

    helper = PageFormHelper(*Meta.fields)

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["born_on"]).set_last(self.instance.today())
        if is_own:
            # The browser may fill in what is known of its user.
            self.fields["name"].widget.attrs["autocomplete"] = "name"
            self.fields["born_on"].widget.attrs["autocomplete"] = "bday"
        cast(forms.ChoiceField, self.fields["units"]).choices = Units.choices


class OwnNameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {
            "label": _("Your name"),
            "help_text": _("Everything you write is signed with it."),
            "max_length": 100,
            "error_messages": {"required": NO_OWN_NAME},
            "widget": forms.TextInput(attrs={"autocomplete": "name"}),
        }
        super().__init__(**usual | kwargs)


class RelationField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Your relationship to the patient"),
            help_text=_("For example: daughter, husband, or friend."),
            max_length=60,
            required=False,
        )


class SignatureForm(PageForm):
    """The signature of a member who is not the patient."""

    your_name = OwnNameField(
        help_text=_("Everything you write from now on is signed with it.")
    )
    relation = RelationField()

    helper = PageFormHelper("your_name", "relation")

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        self.member = member
        signed = {"your_name": member.user.name, "relation": member.relation}
        super().__init__(*args, initial=signed, **kwargs)

    def save(self) -> None:
        """The name belongs to the account, the relation to the membership."""
        self.member.user.name = self.cleaned_data["your_name"]
        self.member.user.save(update_fields=["name"])
        self.member.relation = self.cleaned_data["relation"]
        self.member.save(update_fields=["relation", "updated_at"])


class RoleField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        choices = [(role.value, role.label) for role in reversed(Role)]
        missing = {"required": _("Choose what they can do.")}
        super().__init__(
            label=_("What can they do?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages=missing | {"invalid_choice": missing["required"]},
            **kwargs,
        )


class InvitationForm(PageForm):
    name = forms.CharField(
        label=_("Their name"),
        max_length=100,
        error_messages={"required": _("Enter the name of the person you’re inviting.")},
    )
    is_patient = forms.BooleanField(
        label=_("This is the person with myeloma"),
        help_text=_(
            "The journal will belong to them. They will be an owner, whatever you "
            "choose below. You stay an owner, too."
        ),
        required=False,
    )
    role = RoleField(initial=Role.READER)

    def __init__(self, *args: Any, may_invite_patient: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_invite_patient:
            del self.fields["is_patient"]

    def clean(self) -> dict[str, Any]:
        """The patient is always an owner."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("is_patient"):
            self.errors.pop("role", None)
            data["role"] = Role.OWNER
        return data


class RoleForm(PageForm):
    role = RoleField()


class JoinForm(PageForm):
    your_name = OwnNameField()
    relation = RelationField()

    def __init__(self, *args: Any, is_patient: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_patient:
            del self.fields["relation"]

    @property
    def helper(self) -> PageFormHelper:
        return PageFormHelper(*self.fields)


class JournalDeleteForm(PageForm):
    """Asks for the patient's name, so that it cannot be another journal."""

    name = forms.CharField(
        label=_("Type the name shown above"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    helper = PageFormHelper("name")

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patient = patient
        self.fields["name"].error_messages["required"] = self._instruction()

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if _normalized(typed) != _normalized(self.patient.name):
            raise ValidationError(self._instruction(), code="name")
        return typed

    def _instruction(self) -> str:
        words = {"name": self.patient.name}
        return gettext("Type the name exactly as shown: %(name)s") % words


def _normalized(name: str) -> str:
    return " ".join(clean_line(name).casefold().split())


class ActivityForm(PageForm):
    """Filters of the audit log, sent by GET."""

    person = forms.ChoiceField(
        label=pgettext_lazy("filter", "Who"),
        required=False,
        error_messages={"invalid_choice": _("Choose someone from the list.")},
    )
    until = DayField(
        label=_("Start at this day and go back"),
        help_text=_("If you leave this empty, it starts with today."),
        required=False,
    )

    helper = PageFormHelper("person", "until")

    def __init__(self, data: QueryDict, *, member: Membership) -> None:
        super().__init__(data)
        self.today = member.patient.today()
        cast(DayField, self.fields["until"]).set_last(self.today)
        members = member.patient.memberships.select_related("user")
        people = {
            str(other.user_id): other.signature
            for other in members.order_by("created_at")
        }
        choice = cast(forms.ChoiceField, self.fields["person"])
        choice.choices = [("", _("Everyone")), *people.items()]
        self.full_clean()
        self.name = people.get(self.cleaned_data.get("person", ""), "")

    @property
    def person_id(self) -> UUID | None:
        person = self.cleaned_data.get("person")
        return UUID(person) if person else None

    @property
    def last(self) -> date:
        until: date | None = self.cleaned_data.get("until")
        return until or self.today
