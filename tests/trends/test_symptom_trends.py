import re
from datetime import date

import pytest

from myeloma_journal.journal.models import Severity
from myeloma_journal.trends.symptom_trends import SEVERITIES, compare_symptoms
from myeloma_journal.trends.trend import Trend
from tests.trends.spans import TODAY, written


def symptom(before, since, **more):
    return compare_symptoms([written(before, since, **more)], today=TODAY)[0]


def test_words_are_those_of_the_journal():
    assert [str(word) for word in SEVERITIES] == [
        level.label.lower() for level in Severity
    ]


@pytest.mark.parametrize(
    ("before", "since", "sentence"),
    [
        # new
        (
            "0000",
            "0000000" + "1111111" + "1111" + "2",
            "None before. First on November 3."
            " Mild on 11 days. Moderate on November 14.",
        ),
        (
            "",
            "..1100",
            "No entries about it before. Mild on October 29 and 30. None after that.",
        ),
        ("000", "0020", "None before. Moderate on October 29. None after that."),
        # worse
        (
            "1111",
            "1222122",
            "Was mild. Now moderate on most days with entries. "
            "Worst: moderate, last on November 2.",
        ),
        (
            "01201",
            "33222",
            "Was none to moderate. Now moderate on most days with entries."
            " Worst: severe, on October 27 and 28.",
        ),
        (
            "111",
            "12233",
            "Was mild. Now moderate or worse on most days with entries."
            " Worst: severe, on October 30 and 31.",
        ),
        (
            "12212",
            "22212223222222322222232222223",
            "Severe on November 3, 10, 17, and 24. Before, the worst was moderate.",
        ),
        # better
        (
            "2222",
            "2111",
            "Was moderate. Now mild on most days with entries. Last on October 30."
            " Worst: moderate, on October 27.",
        ),
        (
            "3333",
            "0101",
            "Was severe. Now mild or less on most days with entries. "
            "Last on October 30.",
        ),
        (
            "2222",
            "0001",
            "Was moderate. Now none on most days with entries. "
            "Worst: mild, on October 30.",
        ),
        # gone
        (
            "12",
            "0000",
            "Last on October 26. None on the 4 days with entries after that.",
        ),
        (
            "111",
            "3000",
            "Last on October 27: severe. None on the 3 days with entries after that.",
        ),
        # same
        ("111", "1111", "Mild on most days with entries, same as before."),
        (
            "112",
            "1112",
            "Mild on most days with entries, same as before. "
            "Worst: moderate, on October 30.",
        ),
        ("000", "00000", "None on any of the 5 days with entries."),
        (
            "222",
            "11311",
            "Mild on October 27, 28, 30, and 31. Severe on October 29."
            " Before, it was moderate.",
        ),
        # too little
        (
            "1",
            "12",
            "Mild on October 27. Moderate on October 28.",
        ),
        (
            "1",
            "1222",
            "Mild on October 27. Moderate on October 28, 29, and 30.",
        ),
        ("12", "", "Last on October 26. No entries about it since then."),
        ("00", "", "No entries about it since then."),
        (
            "00",
            "0",
            "None on October 27.",
        ),
    ],
)
def test_sentence_says_what_was_written(before, since, sentence):
    assert symptom(before, since).sentence == sentence


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("0", "On 1 day: none."),
        ("00", "On 2 days: none."),
        ("2", "On 1 day: moderate."),
        ("222", "On all 3 days: moderate."),
        ("0110", "On 2 of 4 days: mild."),
        ("0213", "On 4 days: none to severe."),
        ("12", "On 2 days: mild to moderate."),
    ],
)
def test_range_says_from_where_to_where_it_went(since, words):
    assert symptom("", since).range == words


@pytest.mark.parametrize("since", ["0012", "1", "10", "1100", "11111100", "3000"])
@pytest.mark.parametrize("before", ["", "000", "111", "1212"])
def test_sentence_names_each_day_once(before, since):
    named = re.findall(
        r"\b\d+\b(?! (?:written )?days?)", symptom(before, since).sentence
    )

    assert len(named) == len(set(named))


def test_change_tells_the_worst_the_latest_and_the_days():
    found = symptom("1111", "0.2320")

    assert (found.days, found.worst, found.latest) == (5, 3, 0)
    assert found.worst_on == [date(2026, 10, 30)]
    assert found.latest_on == date(2026, 11, 1)
    assert found.last_on == date(2026, 10, 31)


def test_change_without_a_day_since_tells_when_it_was_last_felt():
    found = symptom("1210", "")

    assert (found.days, found.worst, found.worst_on) == (0, 0, [])
    assert (found.latest, found.latest_on) == (None, None)
    assert found.last_on == date(2026, 10, 25)


def test_symptom_nobody_wrote_about_is_left_out():
    assert compare_symptoms([written("", "")], today=TODAY) == []


def test_changes_stand_by_kind_then_by_the_worst():
    spans = {
        "Rash": ("", "1"),
        "Fever": ("1", "1"),
        "Sleep": ("2222", "2222"),
        "Bone pain": ("222", "111"),
        "Nausea": ("22", "000"),
        "Cough": ("000", "1"),
        "Tired": ("111", "222"),
        "Numbness": ("000", "3"),
    }

    found = compare_symptoms(
        [written(*days, name=name) for name, days in spans.items()], today=TODAY
    )

    assert [(symptom.trend, symptom.name) for symptom in found] == [
        (Trend.NEW, "Numbness"),
        (Trend.NEW, "Cough"),
        (Trend.NEW, "Rash"),
        (Trend.WORSE, "Tired"),
        (Trend.BETTER, "Bone pain"),
        (Trend.GONE, "Nausea"),
        (Trend.SAME, "Sleep"),
        (Trend.TOO_LITTLE, "Fever"),
    ]
