"""Lab results, medications, diagnosis and treatments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.result_history import describe_results, draw_charts, undrawn
from myeloma_journal.labs.tables import LAB_TIMES, TestRow, build_table, latest_times
from myeloma_journal.packets.contents.record import (
    RecordRows,
    joined,
    short_partial_date,
)
from myeloma_journal.packets.settings import item_key
from myeloma_journal.platform.charts import Band, Chart
from myeloma_journal.treatment.models import (
    Diagnosis,
    GeneFinding,
    Line,
    LineDrug,
    Medication,
    MedicationKind,
    ProcedureDone,
    Stage,
)
from myeloma_journal.treatment.timeline import (
    TreatmentTimeline,
    build_timeline,
    default_marker,
    results_by_marker,
    treatment_band,
)

# Two numbers stand side by side in the table; a picture begins with the third.
FEWEST_RESULTS = 3
# Narrow: there are few points, and so three stand beside each other.
LAB_CHART_WIDTH = 240


@dataclass(frozen=True)
class LabRow:
    """One test: its results at the times of the table, and the lab's own range."""

    name: str
    by_time: Mapping[str, str]
    range: str
    key: str = ""


def lab_rows(
    results: Sequence[LabResult],
) -> tuple[tuple[str, ...], tuple[LabRow, ...]]:
    """The times of the latest samples, and a row for each test."""
    table = build_table(results)
    times = tuple(map(short_partial_date, table.times))
    return times, tuple(map(_lab_row, table.rows))


def lab_charts(
    results: Iterable[LabResult], bands: Sequence[Band], *, first: date, last: date
) -> tuple[Chart, ...]:
    """A small chart of each test that was done often enough in these days.

    Args:
        results: In the order of the table.
        bands: The treatments that began or ended in these days.
        first: The first day that is drawn.
        last: The last day that is drawn.
    """
    tests: dict[object, list[LabResult]] = {}
    days: list[date] = []
    for result in results:
        if first <= result.collected_on <= last:
            tests.setdefault(result.test_key, []).append(result)
            days.append(result.collected_on)
    # All have the same days, so that they can be compared.
    begins, ends = min(days, default=first), max(days, default=last)
    charts = [
        replace(chart, name=_chart_name(several[0].name, chart.column))
        for several in tests.values()
        for chart in draw_charts(
            several,
            bands,
            min_points=FEWEST_RESULTS,
            first=begins,
            last=ends,
            width=LAB_CHART_WIDTH,
        )
    ]
    return tuple(charts)


def undrawn_labs(
    results: Iterable[LabResult], *, first: date, last: date
) -> tuple[str, ...]:
    """The results of these days that stand in no chart and in no column of the table.

    Each test in words, in the order of the table.
    """
    results = list(results)
    in_table = set(latest_times(results, LAB_TIMES))
    tests: dict[object, list[LabResult]] = {}
    for result in results:
        if first <= result.collected_on <= last:
            tests.setdefault(result.test_key, []).append(result)
    left = {
        several[0].name: [
            result
            for result in undrawn(several, min_points=FEWEST_RESULTS)
            if result.collected not in in_table
        ]
        for several in tests.values()
    }
    return tuple(
        f"{name}: {describe_results(several)}"
        for name, several in left.items()
        if several
    )


def _chart_name(test: str, unit: str) -> str:
    return f"{test}, {unit}" if unit else test


def _lab_row(row: TestRow) -> LabRow:
    by_time = {
        short_partial_date(when): "; ".join(result.result for result in cell)
        for when, cell in row.cells.items()
    }
    key = item_key("lab", row.test_slug)
    return LabRow(row.name, by_time, row.describe_range(short_partial_date), key)


@dataclass(frozen=True)
class MedicationRow:
    name: str
    how: str
    since: str
    purpose: str
    key: str = ""


def medication_rows(
    lines: Iterable[Line], medications: Iterable[Medication]
) -> tuple[MedicationRow, ...]:
    """The drugs of the treatment, which are always printed; then what is taken beside.

    Args:
        lines: The lines of therapy under way.
        medications: Those taken now.
    """
    drugs = [_line_drug(line, drug) for line in lines for drug in line.drugs.all()]
    return (*drugs, *map(_medication_row, medications))


def _line_drug(line: Line, drug: LineDrug) -> MedicationRow:
    since = short_partial_date(line.started)
    purpose = pgettext("what a drug is for", "myeloma")
    return MedicationRow(capfirst(drug.name), drug.details, since, purpose)


def _medication_row(medication: Medication) -> MedicationRow:
    kinds = {
        MedicationKind.OVER_THE_COUNTER.value: pgettext(
            "medication", "over the counter"
        ),
        MedicationKind.SUPPLEMENT.value: pgettext("medication", "supplement"),
    }
    kind = kinds.get(medication.kind)
    name = f"{medication.name} ({kind})" if kind else medication.name
    since = short_partial_date(medication.started) if medication.started else ""
    key = item_key("medication", medication.pk)
    return MedicationRow(name, medication.details, since, medication.what_for, key)


@dataclass(frozen=True)
class DiagnosisRow:
    """A fact of the diagnosis as the care team reported it."""

    about: str
    text: str


def diagnosis_rows(record: RecordRows) -> tuple[DiagnosisRow, ...]:
    """The diagnosis, stages and gene findings, without empty ones."""
    rows = [
        *(row for diagnosis in record.diagnoses for row in _diagnosis(diagnosis)),
        *(_stage(stage) for stage in record.stages),
        *(_gene(finding) for finding in record.genes),
    ]
    return tuple(row for row in rows if row.text)


def _diagnosis(diagnosis: Diagnosis) -> Iterable[DiagnosisRow]:
    yield DiagnosisRow(_("Type of myeloma"), diagnosis.myeloma_type)
    yield DiagnosisRow(_("Diagnosed"), str(diagnosis.when or ""))
    yield DiagnosisRow(_("Kidneys"), diagnosis.kidneys)
    yield DiagnosisRow(_("Bones"), diagnosis.bones)


def _stage(stage: Stage) -> DiagnosisRow:
    parts = (stage.stage, str(stage.when or ""), stage.reported_by)
    return DiagnosisRow(
        _("Stage (%(system)s)") % {"system": stage.system_name}, joined(*parts)
    )


def _gene(finding: GeneFinding) -> DiagnosisRow:
    share = copies = rules = ""
    if finding.percent is not None:
        percent = number_format(finding.percent.normalize(), use_l10n=True)
        share = pgettext("gene finding", "in %(percent)s%% of cells") % {
            "percent": percent
        }
    if finding.copies is not None:
        copies = ngettext("%(count)d copy", "%(count)d copies", finding.copies)
        copies %= {"count": finding.copies}
    if finding.rules:
        rules = pgettext("gene finding", "rules used: %(rules)s") % {
            "rules": finding.rules
        }
    result = finding.get_result_display()
    if finding.name_is_result:
        result = _("Tested")
    when = str(finding.when or "")
    parts = (result, share, copies, finding.method, finding.sample, when, rules)
    return DiagnosisRow(_("Genes: %(name)s") % {"name": finding.name}, joined(*parts))


# Wide enough for names and years, and still to be read on a phone.
TIMELINE_WIDTH = 480


def changed_bands(lines: Iterable[Line], first: date, last: date) -> list[Band]:
    """The lines of therapy that began or ended in these days, for charts of them."""
    return [
        treatment_band(line.regimen_name, line.started, line.stopped)
        for line in lines
        if any(
            turn and first <= turn <= last
            for turn in (line.started_on, line.stopped_on)
        )
    ]


def treatment_timeline(
    lines: Sequence[Line],
    results: Iterable[LabResult],
    procedures: Iterable[ProcedureDone],
    last: date,
) -> TreatmentTimeline | None:
    """All treatments up to the visit, below the results of the main marker."""
    series = results_by_marker(
        result for result in results if result.collected_on <= last
    )
    marker = default_marker(series)
    done = [
        procedure
        for procedure in procedures
        if procedure.done_on and procedure.done_on <= last
    ]
    above = series[marker] if marker else []
    return build_timeline(lines, done, above, today=last, width=TIMELINE_WIDTH)
