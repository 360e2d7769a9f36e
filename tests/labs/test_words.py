"""Every sentence about a series is one of a few patterns, and true."""

import random
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from myeloma_journal.labs import words
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.words import describe_latest, describe_series
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision

TODAY = date(2026, 11, 21)
# Words that say how somebody is, what a number means, or what to do.
BANNED = """good bad better worse well fine ok okay normal abnormal unusual improve
improved improving rise rising rose fall falling fell drop dropped risk danger
dangerous critical severe serious concern worry alarm warning alert response remission
relapse progress progression stable percent trend too should must expected sadly
fortunately only still already active fail failed success control above below"""
PATTERNS = {
    "value": r"Kappa: (?P<value>.+) (?:on|in) (?P<when>[^.]+)\.",
    "before": r"The time before \((?P<when>.+)\)(?:, it was (?P<order>higher|lower|"
    r"the same))?: (?P<value>.+)\.",
    "rank": r"It is the (?P<end>highest|lowest) of (?P<count>\d+) results"
    r"(?: in (?P<unit>\S+))?\.",
    "range": r"The lab printed this range: (?P<range>.+)\.",
    "flag": r"The lab printed this flag: (?P<flag>.+)\.",
}


def result(typed, unit="mg/L", day=TODAY, precision=Precision.DAY, **fields):
    made = LabResult(name="Kappa", typed=typed, unit=unit, **fields)
    made.collected = PartialDate(day, precision)
    made.parse_typed()
    return made


def ago(days):
    return TODAY - timedelta(days=days)


def series(*typed):
    """One result a week, the earliest first."""
    return [
        result(text, day=ago(7 * n)) for n, text in enumerate(reversed(typed), start=1)
    ]


def test_a_series_is_told_by_order_and_by_what_was_printed():
    results = [
        result("0.8", "g/dL", flag="(H)", low_typed="0", high_typed="0.5"),
        result("1.1", "g/dL", day=ago(32)),
        result("2.0", "g/dL", day=ago(60)),
    ]

    assert describe_series(results) == [
        "Kappa: 0.8 g/dL on November 21, 2026.",
        "The time before (October 20, 2026), it was higher: 1.1 g/dL.",
        "It is the lowest of 3 results.",
        "The lab printed this range: 0–0.5.",
        "The lab printed this flag: H.",
    ]


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (["1.1"], ", down from 1.1 (Nov 14)"),
        (["0.8"], ", the same as before (Nov 14)"),
        (["0.35"], ", up from 0.35 (Nov 14)"),
        (["<0.1"], ""),
        (["1.1", "0.8 mg/dL"], ""),
    ],
)
def test_the_latest_is_compared_with_the_time_before_in_its_unit(earlier, said):
    results = [result("0.8"), *(result(t, "", day=ago(7)) for t in earlier)]
    for other in results[1:]:
        other.unit = other.unit or "mg/L"

    assert describe_latest(results, TODAY) == f"Kappa 0.8 mg/L (Nov 21){said}"


def test_two_results_of_the_latest_day_are_not_told_apart():
    assert describe_series([result("1"), result("2"), result("3", day=ago(9))]) == []


def test_a_month_that_may_be_later_is_not_called_the_time_before():
    november = result("1", day=date(2026, 11, 1), precision=Precision.MONTH)

    assert describe_series([result("2"), november]) == []


@pytest.mark.parametrize("other", ["<0.1", ">5", "trace"])
def test_no_number_is_the_lowest_beside_one_that_may_be_lower(other):
    sentences = describe_series(series("3", other, "2", "1"))

    assert not any(sentence.startswith("It is the") for sentence in sentences)


def test_every_sentence_is_true_of_a_random_series():
    chance = random.Random(20261121)  # noqa: S311
    seen = set()
    for _ in range(500):
        results = random_series(chance)
        for sentence in describe_series(results):
            seen.add(check(sentence, results))
    assert seen == {*PATTERNS, "before and order", "rank in a unit"}


def random_series(chance):
    texts = ["0.8", "0.80", "0,8", "1", "1.1", "7", "1234567890", "<0.1", "trace"]
    made = []
    for _ in range(chance.randint(1, 6)):
        typed = chance.choice(texts[: chance.choice([6, 7, 9])])
        precision = chance.choice([Precision.DAY] * 9 + [Precision.MONTH])
        day = ago(chance.randint(0, 90))
        if precision == Precision.MONTH:
            day = day.replace(day=1)
        unit = chance.choice(["mg/L", "mg/L", "mg/l", "mg/dL"])
        flag = chance.choice(["", "", "H"])
        low = chance.choice(["", "3.3"])
        made.append(result(typed, unit, day, precision, flag=flag, low_typed=low))
    return made


def check(sentence, results):
    """Which pattern it is, after it was compared with the series."""
    kind, found = next(
        (kind, match)
        for kind, pattern in PATTERNS.items()
        if (match := re.fullmatch(pattern, sentence))
    )
    by_day = sorted(results, key=lambda one: one.collected.first)
    latest, rest = by_day[-1], by_day[:-1]
    assert all(other.collected.last < latest.collected.first for other in rest)
    same_unit = [r for r in results if r.unit.lower() == latest.unit.lower()]
    if kind == "value":
        assert found["value"] == latest.amount
        assert found["when"] == str(latest.collected)
    elif kind == "before":
        before = rest[-1]
        assert (found["value"], found["when"]) == (before.amount, str(before.collected))
        if found["order"]:
            assert before in same_unit
            assert before.comparator == latest.comparator == ""
            is_true = {
                "higher": before.value > latest.value,
                "lower": before.value < latest.value,
                "the same": before.value == latest.value,
            }
            assert is_true[found["order"]]
            return "before and order"
    elif kind == "rank":
        others = [result for result in same_unit if result is not latest]
        assert int(found["count"]) == len(same_unit) >= 3
        assert not any(
            result.comparator or result.value is None for result in same_unit
        )
        if found["end"] == "highest":
            assert all(result.value < latest.value for result in others)
        else:
            assert all(result.value > latest.value for result in others)
        if found["unit"]:
            return "rank in a unit"
        assert len(same_unit) == len(results)
    elif kind == "range":
        assert found["range"] == latest.range_in_words
    else:
        assert found["flag"] == latest.flag
    return kind


def test_no_pattern_judges():
    source = Path(words.__file__).read_text()
    messages = re.findall(r'"([^"\n]*%\([^"\n]*)"', source)
    spoken = {word for text in messages for word in re.findall(r"[a-z]+", text.lower())}

    assert len(messages) > 12
    assert spoken & set(BANNED.split()) == set()
    assert not any(sign in text for text in messages for sign in "↑↓▲▼!")
