"""Forms for the settings of packets and sheets."""

from dataclasses import replace
from typing import Any, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myeloma_journal.packets import actions
from myeloma_journal.packets.call_sheet import Parts
from myeloma_journal.packets.contents.options import PacketOptions
from myeloma_journal.packets.settings import PacketSettings, Paper, SinceWhen, Size
from myeloma_journal.packets.week_sheet import DateHeadings
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper
from myeloma_journal.questions.actions import TopThreeFullError
from myeloma_journal.questions.forms import OwnQuestionsField
from myeloma_journal.questions.models import TOP_POSITIONS, Question

PRINT_CHOICES = {"since": SinceWhen, "size": Size, "paper": Paper}


class PaperForm(PageForm):
    """Text size and paper. Defaults to regular, on the usual paper."""

    size = forms.ChoiceField(
        label=_("Text size"),
        choices=Size,
        error_messages={"invalid_choice": _("Choose a text size from the list.")},
    )
    paper = forms.ChoiceField(
        label=_("Paper size"),
        choices=Paper,
        error_messages={"invalid_choice": _("Choose Letter or A4.")},
    )

    def __init__(self, data: QueryDict, usual_paper: str = Paper.LETTER) -> None:
        """Take what was chosen, and the usual for what was not."""
        chosen = data.copy()
        chosen["size"] = data.get("size") or Size.REGULAR
        chosen["paper"] = data.get("paper") or usual_paper
        super().__init__(chosen)


class RadioPaperForm(PaperForm):
    """Text size and paper, with all there is to choose from in sight."""

    def __init__(self, data: QueryDict, usual_paper: str = Paper.LETTER) -> None:
        """Show what was chosen, or the usual, among the rest."""
        super().__init__(data, usual_paper)
        for name, choices in (("size", Size.choices), ("paper", Paper.choices)):
            self.fields[name].widget = forms.RadioSelect(choices=choices)


class PacketForm(PaperForm):
    """Overrides of the saved settings for one view of the packet."""

    since = forms.ChoiceField(label=_("Since"), choices=SinceWhen, required=False)

    def __init__(self, data: QueryDict, settings: PacketSettings) -> None:
        """Show what is chosen, but for what `data` says otherwise."""
        self.overrides: dict[str, Any] = {
            name: str(data[name])
            for name, known in PRINT_CHOICES.items()
            if data.get(name) in known.values
        }
        shown = QueryDict(mutable=True)
        shown.update(
            {name: getattr(settings, name) for name in PRINT_CHOICES} | self.overrides
        )
        super().__init__(shown)


class PacketSettingsForm(PageForm):
    """What stands in the packet for one clinician, and how it prints.

    Of what was never on the page, because it was written later or belongs to somebody
    else, nothing is changed.
    """

    sections = forms.Field(widget=forms.SelectMultiple, required=False)
    # The items that were ticked, and those that the page showed.
    item = forms.Field(widget=forms.SelectMultiple, required=False)
    shown = forms.Field(widget=forms.SelectMultiple, required=False)
    since = forms.ChoiceField(
        label=_("Show changes since"),
        choices=SinceWhen,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a starting point.")},
    )
    size = forms.ChoiceField(
        label=_("Text size"),
        choices=Size,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a text size."),
            "invalid_choice": _("Choose a text size from the list."),
        },
    )
    paper = forms.ChoiceField(
        label=_("Paper size"),
        choices=Paper,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose Letter or A4."),
            "invalid_choice": _("Choose Letter or A4."),
        },
    )

    def __init__(
        self, data: QueryDict | None, options: PacketOptions, settings: PacketSettings
    ) -> None:
        """Ask about what is offered, as it was chosen last."""
        initial = {name: getattr(settings, name) for name in PRINT_CHOICES}
        super().__init__(data, initial=initial)
        self.options, self.settings = options, settings

    @property
    def helper(self) -> PageFormHelper:
        """How it prints; what it holds is laid out by the page."""
        return PageFormHelper(*PRINT_CHOICES)

    @property
    def selected_settings(self) -> PacketSettings:
        """What is ticked on the page: as it was sent, or else as it was chosen last."""
        return self._submitted if self.is_bound else self.settings

    @property
    def submitted_settings(self) -> PacketSettings:
        """What was chosen, with what the page did not show as it was."""
        return replace(
            self._submitted, **{name: self.cleaned_data[name] for name in PRINT_CHOICES}
        )

    @property
    def _submitted(self) -> PacketSettings:
        sections = frozenset(self._list("sections")) & self.options.section_keys
        items = frozenset(self._list("item"))
        shown = frozenset(self._list("shown")) & self.options.item_keys
        was = self.settings
        return replace(
            was,
            sections=sections | was.sections - self.options.section_keys,
            left_out=(shown - items) | was.left_out - shown,
            private=items & self.options.private_keys,
        )

    def _list(self, name: str) -> list[str]:
        return list(dict(self.data).get(name, []))


class TopThreeForm(PageForm):
    """Which questions matter most: three at most."""

    top = forms.ModelMultipleChoiceField(
        queryset=Question.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _(
                "One of these questions is no longer on your list. "
                "Check your choices again."
            ),
        },
    )
    # Those that stood at the top when the page was opened.
    seen = forms.ModelMultipleChoiceField(
        queryset=Question.objects.none(),
        required=False,
        widget=forms.MultipleHiddenInput,
    )

    def __init__(
        self, data: QueryDict | None, questions: models.QuerySet[Question]
    ) -> None:
        """Ask about these questions."""
        super().__init__(data)
        for name in ("top", "seen"):
            field = cast("forms.ModelMultipleChoiceField[Question]", self.fields[name])
            field.queryset = questions
        self.questions = list(questions)

    def clean_top(self) -> models.QuerySet[Question]:
        """Three at most."""
        top: models.QuerySet[Question] = self.cleaned_data["top"]
        if len(top) > len(TOP_POSITIONS):
            problem = _(
                "Only three fit on page one. You chose %(count)d. Take out %(more)d."
            )
            count = len(top)
            numbers = {"count": count, "more": count - len(TOP_POSITIONS)}
            raise forms.ValidationError(problem, params=numbers)
        return top

    @property
    def selected_ids(self) -> set[str]:
        """Ids of what is ticked: as it was sent, or else what stands at the top."""
        if self.is_bound:
            return set(dict(self.data).get("top", []))
        return self.current_ids

    @property
    def current_ids(self) -> set[str]:
        """Ids of what stands at the top now."""
        return {str(question.pk) for question in self.questions if question.top}

    def save(self) -> bool:
        """Update the top three; False if somebody else filled it meanwhile."""
        top, seen = set(self.cleaned_data["top"]), set(self.cleaned_data["seen"])
        put_in = [question for question in self.questions if question in top - seen]
        take_out = [question for question in self.questions if question in seen - top]
        try:
            actions.update_top_three(put_in=put_in, take_out=take_out)
        except TopThreeFullError:
            problem = gettext(
                "Someone else just changed the top three. Check your choices again."
            )
            self.add_error("top", problem)
            return False
        return True


class SheetForm(RadioPaperForm):
    """A question sheet. Nothing of it is stored."""

    q = forms.Field(widget=forms.SelectMultiple, required=False)
    ruled = forms.BooleanField(label=_("Lines for writing the answers"), required=False)
    space = forms.BooleanField(
        label=_("Space for more questions at the end"), required=False
    )
    own = OwnQuestionsField(
        label=_("Your own questions"),
        help_text=_("Up to 10, one per line. They print at the end of the sheet."),
        required=False,
    )

    @property
    def helper(self) -> PageFormHelper:
        """The questions that a refused sheet asks again; picks are kept unseen."""
        return PageFormHelper("own", "size", "paper", "ruled", "space")

    @property
    def picks(self) -> list[str]:
        """What was ticked, as it came."""
        return list(dict(self.data).get("q", []))


class WeekSheetForm(RadioPaperForm):
    days = forms.ChoiceField(
        label=_("Days"),
        choices=DateHeadings,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    helper = PageFormHelper("days", "size", "paper")

    def __init__(self, data: QueryDict, usual_paper: str) -> None:
        """Ask with the usual answers chosen."""
        chosen = data.copy()
        chosen["days"] = data.get("days") or DateHeadings.FROM_TODAY
        super().__init__(chosen, usual_paper)


class CallSheetForm(RadioPaperForm):
    parts = forms.ChoiceField(
        label=_("What to print"),
        choices=Parts,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )

    helper = PageFormHelper("parts", "size", "paper")

    def __init__(self, data: QueryDict, usual_paper: str) -> None:
        """Ask with the usual answers chosen."""
        chosen = data.copy()
        chosen["parts"] = data.get("parts") or Parts.BOTH
        super().__init__(chosen, usual_paper)
