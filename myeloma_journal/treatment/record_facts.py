"""What stands in each part of the treatment record, in a sentence or two. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from myeloma_journal.labs.models import LabResult, OtherTestResult
from myeloma_journal.labs.words import describe_latest
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.cycles import cycle_in_words
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    Finding,
    GeneFinding,
    HealthEvent,
    Line,
    Medication,
    ProcedureDone,
    Stage,
)
from myeloma_journal.treatment.timeline import TUMOR_MARKERS

# How many names a sentence lists; the others are counted.
MOST_NAMES = 4
SHOWN = 2


@dataclass(frozen=True)
class Fact:
    """What a row says, and in small letters when it was so."""

    text: str
    when: str = ""


def medication_fact(
    medications: Sequence[Medication],
    current_lines: Iterable[Line],
    *,
    since: date | None,
    changed_on: date | None,
    today: date,
) -> Fact:
    """How many are taken now, and which are new or stopped since the last visit."""
    taken = [row for row in medications if row.is_current(today)]
    count = len(taken) + sum(len(line.drugs.all()) for line in current_lines)
    if not medications and not count:
        return Fact(_("Nothing written down yet"))
    now = ngettext("%(count)s now.", "%(count)s now.", count) % {"count": count}
    parts = [now if count else _("None now.")]
    if since:
        new = [m.name for m in taken if m.started_on and m.started_on >= since]
        stopped = [
            m.name
            for m in medications
            if m.stopped_on and since <= m.stopped_on <= today
        ]
        if new:
            parts.append(_("New: %(names)s.") % {"names": _names(new)})
        if stopped:
            parts.append(_("Stopped: %(names)s.") % {"names": _names(stopped)})
    when = ""
    if changed_on:
        day = _short(changed_on, today)
        when = pgettext("medications", "changed %(day)s") % {"day": day}
    return Fact(" ".join(parts), when)


def allergy_fact(
    current: Sequence[Allergy],
    ruled_out: Sequence[Allergy],
    *,
    reviewed_on: date | None,
    today: date,
) -> Fact:
    """Every allergy; that none is written says nothing about whether there is one."""
    when = ""
    if reviewed_on:
        day = _short(reviewed_on, today)
        when = pgettext("allergies", "reviewed %(day)s") % {"day": day}
    if current:
        named = [
            _("%(name)s: %(details)s") % {"name": row.name, "details": row.details}
            if row.details
            else row.name
            for row in current
        ]
        return Fact("; ".join(named), when)
    if ruled_out:
        names = _names([row.name for row in ruled_out])
        return Fact(_("No longer an allergy: %(names)s.") % {"names": names}, when)
    return Fact(_("Nothing written down yet"))


def treatment_fact(lines: Sequence[Line], phase_name: str, today: date) -> Fact:
    """What is given now; or that nothing is, as far as anybody wrote.

    The phase is the one that the team named for a time without treatment.
    """
    current = [line for line in lines if line.is_current(today)]
    given = [line for line in current if not line.is_treatment_free]
    if given:
        return Fact(" ".join(_line_now(given, today)), _since(given[0], today))
    if current or phase_name:
        phase = current[0].regimen_name if current else phase_name
        text = _("No treatment now. %(phase)s.") % {"phase": phase}
        return Fact(text, _since(current[0], today) if current else "")
    if planned := [line for line in lines if line.started_on > today]:
        words = {
            "name": planned[-1].title,
            "day": planned[-1].started.short(today),
        }
        return Fact(_("Planned: %(name)s, %(day)s.") % words)
    if not lines:
        return Fact(_("Not written down yet"))
    return Fact(_("No treatment now."), _ended(lines, today))


def lab_fact(results: Sequence[LabResult], today: date) -> Fact:
    """The latest result of the marker of the myeloma, or else of the first test."""
    if not results:
        return Fact(_("Nothing written down yet"))
    tests: dict[str, list[LabResult]] = {}
    for result in results:
        tests.setdefault(result.test_slug, []).append(result)
    slugs = [slug for slug in TUMOR_MARKERS if slug in tests] + list(tests)
    texts = (describe_latest(tests[slug], today) for slug in slugs)
    newest = max((result.collected for result in results), key=lambda when: when.first)
    return Fact(next(filter(None, texts), results[0].name), newest.short(today))


def other_test_fact(results: Sequence[OtherTestResult], today: date) -> Fact:
    if not results:
        return Fact(_("Nothing written down yet"))
    named = [
        _("%(name)s, %(day)s.") % {"name": row.name, "day": row.when.short(today)}
        if row.when
        else _("%(name)s.") % {"name": row.name}
        for row in results[:SHOWN]
    ]
    return Fact(" ".join([*named, *_more(len(results) - SHOWN)]))


def earlier_fact(
    lines: Sequence[Line],
    procedures: Sequence[ProcedureDone],
    events: Sequence[HealthEvent],
    today: date,
) -> Fact:
    """The latest lines that are over, procedures and hospital stays."""
    over = [line for line in lines if line.stopped_on and line.stopped_on <= today]
    parts = [_span(line) for line in over]
    parts += [
        _("%(name)s, %(day)s.") % {"name": row.name, "day": row.when.short(today)}
        if row.when
        else _("%(name)s.") % {"name": row.name}
        for row in procedures
    ]
    shown = parts[:SHOWN]
    if events:
        words = {"name": str(events[0]), "day": events[0].started.short(today)}
        shown.append(_("%(name)s, %(day)s.") % words)
    if not shown:
        return Fact(_("Nothing written down yet"))
    return Fact(" ".join([*shown, *_more(len(parts) - SHOWN)]), _ended(over, today))


def diagnosis_fact(
    diagnosis: Diagnosis | None,
    stages: Sequence[Stage],
    findings: Sequence[GeneFinding],
    today: date,
) -> Fact:
    """Type, stage and genes as the team named them."""
    parts = []
    if diagnosis and diagnosis.myeloma_type:
        words = {"name": diagnosis.myeloma_type}
        parts.append(_("%(name)s.") % words)
    if diagnosis and diagnosis.when:
        words = {"day": diagnosis.when.short(today)}
        parts.append(_("Diagnosed %(day)s.") % words)
    if stages:
        words = {"system": stages[0].system_name, "stage": stages[0].stage}
        parts.append(_("%(system)s: %(stage)s.") % words)
    found = dict.fromkeys(f.name for f in findings if f.result == Finding.FOUND)
    if found:
        parts.append(_("Genes: %(names)s.") % {"names": _names(list(found))})
    elif findings:
        parts.append(_("Gene tests written down."))
    if not parts and diagnosis and diagnosis.phase_name:
        parts.append(_("%(name)s.") % {"name": diagnosis.phase_name})
    elif not parts and diagnosis and diagnosis.is_known:
        parts.append(_("A few words written down."))
    when = ""
    if stages and stages[0].when:
        day = stages[0].when.short(today)
        when = pgettext("stage", "as told %(day)s") % {"day": day}
    return Fact(" ".join(parts) or _("Not written down yet"), when)


def _line_now(lines: Iterable[Line], today: date) -> Iterator[str]:
    for line in lines:
        drugs = [drug.name for drug in line.drugs.all()]
        words = {"number": line.number, "drugs": _names(drugs) or line.regimen_name}
        yield _("Line %(number)d: %(drugs)s.") % words
        if cycle := cycle_in_words(line, today):
            yield cycle


def _span(line: Line) -> str:
    words = {
        "name": line.title,
        "first": line.started_on.year,
        "last": line.stopped_on.year if line.stopped_on else "",
    }
    if words["first"] == words["last"]:
        return _("%(name)s, %(first)s.") % words
    return _("%(name)s, %(first)s to %(last)s.") % words


def _since(line: Line, today: date) -> str:
    day = line.started.short(today)
    return pgettext("treatment now", "since %(day)s") % {"day": day}


def _ended(lines: Iterable[Line], today: date) -> str:
    stops = [line.stopped for line in lines if line.stopped]
    if not stops:
        return ""
    day = max(stops, key=lambda stop: stop.first).short(today)
    return pgettext("earlier treatment", "ended %(day)s") % {"day": day}


def _names(names: Sequence[str]) -> str:
    """As in "Aspirin, Zofran and 3 more"."""
    shown = ", ".join(names[:MOST_NAMES])
    if (left := len(names) - MOST_NAMES) <= 0:
        return shown
    text = ngettext(
        "%(names)s and %(count)s more", "%(names)s and %(count)s more", left
    )
    return text % {"names": shown, "count": left}


def _more(count: int) -> list[str]:
    if count <= 0:
        return []
    text = ngettext("And %(count)s more.", "And %(count)s more.", count)
    return [text % {"count": count}]


def _short(day: date, today: date) -> str:
    return PartialDate(day, Precision.DAY).short(today)
