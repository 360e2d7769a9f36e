"""What can be chosen about paper."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from myeloma_journal.core.forms import PageForm, PageFormHelper
from myeloma_journal.packets.contents.choice import Paper, SinceWhen, Size
from myeloma_journal.questions.forms import OwnLinesField


class PaperForm(PageForm):
    """Print size and paper. What is not said is regular, on Letter."""

    size = forms.ChoiceField(
        label=_("Print size"),
        choices=Size,
        error_messages={"invalid_choice": _("Choose a print size from the list.")},
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=Paper,
        error_messages={"invalid_choice": _("Choose Letter or A4.")},
    )

    def __init__(self, data: QueryDict) -> None:
        """Take what was chosen, and the usual for what was not."""
        chosen = data.copy()
        chosen["size"] = data.get("size") or Size.REGULAR
        chosen["paper"] = data.get("paper") or Paper.LETTER
        super().__init__(chosen)


class PacketForm(PaperForm):
    """A packet. Every choice has a usual answer."""

    since = forms.ChoiceField(label=_("Since"), choices=SinceWhen, required=False)


class SheetForm(PaperForm):
    """A question sheet. Nothing of it is kept."""

    q = forms.Field(widget=forms.SelectMultiple, required=False)
    lines = forms.BooleanField(label=_("Lines to write the answer on"), required=False)
    space = forms.BooleanField(
        label=_("Space for more questions at the end"), required=False
    )
    own = OwnLinesField(
        label=_("Your own questions"),
        help_text=_("Up to 10, one on each line. They print at the end of the sheet."),
        required=False,
    )

    def __init__(self, data: QueryDict) -> None:
        """Ask as the page of the list did."""
        super().__init__(data)
        for name, choices in (("size", Size.choices), ("paper", Paper.choices)):
            self.fields[name].widget = forms.RadioSelect(choices=choices)

    @property
    def helper(self) -> PageFormHelper:
        """The questions that a refused sheet asks again; picks are kept unseen."""
        return PageFormHelper("own", "size", "paper", "lines", "space")

    @property
    def picks(self) -> list[str]:
        """What was ticked, as it came."""
        return list(dict(self.data).get("q", []))
