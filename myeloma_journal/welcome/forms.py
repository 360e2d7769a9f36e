"""The first question of all: whose journal is it?"""

from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.forms import (
    CityField,
    CityInput,
    OwnNameField,
    RelationField,
)
from myeloma_journal.care_team.forms import CountryField
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.platform.forms.telephones import check_numbers
from myeloma_journal.platform.forms.values import validate_telephone

MINE, SOMEBODYS = "mine", "somebodys"


class JournalStartForm(PageForm):
    """Mine, or somebody's I care for. A name is enough."""

    whose = forms.ChoiceField(
        label=_("Whose journal is this?"),
        choices=[
            (MINE, _("Mine. I have myeloma.")),
            (SOMEBODYS, _("Someone else’s. I’m their caregiver.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whose journal this is.")},
    )
    name = forms.CharField(
        label=_("Name of the person with myeloma"),
        max_length=100,
        error_messages={"required": _("Enter the name. A first name is fine.")},
    )
    your_name = OwnNameField(label=_("Your name, if you’re the caregiver"))
    relation = RelationField()
    watching = forms.BooleanField(
        label=_("It’s early myeloma (MGUS or smoldering), with no treatment now."),
        required=False,
    )
    zone = CityField(label=_("Large city in the patient’s time zone"))
    country = CountryField()
    team_name = forms.CharField(
        label=_("Who to call: nurse line, clinic, or doctor"),
        help_text=_("You can skip this."),
        max_length=100,
        required=False,
    )
    team_number = forms.CharField(
        label=_("Their phone number"),
        help_text=_("Look on the card they gave you. You can skip this."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "class": "field-short"}),
        validators=[validate_telephone],
    )

    helper = PageFormHelper(
        "whose",
        "name",
        Div("your_name", "relation", css_class="for-somebody"),
        Div("watching", css_class="mb-3"),
        "zone",
        "country",
        "team_name",
        "team_number",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the time zone of this site, which is a guess."""
        super().__init__(*args, **kwargs)
        # Who has myeloma was asked for a name already.
        cares = not self.is_bound or self.data.get("whose") == SOMEBODYS
        self.fields["your_name"].required = cares
        self.initial.setdefault("zone", settings.TIME_ZONE)
        if not self.is_bound:
            zone = self.fields["zone"]
            known = _("This is the city of this device. You can type another one.")
            # The page sets city and country of the device; what was sent stays.
            zone.widget.attrs["data-zone"] = known
            zone.help_text = _(
                "This is only a guess. Type a city such as Chicago, then choose."
            )
            country = cast(forms.ChoiceField, self.fields["country"])
            country.widget.attrs["data-zone-country"] = ""
            choices = cast(list[tuple[str, str]], country.choices)
            offered = {str(code) for code, _name in choices}
            cast(CityInput, zone.widget).offered_countries = offered

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        check_numbers(self, data.get("country", ""), "team_number")
        return data

    @property
    def is_mine(self) -> bool:
        """Whether the person who fills this in has myeloma."""
        return bool(self.cleaned_data["whose"] == MINE)
