"""The questions about what the team told. None of them is answered for a person."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models import GeneMarker, StagingSystem
from myeloma_journal.platform.forms.base import PageFormHelper, TimesForm
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.platform.forms.values import parse_number
from myeloma_journal.treatment.forms.spans import offered
from myeloma_journal.treatment.models import (
    MOST_COPIES,
    Diagnosis,
    Finding,
    GeneFinding,
    Stage,
)

TYPES = (
    _("IgG kappa"),
    _("IgG lambda"),
    _("IgA kappa"),
    _("IgA lambda"),
    _("IgD"),
    _("IgE"),
    _("IgM"),
    _("Light chain kappa"),
    _("Light chain lambda"),
    _("Non-secretory"),
    _("Smoldering"),
    _("Not known"),
)
# Stands for what is in no list; its own words are better than its name.
ANOTHER_CHANGE = "other-gene"


class DiagnosisForm(TimesForm):
    """Write or correct what was told about the myeloma itself."""

    when = PartialDateField(label=_("When it was diagnosed"))

    class Meta:
        model = Diagnosis
        fields = ["myeloma_type", "kidneys", "bones", "note"]
        labels = {
            "kidneys": _("Kidneys, as told"),
            "bones": _("Bones, as told"),
        }
        help_texts = {
            "myeloma_type": _("For example: IgG kappa"),
            "kidneys": _("For example: not involved"),
            "bones": _("For example: two weak spots in the spine"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    helper = PageFormHelper("myeloma_type", "when", "kidneys", "bones", "note")
    proposals = TYPES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose the usual types."""
        super().__init__(*args, **kwargs)
        self.fields["myeloma_type"].widget.attrs["list"] = "proposals"


class StageForm(TimesForm):
    """Write or correct a stage: one list of all systems with their stages."""

    system_and_stage = forms.ChoiceField(
        label=_("Stage"),
        help_text=_("Choose the system that the team named, and its stage."),
        error_messages={
            "required": _("Choose the stage that you were told."),
            "invalid_choice": _("Choose one of the stages in the list."),
        },
    )
    when = PartialDateField(label=_("When you were told"))

    class Meta:
        model = Stage
        fields = ["reported_by"]
        labels = {"reported_by": _("Who told you")}
        help_texts = {"reported_by": _("For example: Dr. Ruiz")}

    helper = PageFormHelper("system_and_stage", "when", "reported_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the stages of each system, and the one that was chosen before."""
        super().__init__(*args, **kwargs)
        told = self.instance
        systems = offered(StagingSystem, told.system_id)
        self.systems = {str(system.pk): system for system in systems}
        groups = [
            (
                one.full_name,
                [(f"{pk}:{stage}", f"{one.name}: {stage}") for stage in one.stages],
            )
            for pk, one in self.systems.items()
        ]
        if told.stage:
            chosen = f"{told.system_id or ''}:{told.stage}"
            self.initial["system_and_stage"] = chosen
            if not any(chosen in dict(stages) for _name, stages in groups):
                groups.insert(0, (told.system_name, [(chosen, str(told))]))
        field = cast(forms.ChoiceField, self.fields["system_and_stage"])
        field.choices = [("", _("Not chosen yet")), *groups]

    def clean(self) -> dict[str, Any]:
        """Take over the stage, and the system if it is another one."""
        data = super().clean()
        if chosen := data.get("system_and_stage"):
            told = self.instance
            key, _colon, told.stage = chosen.partition(":")
            if key != str(told.system_id or ""):
                told.system = self.systems[key]
                told.system_name = told.system.name
        return data


class PercentField(forms.CharField):
    """A part of a hundred with at most one decimal place, as people type it."""

    default_error_messages = {
        "invalid": _("Write a number from 0 to 100, like 30 or 12.5.")
    }

    def clean(self, value: Any) -> Decimal | None:
        """The number, or nothing."""
        typed = super().clean(value).removesuffix("%")
        if not typed:
            return None
        try:
            number = parse_number(typed)
        except ValueError:
            number = Decimal(-1)
        if not 0 <= number <= 100 or number != round(number, 1):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return round(number, 1)

    def prepare_value(self, value: Any) -> Any:
        """Without a zero that nobody typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class GeneFindingForm(TimesForm):
    """Write or correct one gene finding; its name finds the catalogue's."""

    # Spelt out because Django puts an empty first button on a model field's radios.
    result = forms.ChoiceField(
        label=_("What the test said"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the test said.")},
    )
    percent = PercentField(
        label=_("Percent of cells"),
        required=False,
        help_text=_("If the report says so."),
        widget=forms.TextInput(attrs={"class": "field-short", "inputmode": "decimal"}),
    )
    copies = forms.IntegerField(
        label=_("Copies"),
        min_value=0,
        max_value=MOST_COPIES,
        required=False,
        help_text=_("How many, if the report says so."),
        error_messages={
            name: _("Write a whole number from 0 to 99.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=forms.NumberInput(
            attrs={"class": "field-short", "inputmode": "numeric"}
        ),
    )
    when = PartialDateField(label=_("When it was tested"))

    class Meta:
        model = GeneFinding
        fields = ["name", "result", "percent", "copies", "sample", "method", "rules"]
        labels = {"name": _("Which change")}
        help_texts = {
            "name": _("As it stands in the report, for example: t(4;14) or del(17p)"),
            "sample": _("For example: bone marrow"),
            "method": _("For example: FISH"),
            "rules": _("If they were named, for example: IMS/IMWG 2025"),
        }
        error_messages = {
            "name": {"required": _("Write which change the test looked for.")}
        }

    helper = PageFormHelper(
        "name", "result", "percent", "copies", "when", "sample", "method", "rules"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know the changes of the catalogue by name."""
        super().__init__(*args, **kwargs)
        markers = offered(GeneMarker, self.instance.marker_id)
        self.markers = {one.name: one for one in markers if one.slug != ANOTHER_CHANGE}
        self.fields["name"].widget.attrs["list"] = "proposals"

    @property
    def proposals(self) -> list[str]:
        """The names to propose, in the order of the catalogue."""
        return list(self.markers)

    def clean(self) -> dict[str, Any]:
        """Link the change when its name is known, and call it by that name."""
        data = super().clean()
        # A name that was left alone stays, whatever the catalogue calls it by now.
        if "name" in data and "name" in self.changed_data:
            spellings = {name: one.aliases for name, one in self.markers.items()}
            name = known_name(data["name"], spellings)
            self.instance.marker = self.markers[name] if name else None
            data["name"] = name or data["name"]
        return data


def spelled_alike(name: str) -> str:
    """What is the same in each spelling of a name.

    >>> spelled_alike("t(4,14)") == spelled_alike("T (4; 14)") == "t(4;14)"
    True
    """
    return "".join(name.casefold().split()).replace(",", ";")


def known_name(typed: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """The one of these names that was meant, or none.

    Args:
        typed: What a person wrote.
        names: The other spellings under each name.

    >>> names = {"t(4;14)": ["NSD2"], "del(17p)": ["del17p", "17p-"]}
    >>> known_name("t(4,14)", names), known_name("Del 17p", names)
    ('t(4;14)', 'del(17p)')
    >>> known_name("nsd2", names), known_name("t(8;14)", names)
    ('t(4;14)', None)
    """
    typed = spelled_alike(typed)
    for name, aliases in names.items():
        if typed in map(spelled_alike, [name, *aliases]):
            return name
    return None
