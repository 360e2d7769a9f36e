"""Where the treatment stands: the strip at the top of page one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.labs.models import Comparator, LabResult
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.packets.contents.record import RecordRows, joined
from myeloma_journal.packets.settings import Section
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.cycles import cycle_day, cycle_number, cycles_of
from myeloma_journal.treatment.models import (
    Finding,
    Line,
    ProcedureDone,
)
from myeloma_journal.trends.day_words import format_short_day

M_PROTEIN = ("m-protein-serum", "m-protein-urine")
KAPPA, LAMBDA = "flc-kappa", "flc-lambda"


@dataclass(frozen=True)
class StripCell:
    """One column of the strip: a name, what matters, and what goes with it."""

    title: str
    value: str
    more: tuple[str, ...] = ()
    section: str = ""

    @property
    def text(self) -> str:
        return "; ".join((self.value, *self.more))


def short_partial(when: PartialDate, today: date) -> str:
    """The date as exact as it is known, for a narrow column."""
    return when.short(today)


def diagnosis_in_a_line(record: RecordRows) -> str:
    """Type, stage and genes as the care team said them, on one line."""
    parts = [
        joined(diagnosis.myeloma_type, str(diagnosis.when.first.year))
        if diagnosis.when
        else diagnosis.myeloma_type
        for diagnosis in record.diagnoses
        if diagnosis.myeloma_type
    ]
    latest = {stage.system_name: stage for stage in reversed(record.stages)}
    parts += [
        _("%(system)s %(stage)s") % {"system": system, "stage": stage.stage}
        for system, stage in latest.items()
    ]
    findings = {finding.name: finding for finding in reversed(record.genes)}
    genes = [name for name, f in findings.items() if f.result == Finding.FOUND]
    if genes:
        parts.append(", ".join(genes))
    if not parts:
        return ""
    return _("%(facts)s (from the care team)") % {"facts": "; ".join(parts)}


def treatment_cells(
    lines: Sequence[Line], phase_name: str, last: date
) -> Iterator[StripCell]:
    """The lines of therapy under way, and how far each has come; or the phase."""
    if not lines:
        if phase_name:
            nothing = _("No treatment now")
            yield StripCell(_("Current treatment"), nothing, (phase_name,))
        return
    given = [line for line in lines if not line.is_treatment_free]
    names = [line.title for line in given] or [_("No treatment now")]
    since = [
        joined(
            line.phase_name or (line.regimen_name if line.is_treatment_free else ""),
            pgettext("treatment", "since %(day)s")
            % {"day": short_partial(line.started, last)},
        )
        for line in given or lines
    ]
    yield StripCell(_("Current treatment"), "; ".join(names), ("; ".join(since),))
    if given:
        yield _where_in_it(given, last)


def _where_in_it(lines: Sequence[Line], last: date) -> StripCell:
    title = _("Treatment day")
    cycles = cycles_of(lines, last)
    today = pgettext("treatment day", "on %(day)s") % {
        "day": format_short_day(last, last)
    }
    if not cycles:
        return StripCell(title, *_days_in_line(lines[0], today, last))
    if len(cycles) > 1:
        values = [
            _("Day %(day)d of %(length)d: %(drugs)s")
            % {
                "day": cycle_day(schedule, last),
                "length": schedule.length,
                "drugs": ", ".join(drugs),
            }
            for schedule, drugs in cycles
        ]
        return StripCell(title, "; ".join(values), (today,))
    [(schedule, _drugs)] = cycles
    first = format_short_day(schedule.first, last)
    numbers = {"day": cycle_day(schedule, last), "length": schedule.length}
    number = cycle_number(lines[0], schedule, last)
    if number:
        value = _("Cycle %(number)d, day %(day)d") % {"number": number, **numbers}
        more = pgettext(
            "treatment day", "on %(day)s; cycles of %(length)d days from %(first)s"
        ) % {
            "day": format_short_day(last, last),
            "length": schedule.length,
            "first": first,
        }
        return StripCell(title, value, (more,))
    value = _("Day %(day)d of %(length)d") % numbers
    counted = pgettext("treatment day", "counted from %(day)s") % {"day": first}
    return StripCell(title, value, (joined(today, counted), *_cycles_given(lines[0])))


def _cycles_given(line: Line) -> tuple[str, ...]:
    if not line.cycles_given:
        return ()
    return (_("Cycles so far: %(count)d") % {"count": line.cycles_given},)


def _days_in_line(line: Line, today: str, last: date) -> tuple[str, tuple[str, ...]]:
    cycles = _cycles_given(line)
    if line.started.precision != Precision.DAY:
        return _("Start date not entered"), cycles
    days = (last - line.started.first).days + 1
    counted = pgettext("treatment day", "counted from the start, %(day)s") % {
        "day": format_short_day(line.started.first, last)
    }
    return _("Day %(day)d") % {"day": days}, (joined(today, counted), *cycles)


def earlier_treatments(
    lines: Sequence[Line], procedures: Sequence[ProcedureDone], last: date
) -> str:
    """What was given and done before, the earliest first; in one row."""
    earlier: list[tuple[date, str]] = [
        (line.started.first, _earlier_line(line))
        for line in lines
        if not line.is_current(last)
    ]
    for procedure in procedures:
        if procedure.when is None:
            earlier.append((date.min, procedure.name))
        elif procedure.when.first <= last:
            earlier.append(
                (
                    procedure.when.first,
                    joined(procedure.name, _month(procedure.when)),
                )
            )
    return "; ".join(words for _day, words in sorted(earlier, key=lambda row: row[0]))


def _earlier_line(line: Line) -> str:
    name = str(line)
    if not line.stopped:
        return name
    span = {"first": _month(line.started), "last": _month(line.stopped)}
    return f"{name}, " + _("%(first)s to %(last)s") % span


def _month(when: PartialDate) -> str:
    if when.precision in (Precision.DAY, Precision.MONTH):
        return str(date_format(when.first, "YEAR_MONTH_FORMAT"))
    return str(when)


def lab_cells(
    results: Iterable[LabResult], myeloma_type: str, last: date
) -> Iterator[StripCell]:
    """The last M protein and free light chains, each with the one before."""
    tests: dict[str, list[LabResult]] = {}
    for result in results:
        if result.marker and result.collected_on <= last:
            tests.setdefault(result.marker.slug, []).append(result)
    m_protein = next((slug for slug in M_PROTEIN if slug in tests), None)
    for slug in [m_protein or M_PROTEIN[0], *_light_chains(tests, myeloma_type)]:
        if slug in tests:
            yield _lab_cell(tests[slug], last)
        elif slug == M_PROTEIN[0]:
            yield _missing_lab(_("M protein in blood"))
        else:
            yield _missing_lab(_("Free light chains"))


def _missing_lab(title: str) -> StripCell:
    return StripCell(title, _("Not entered yet"), section=Section.LABS)


def _light_chains(tests: dict[str, list[LabResult]], myeloma_type: str) -> list[str]:
    """The chain that the type names; where it names none, both."""
    named = [
        slug
        for slug, word in ((KAPPA, "kappa"), (LAMBDA, "lambda"))
        if word in myeloma_type.casefold() and slug in tests
    ]
    measured = [slug for slug in (KAPPA, LAMBDA) if slug in tests]
    return (named if len(named) == 1 else measured) or [KAPPA]


def _lab_cell(results: Sequence[LabResult], last: date) -> StripCell:
    """The latest results of one test, which are usually one.

    Args:
        results: The latest first.
        last: The last day of the packet.
    """
    latest = [r for r in results if r.collected_on == results[0].collected_on]
    earlier = [r for r in results if r.collected_on < results[0].collected_on]
    before = [r for r in earlier if r.collected_on == earlier[0].collected_on]
    day = short_partial(latest[0].collected, last)
    more = day
    if len(latest) == len(before) == 1:
        compared = _compared(latest[0], before[0], last)
        more = f"{day}; {compared}" if compared else day
    value = "; ".join(result.result for result in latest)
    return StripCell(str(latest[0].name), value, (more,), Section.LABS)


def _compared(latest: LabResult, before: LabResult, last: date) -> str:
    """The result before it, with the direction where both are numbers.

    In another unit nothing is said: no number is converted.
    """
    numbers = latest.value is not None and before.value is not None
    if numbers and normalize_unit(latest.unit) != normalize_unit(before.unit):
        return ""
    words = {
        "before": before.typed if numbers and not before.flag else before.result,
        "day": short_partial(before.collected, last),
    }
    return _direction(latest, before) % words


def _direction(latest: LabResult, before: LabResult) -> str:
    low, high = _bounds(latest)
    low_before, high_before = _bounds(before)
    if latest.value is None or before.value is None:
        return pgettext("lab result", "before: %(before)s on %(day)s")
    if high is not None and low_before is not None and high <= low_before:
        if high < low_before or latest.comparator == Comparator.BELOW:
            return pgettext("lab result", "down from %(before)s on %(day)s")
        if latest.comparator == before.comparator == Comparator.EXACT:
            return pgettext("lab result", "the same as on %(day)s")
    if low is not None and high_before is not None and low >= high_before:
        if low > high_before or before.comparator == Comparator.BELOW:
            return pgettext("lab result", "up from %(before)s on %(day)s")
        if latest.comparator == Comparator.ABOVE:
            return pgettext("lab result", "up from %(before)s on %(day)s")
    return pgettext("lab result", "before: %(before)s on %(day)s")


def _bounds(result: LabResult) -> tuple[Decimal | None, Decimal | None]:
    """Between which numbers the result lies; None where an end is open."""
    value = result.value
    if result.comparator in (Comparator.BELOW, Comparator.AT_MOST):
        return None, value
    if result.comparator in (Comparator.ABOVE, Comparator.AT_LEAST):
        return value, None
    return value, value
