"""The first question of all: whose journal is it?"""

from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.forms import NO_OWN_NAME, zone_choices
from myeloma_journal.core.forms import PageForm, PageFormHelper

MINE, SOMEBODYS = "mine", "somebodys"


class JournalStartForm(PageForm):
    """Mine, or somebody's I care for. A name is enough."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose journal is it?"),
        choices=[
            (MINE, gettext_lazy("Mine: I have myeloma")),
            (SOMEBODYS, gettext_lazy("Somebody’s I care for")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whose journal it is.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the person with myeloma"),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Write the name. A first name will do.")
        },
    )
    your_name = forms.CharField(
        label=gettext_lazy("Your own name, if you care for them"),
        help_text=gettext_lazy("What you write is signed with it."),
        max_length=100,
        error_messages={"required": NO_OWN_NAME},
    )
    relation = forms.CharField(
        label=gettext_lazy("What you are to them"),
        help_text=gettext_lazy("Such as daughter, husband, or friend."),
        max_length=60,
        required=False,
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Time zone where they live"),
        widget=forms.Select(attrs={"data-zone": ""}),
    )

    helper = PageFormHelper(
        "whose",
        "name",
        Div("your_name", "relation", css_class="for-somebody"),
        "zone",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the time zones, starting from the one of this site."""
        super().__init__(*args, **kwargs)
        # Who has myeloma was asked for a name already.
        cares = not self.is_bound or self.data.get("whose") == SOMEBODYS
        self.fields["your_name"].required = cares
        cast(forms.ChoiceField, self.fields["zone"]).choices = zone_choices()
        self.initial.setdefault("zone", settings.TIME_ZONE)

    @property
    def is_mine(self) -> bool:
        """Whether the person who fills this in has myeloma."""
        return bool(self.cleaned_data["whose"] == MINE)

    def clean_name(self) -> str:
        """A name made of spaces is none."""
        name: str = self.cleaned_data["name"].strip()
        if not name:
            raise ValidationError(_("Write the name. A first name will do."))
        return name
