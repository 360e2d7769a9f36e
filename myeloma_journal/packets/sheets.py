"""The public question sheet: what stands on it. No HTML, nothing kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import Bundle, Checklist

# Room for what comes to mind in the waiting room, and on a sheet with nothing else.
BLANKS, ALL_BLANK = 2, 8


@dataclass(frozen=True)
class SheetRow:
    """One numbered row of a sheet."""

    number: int
    text: str = ""
    why: str = ""


@dataclass(frozen=True)
class SheetPart:
    """The rows of one list, under its name when there are several."""

    title: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True)
class Sheet:
    """A question sheet, whole."""

    title: str
    foot: str
    parts: tuple[SheetPart, ...]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(len(part.rows) for part in self.parts)

    @property
    def blanks(self) -> int:
        """How many rows at the end are blank."""
        return sum(not row.text for part in self.parts for row in part.rows)

    @property
    def questions(self) -> int:
        """How many rows hold a question."""
        return self.rows - self.blanks

    @property
    def without_end(self) -> "Sheet":
        """The sheet without its blank rows; if it has none, without its last row."""
        if self.blanks:
            return self.with_blanks(0)
        return self._with_last_rows(self.parts[-1].rows[:-1])

    def with_blanks(self, blanks: int) -> "Sheet":
        """The same questions, with so many blank rows after them."""
        written = tuple(row for row in self.parts[-1].rows if row.text)
        numbers = range(self.questions + 1, self.questions + blanks + 1)
        return self._with_last_rows((*written, *map(SheetRow, numbers)))

    def _with_last_rows(self, rows: tuple[SheetRow, ...]) -> "Sheet":
        """The same, with other rows in its last part; a part without rows falls."""
        last = replace(self.parts[-1], rows=rows)
        parts = (*self.parts[:-1], last)
        return replace(self, parts=tuple(part for part in parts if part.rows))


@dataclass(frozen=True)
class SheetSettings:
    """What somebody ticked and typed for a sheet."""

    picked: frozenset[str] = frozenset()
    own: tuple[str, ...] = ()
    space: bool = False


def sheet_of_checklist(checklist: Checklist, settings: SheetSettings) -> Sheet:
    """The sheet of one list."""
    foot = _("Myeloma Journal, list “%(title)s”. %(state)s. %(advice)s") % {
        "title": checklist.title,
        "state": _state(checklist),
        "advice": _advice(),
    }
    return Sheet(checklist.title, foot, _parts([checklist], settings))


def sheet_of_bundle(bundle: Bundle, settings: SheetSettings) -> Sheet:
    """The sheet of several lists that belong to one situation."""
    lists = list(bundle.ordered_checklists())
    foot = _("Myeloma Journal, lists “%(title)s”. %(state)s. %(advice)s") % {
        "title": bundle.title,
        "state": ". ".join(dict.fromkeys(map(_state, lists))),
        "advice": _advice(),
    }
    return Sheet(bundle.title, foot, _parts(lists, settings))


def sheet_of_picks(settings: SheetSettings) -> Sheet:
    """The sheet of what was ticked in any lists, and typed; of neither, a blank one."""
    picked = Checklist.objects.current().filter(questions__slug__in=settings.picked)
    lists = list(picked.distinct())
    foot = _("Myeloma Journal")
    if lists:
        foot = _("Myeloma Journal, from %(lists)s. %(state)s. %(advice)s") % {
            "lists": ", ".join(f"“{checklist.label}”" for checklist in lists),
            "state": ". ".join(dict.fromkeys(map(_state, lists))),
            "advice": _advice(),
        }
    parts = _parts(lists, settings)
    if not parts:
        parts = (SheetPart("", tuple(SheetRow(n + 1) for n in range(ALL_BLANK))),)
    elif not lists:
        parts = (SheetPart("", parts[0].rows),)
    return Sheet(_("Questions for my visit"), foot, parts)


def _parts(
    lists: Sequence[Checklist], settings: SheetSettings
) -> tuple[SheetPart, ...]:
    """What was ticked, or else all but the sensitive ones. Own questions last."""
    numbers = count(1)
    every = [
        (checklist.title, list(checklist.questions.current())) for checklist in lists
    ]
    wanted = settings.picked & {q.slug for _title, qs in every for q in qs}
    parts = [
        SheetPart(
            title,
            tuple(
                SheetRow(next(numbers), question.text, question.why)
                for question in questions
                if (question.slug in wanted if wanted else not question.is_sensitive)
            ),
        )
        for title, questions in every
    ]
    own = [*settings.own, *([""] * BLANKS if settings.space else [])]
    mine = tuple(SheetRow(next(numbers), text) for text in own)
    if len(lists) == 1:
        return (SheetPart("", parts[0].rows + mine),)
    parts.append(SheetPart(_("My own questions"), mine))
    return tuple(part for part in parts if part.rows)


def _state(checklist: Checklist) -> str:
    """Which revision it is, and whether a clinician has read it."""
    if checklist.reviewed_on:
        return _("Revision %(number)s, reviewed by a clinician on %(date)s") % {
            "number": checklist.revision,
            "date": date_format(checklist.reviewed_on),
        }
    return _(
        "Revision %(number)s, written on %(date)s "
        "(draft, not yet reviewed by a clinician)"
    ) % {"number": checklist.revision, "date": date_format(checklist.written_on)}


def _advice() -> str:
    """What every sheet says about itself."""
    return _("General information, not medical advice.")
