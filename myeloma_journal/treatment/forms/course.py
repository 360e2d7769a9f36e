"""The question about the picture of the course of treatment."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.treatment.timeline import Series, usual_marker

NOTHING = "nothing"


class CourseForm(PageForm):
    """Which lab results stand above the treatments."""

    above = forms.CharField(
        label=_("Lab results above the treatments"), widget=forms.Select
    )
    helper = PageFormHelper("above")

    def __init__(self, data: QueryDict, series: Series) -> None:
        """Offer every test that has numbers; the usual one is chosen already."""
        self.series = {marker.slug: results for marker, results in series.items()}
        usual = usual_marker(series)
        chosen = data.copy()
        if data.get("above") not in {*self.series, NOTHING}:
            chosen["above"] = usual.slug if usual else NOTHING
        super().__init__(chosen)
        tests = [(marker.slug, marker.name) for marker in series]
        choices = [*tests, (NOTHING, _("None"))]
        self.fields["above"].widget = forms.Select(choices=choices)

    @property
    def results(self) -> Sequence[LabResult]:
        """The results that were chosen."""
        return self.series.get(self.data["above"], [])
