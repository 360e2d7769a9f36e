"""Forms of the diagnosis, its stages and its gene findings."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models import GeneMarker, Phase, StagingSystem
from myeloma_journal.platform.forms.base import PageFormHelper, TimesForm
from myeloma_journal.platform.forms.fields import number_that_fits
from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.spans import selectable
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
    _("MGUS"),
    _("Not known"),
)
# The catalogue's marker for any other change: the typed name says more.
OTHER_GENE = "other-gene"


class DiagnosisForm(TimesForm):
    when = PartialDateField(label=_("Date of diagnosis"))

    class Meta:
        model = Diagnosis
        fields = ["myeloma_type", "phase", "kidneys", "bones", "note"]
        labels = {
            "phase": _("Phase now, if there is no treatment"),
            "kidneys": _("Kidneys (from the care team)"),
            "bones": _("Bones (from the care team)"),
        }
        help_texts = {
            "myeloma_type": _("For example: IgG kappa"),
            "phase": _("For example: Watching (early myeloma)"),
            "kidneys": _("For example: not involved"),
            "bones": _("For example: two weak spots in the spine"),
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    helper = PageFormHelper("myeloma_type", "when", "phase", "kidneys", "bones", "note")
    proposals = TYPES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["myeloma_type"].widget.attrs["list"] = "proposals"
        phase = cast(forms.ModelChoiceField, self.fields["phase"])
        phase.queryset = selectable(Phase, self.instance.phase_id)
        phase.empty_label = gettext("Not specified")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "phase" in self.changed_data:
            self.instance.phase_name = ""
        return data


class StageForm(TimesForm):
    """A stage, chosen from one list of all staging systems."""

    system_and_stage = forms.ChoiceField(
        label=_("Stage"),
        help_text=_("Choose the staging system your team named, and the stage."),
        error_messages={
            "required": _("Choose the stage you were told."),
            "invalid_choice": _("Choose a stage from the list."),
        },
    )
    when = PartialDateField(label=_("Date you were told"))

    class Meta:
        model = Stage
        fields = ["reported_by"]
        labels = {"reported_by": _("Who told you")}
        help_texts = {"reported_by": _("For example: Dr. Ruiz")}

    helper = PageFormHelper("system_and_stage", "when", "reported_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """List the stages of each system, and the saved one if it is not among them."""
        super().__init__(*args, **kwargs)
        saved = self.instance
        systems = selectable(StagingSystem, saved.system_id)
        self.systems = {str(system.pk): system for system in systems}
        groups = [
            (
                system.full_name,
                [
                    (f"{pk}:{stage}", f"{system.name}: {stage}")
                    for stage in system.stages
                ],
            )
            for pk, system in self.systems.items()
        ]
        if saved.stage:
            chosen = f"{saved.system_id or ''}:{saved.stage}"
            self.initial["system_and_stage"] = chosen
            if not any(chosen in dict(stages) for _name, stages in groups):
                groups.insert(0, (saved.system_name, [(chosen, str(saved))]))
        field = cast(forms.ChoiceField, self.fields["system_and_stage"])
        field.choices = [("", _("Choose one")), *groups]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if chosen := data.get("system_and_stage"):
            record = self.instance
            key, _colon, record.stage = chosen.partition(":")
            if key != str(record.system_id or ""):
                record.system = self.systems[key]
                record.system_name = record.system.name
        return data


class PercentField(forms.CharField):
    """A percentage with at most one decimal place."""

    default_error_messages = {
        "invalid": _("Enter a number from 0 to 100, like 30 or 12.5.")
    }

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value).removesuffix("%")
        if not typed:
            return None
        try:
            number = number_that_fits(typed, lambda n: 0 <= n <= 100)
        except ValueError:
            number = Decimal(-1)
        if not 0 <= number <= 100 or number != round(number, 1):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return round(number, 1)

    def prepare_value(self, value: Any) -> Any:
        """Strip trailing zeros."""
        return plain_number(value) if isinstance(value, Decimal) else value


class GeneFindingForm(TimesForm):
    """A gene finding; a known name links it to the marker of the catalogue."""

    # Declared, because Django adds an empty choice to the radios of a model field.
    result = forms.ChoiceField(
        label=_("Test result"),
        choices=Finding.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the test result.")},
    )
    percent = PercentField(
        label=_("Percent of cells"),
        required=False,
        help_text=_("If the report gives it."),
        widget=forms.TextInput(attrs={"class": "field-short", "inputmode": "decimal"}),
    )
    copies = forms.IntegerField(
        label=_("Copies"),
        min_value=0,
        max_value=MOST_COPIES,
        required=False,
        help_text=_("How many, if the report says."),
        error_messages={
            name: _("Enter a whole number from 0 to 99.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=forms.NumberInput(
            attrs={"class": "field-short", "inputmode": "numeric"}
        ),
    )
    when = PartialDateField(label=_("Date tested"))

    class Meta:
        model = GeneFinding
        fields = ["name", "result", "percent", "copies", "sample", "method", "rules"]
        labels = {"name": _("Which gene change")}
        help_texts = {
            "name": _("As written in the report, for example: t(4;14) or del(17p)"),
            "sample": _("For example: bone marrow"),
            "method": _("For example: FISH"),
            "rules": _("If the report names them, for example: IMS/IMWG 2025"),
        }
        error_messages = {
            "name": {"required": _("Enter the change the test looked for.")}
        }

    helper = PageFormHelper(
        "name", "result", "percent", "copies", "when", "sample", "method", "rules"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        markers = selectable(GeneMarker, self.instance.marker_id)
        self.markers = {
            marker.name: marker for marker in markers if marker.slug != OTHER_GENE
        }
        self.fields["name"].widget.attrs["list"] = "proposals"

    @property
    def proposals(self) -> list[str]:
        """The names of the datalist, in the order of the catalogue."""
        return list(self.markers)

    def clean(self) -> dict[str, Any]:
        """Link the marker of a known name, and use its name in the catalogue."""
        data = super().clean()
        # An unchanged name stays, even if the catalogue has renamed the marker.
        if "name" in data and "name" in self.changed_data:
            spellings = {name: marker.aliases for name, marker in self.markers.items()}
            name = known_name(data["name"], spellings)
            self.instance.marker = self.markers[name] if name else None
            data["name"] = name or data["name"]
        return data


def normalized_gene(name: str) -> str:
    """Normalize case, spaces and separators.

    >>> normalized_gene("t(4,14)") == normalized_gene("T (4; 14)") == "t(4;14)"
    True
    """
    return "".join(name.casefold().split()).replace(",", ";")


def known_name(typed: str, names: Mapping[str, Iterable[str]]) -> str | None:
    """The name whose spelling or alias was typed, or None.

    Args:
        typed: As a person wrote it.
        names: The aliases of each name.

    >>> names = {"t(4;14)": ["NSD2"], "del(17p)": ["del17p", "17p-"]}
    >>> known_name("t(4,14)", names), known_name("Del 17p", names)
    ('t(4;14)', 'del(17p)')
    >>> known_name("nsd2", names), known_name("t(8;14)", names)
    ('t(4;14)', None)
    """
    typed = normalized_gene(typed)
    for name, aliases in names.items():
        if typed in map(normalized_gene, [name, *aliases]):
            return name
    return None
