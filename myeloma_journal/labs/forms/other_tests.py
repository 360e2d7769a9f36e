"""Forms for results in words. No answer is preselected."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.catalogue.models import OtherTest
from myeloma_journal.labs.models import MRD, MrdSensitivity, MrdWord, OtherTestResult
from myeloma_journal.platform.forms.base import PageFormHelper, TimesForm
from myeloma_journal.platform.forms.partial_dates import PartialDateField

TESTED = _("Date of the test")
# Common tests that the catalogue does not have.
USUAL = (_("Heart ultrasound (echo)"), _("ECG"), _("Bone density"))


class MrdForm(TimesForm):
    """Add or edit an MRD result."""

    when = PartialDateField(label=TESTED)
    # Explicit, since Django adds an empty first radio button to a model field.
    result = forms.ChoiceField(
        label=_("Test result"),
        choices=MrdWord.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the test result.")},
    )
    sensitivity = forms.ChoiceField(
        label=_("Smallest level the test could find"),
        help_text=_("The level in the report: 10⁻⁵ means one cell in 100,000."),
        choices=[*MrdSensitivity.choices[1:], MrdSensitivity.choices[0]],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = OtherTestResult
        fields = ["result", "sensitivity", "sample", "method", "note"]
        help_texts = {
            "sample": _("For example: bone marrow, or blood"),
            "method": _("For example: flow cytometry, or sequencing"),
        }
        labels = {"note": _("Anything else in the report")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    helper = PageFormHelper("result", "sensitivity", "when", "sample", "method", "note")


class OtherTestForm(TimesForm):
    """Add or edit any other test."""

    when = PartialDateField(label=TESTED)

    class Meta:
        model = OtherTestResult
        fields = ["name", "result", "sample", "note"]
        labels = {
            "name": _("Which test"),
            "result": _("Result"),
            "sample": _("Sample or body part"),
            "note": _("Anything else in the report"),
        }
        help_texts = {
            "name": _("For example: PET-CT, immunofixation, heart ultrasound"),
            "result": _("In your team’s words, or as the report sums it up."),
            "sample": _("For example: the spine, blood, or urine"),
        }
        error_messages = {
            "name": {"required": _("Enter the name of the test.")},
            "result": {"required": _("Enter what the test showed.")},
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    helper = PageFormHelper("name", "result", "when", "sample", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Propose names in a datalist."""
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["list"] = "proposals"

    @cached_property
    def tests(self) -> dict[str, OtherTest]:
        """Tests of the catalogue by name, except MRD, which has its own form."""
        tests = OtherTest.objects.current().exclude(slug=MRD)
        return {test.name.casefold(): test for test in tests}

    @property
    def proposals(self) -> list[str]:
        """Names to propose; of a scan, its kinds."""
        names = [
            name
            for test in self.tests.values()
            for name in (test.choices[:-1] if test.kind == "record" else [test.name])
        ]
        return [*names, *map(str, USUAL)]

    def clean(self) -> dict[str, Any]:
        """Link the test of the catalogue with this name."""
        data = super().clean()
        # An unchanged name keeps its link, even if the catalogue renamed the test.
        if "name" in data and "name" in self.changed_data:
            self.instance.test = self.tests.get(data["name"].casefold())
        return data
