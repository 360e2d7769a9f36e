"""Which warning signs an entry meets, and which are to be asked about. Pure.

The catalogue's table of symptoms and signs (`SymptomSign`) is read against what was
reported. A row that *is* the sign shows it; a row that *may go with* it puts it on a
calm list of questions. What was not answered is not true, so the list takes over. Only
the table decides: nothing is concluded from a severity alone, nor from a row that does
not hold.

A row's `condition` is null, which always holds, or a JSON object:

    {"all": [...]}  {"any": [...]}  {"not": {...}}  {"two_of": [...]}
    {"answer": "where", "in": ["leg", "hip"]}   one of these was chosen
    {"answer": "where", "only": ["skin"]}       something was, and nothing but these
    {"answer": "times", "at_least": 4}          "count" for 4: the count of the sign
    {"answer": "times", "at_most": 3}
    {"unanswered": "times"}
    {"context": "watch-weeks"}                  see `CONTEXTS`
    {"rated": "cough", "at_least": 2, "within_days": 3}
    {"rated": ..., "answers": {...}}            that report's answers fulfill it, too
    {"days_in_a_row": 2}                        this symptom, saved on so many days

"Unless" is {"not": ...}, which also holds when nothing was answered. Anything else
raises `UnknownConditionError`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

# What is known beside the ratings. From the treatment record, on the day of the entry:
ON_TREATMENT = frozenset(
    {
        "watch-weeks",  # 8 weeks after CAR-T, or the start of a bispecific
        "car-t",  # at any time before
        "bispecific",  # now, or at any time before
        "carfilzomib",
        "belantamab",
        "steroid",
        "blood-thinner",
        "first-week",  # of a line of therapy
        "drug-yesterday",  # a drug was given that day or the day before
    }
)
# From the temperature of the entry:
ON_TEMPERATURE = frozenset(
    {
        "temperature",  # there is one
        "temperature-38",
        "fever",  # it meets the rule about fever: the team's, or the general one
        "low-temperature",
    }
)
CONTEXTS = ON_TREATMENT | ON_TEMPERATURE

Answers = Mapping[str, Any]


class UnknownConditionError(ValueError):
    """A condition that this module does not understand."""


@dataclass(frozen=True)
class Report:
    """A rating, or a measurement, on one day.

    `about` is the slug of a symptom, or "measure:" with the slug of a measure, which
    counts as mild.
    """

    about: str
    severity: int
    day: date
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Situation:
    """All that rows are read against.

    Attributes:
        reports: What this entry says.
        others: What other entries of the days around it say.
        contexts: Which of `CONTEXTS` hold.
        off: Signs that are switched off: neither met nor asked.
        counts: From how many on a sign is met that counts something.
    """

    reports: tuple[Report, ...]
    others: tuple[Report, ...] = ()
    contexts: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row of the table; `about` as in `Report`."""

    about: str
    sign: str
    is_sign: bool
    at_least: int
    condition: Any = None


def met_signs(rows: Iterable[Row], situation: Situation) -> dict[str, Report]:
    """The signs that are met, each with the most severe report that meets it."""
    met: dict[str, Report] = {}
    for row, report in _holding(rows, situation):
        before = met.get(row.sign)
        if row.is_sign and (before is None or report.severity > before.severity):
            met[row.sign] = report
    return met


def asked_signs(
    rows: Iterable[Row],
    situation: Situation,
    *,
    shown: Iterable[str],
    urgency: Callable[[str], Any],
) -> dict[str, Report]:
    """The signs to ask about, the most urgent first, each with what leads to it.

    A sign that is met is left out when it is among those shown. Where it is not, as
    where only the patient sees what meets it, it is asked about.

    Args:
        rows: All rows about what was reported, of both kinds.
        situation: What they are read against.
        shown: The signs that need no question.
        urgency: The sort key of a sign; the least is the most urgent.
    """
    left_out = set(shown)
    asked: dict[str, Report] = {}
    for row, report in _holding(rows, situation):
        if row.sign not in left_out:
            asked.setdefault(row.sign, report)
    return {sign: asked[sign] for sign in sorted(asked, key=urgency)}


def contexts_in(rows: Iterable[Row]) -> frozenset[str]:
    """The contexts that these rows ask for."""
    return frozenset(
        part["context"] for row in rows for part in _parts(row.condition, "context")
    )


def look_around(rows: Iterable[Row]) -> bool:
    """Whether these rows also need what other entries say."""
    return any(
        True
        for row in rows
        for key in ("rated", "days_in_a_row")
        for _ in _parts(row.condition, key)
    )


# How far before and after an entry `others` has to reach.
DAYS_AROUND = 7


def _parts(condition: Any, key: str) -> Iterator[dict[str, Any]]:
    """All objects inside a condition that have this key."""
    if isinstance(condition, dict):
        if key in condition:
            yield condition
        condition = list(condition.values())
    if isinstance(condition, list):
        for part in condition:
            yield from _parts(part, key)


def _holding(rows: Iterable[Row], situation: Situation) -> Iterator[tuple[Row, Report]]:
    for row in rows:
        if row.sign in situation.off:
            continue
        test = parse(row.condition)
        for report in situation.reports:
            is_about = report.about == row.about and report.severity >= row.at_least
            if is_about and test(Case(row, report, situation)):
                yield row, report


@dataclass(frozen=True)
class Case:
    """A row, the report it is about, and all else that is known."""

    row: Row
    report: Report
    situation: Situation


Test = Callable[[Case], bool]


def parse(condition: Any) -> Test:
    """The test that a condition stands for.

    Raises:
        UnknownConditionError: It is none of the language of this module.

    >>> parse({"answer": "where", "near": "leg"})
    Traceback (most recent call last):
    ...
    myeloma_journal.care_team.signs.UnknownConditionError: {'answer': 'where', ...
    """
    match condition:
        case None:
            return lambda case: True
        case {"all": list(parts), **rest} if not rest:
            return _counted(parts, len(parts))
        case {"any": list(parts), **rest} if not rest:
            return _counted(parts, 1)
        case {"two_of": list(parts), **rest} if not rest:
            return _counted(parts, 2)
        case {"not": dict(part), **rest} if not rest:
            test = parse(part)
            return lambda case: not test(case)
        case {"context": str(name), **rest} if not rest and name in CONTEXTS:
            return lambda case: name in case.situation.contexts
        case {"days_in_a_row": int(days), **rest} if not rest:
            return lambda case: _days_in_a_row(case) >= days
        case {"rated": str(), **rest} if rest.keys() <= RATED_KEYS:
            return _rated(condition)
        case {"answer": str()} | {"unanswered": str()}:
            return _answered(condition)
    raise UnknownConditionError(condition)


RATED_KEYS = {"at_least", "within_days", "answers"}


def _counted(parts: list[Any], least: int) -> Test:
    tests = [parse(part) for part in parts]
    return lambda case: sum(test(case) for test in tests) >= least


def _answered(condition: dict[str, Any]) -> Test:
    match condition:
        case {"unanswered": key, **rest} if not rest:
            return lambda case: not _is_answered(case.report.answers.get(key))
        case {"answer": key, "in": list(choices), **rest} if not rest:
            return lambda case: bool(_chosen(case, key) & set(choices))
        case {"answer": key, "only": list(choices), **rest} if not rest:
            return lambda case: bool(
                _chosen(case, key) and _chosen(case, key) <= set(choices)
            )
        case {"answer": key, "at_least": "count", **rest} if not rest:
            return lambda case: (
                _number(case, key) >= case.situation.counts[case.row.sign]
            )
        case {"answer": key, "at_least": int(least), **rest} if not rest:
            return lambda case: _number(case, key) >= least
        case {"answer": key, "at_most": int(most), **rest} if not rest:
            return lambda case: 0 <= _number(case, key) <= most
    raise UnknownConditionError(condition)


def _is_answered(answer: Any) -> bool:
    return answer not in (None, "", [])


def _chosen(case: Case, key: str) -> set[str]:
    answer = case.report.answers.get(key)
    if isinstance(answer, list):
        return {choice for choice in answer if isinstance(choice, str)}
    return {answer} if isinstance(answer, str) and answer else set()


def _number(case: Case, key: str) -> int:
    """The number that was answered; -1 when none was."""
    answer = case.report.answers.get(key)
    return answer if type(answer) is int else -1


def _rated(condition: dict[str, Any]) -> Test:
    symptom, least = condition["rated"], condition.get("at_least", 1)
    days = timedelta(days=condition.get("within_days", 0))
    test = parse(condition.get("answers"))

    def is_rated(case: Case) -> bool:
        here = case.report.day
        return any(
            report.about == symptom
            and report.severity >= least
            and abs(report.day - here) <= days
            and test(Case(case.row, report, case.situation))
            for report in case.situation.reports + case.situation.others
        )

    return is_rated


def _days_in_a_row(case: Case) -> int:
    """How many days in a row, with this one, the symptom was saved."""
    days = {
        report.day
        for report in case.situation.others
        if report.about == case.row.about and report.severity >= case.row.at_least
    }
    return 1 + sum(
        _run(days, case.report.day, timedelta(days=step)) for step in (-1, 1)
    )


def _run(days: set[date], day: date, step: timedelta) -> int:
    length = 0
    while (day := day + step) in days:
        length += 1
    return length
