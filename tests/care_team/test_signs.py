"""The table of symptoms and warning signs, and the language of its conditions."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from myeloma_journal.care_team.signs import (
    CONTEXTS,
    Report,
    Row,
    Situation,
    UnknownConditionError,
    asked_signs,
    contexts_in,
    look_around,
    met_signs,
    parse,
)
from tests.care_team.sign_tables import EXAMPLES, TABLE

DAY = date(2026, 3, 4)
FIXTURES = Path(settings.BASE_DIR, "fixtures/catalogue")


def published(file, model):
    rows = json.loads((FIXTURES / file).read_text())
    return {
        row["fields"]["slug"]: row["fields"]
        for row in rows
        if row["model"] == f"catalogue.{model}"
    }


SYMPTOMS = published("symptoms.json", "symptom")
SIGNS = published("signs.json", "warningsign")
LEVELS = published("signs.json", "urgencylevel")
COUNTS = {slug: (sign["rule"] or {}).get("count", 0) for slug, sign in SIGNS.items()}
ROWS = {
    slug: Row(
        about=row["symptom"][0] if "symptom" in row else f"measure:{row['measure'][0]}",
        sign=row["sign"][0],
        is_sign=row["relation"] == "is",
        at_least=row["at_least"],
        condition=row["condition"],
    )
    for slug, row in published("signs.json", "symptomsign").items()
}


def lines():
    for name, (contexts, text) in TABLE.items():
        for line in text.strip().splitlines():
            cell, signs = line.split(":")
            symptom, severities = cell.split()
            met, asked = (part.split() for part in signs.split("|"))
            for severity in severities:
                yield pytest.param(
                    symptom,
                    int(severity),
                    contexts.split(),
                    [slug for slug in met if slug != "-"],
                    [slug for slug in asked if slug != "-"],
                    id=f"{name}: {symptom} {severity}",
                )


def urgency(sign):
    level = LEVELS[SIGNS[sign]["level"][0]]
    return level["position"], SIGNS[sign]["position"]


def short(signs):
    return [sign.removeprefix("sign-") for sign in sorted(signs, key=urgency)]


def said(situation):
    """What is shown, and what is asked about."""
    met = met_signs(ROWS.values(), situation)
    asked = asked_signs(ROWS.values(), situation, shown=met, urgency=urgency)
    return short(met), short(asked)


def rated(symptom, severity, contexts=(), *, others=(), **answers):
    return Situation(
        (Report(symptom, severity, DAY, answers),),
        others=others,
        contexts=frozenset(contexts),
        counts=COUNTS,
    )


@pytest.mark.parametrize(
    ("symptom", "severity", "contexts", "met", "asked"), [*lines()]
)
def test_severity_says_what_the_table_says(symptom, severity, contexts, met, asked):
    assert said(rated(symptom, severity, contexts)) == (met, asked)


LISTED = {
    (symptom, int(severity))
    for line in TABLE["no treatment"][1].strip().splitlines()
    for symptom, severities in [line.split(":")[0].split()]
    for severity in severities
}


@pytest.mark.parametrize("symptom", [*SYMPTOMS])
def test_symptom_that_the_table_does_not_list_says_nothing(symptom):
    quiet = [level for level in range(4) if (symptom, level) not in LISTED]

    assert [said(rated(symptom, level)) for level in quiet] == [([], [])] * len(quiet)


def example(row, text):
    """The situation that a few words of `EXAMPLES` stand for."""
    here, contexts, others = {}, set(), []
    for word in text.split():
        if word.startswith("+"):
            contexts.add(word[1:])
        elif word.startswith("~"):
            symptom, _, answer = word[1:].partition(":")
            answers = answered(symptom, answer) if answer else {}
            others.append(Report(symptom, 2, DAY - timedelta(days=1), answers))
        else:
            here |= answered(row.about, word)
    report = Report(row.about, row.at_least, DAY, here)
    return Situation((report,), tuple(others), frozenset(contexts), counts=COUNTS)


def answered(symptom, text):
    """An answer as the form keeps it: a word, a list of them, or a number."""
    key, _, value = text.partition("=")
    asked = {question["id"]: question for question in SYMPTOMS[symptom]["follow_ups"]}
    match asked[key]["type"]:
        case "choice-many":
            return {key: [value]}
        case "whole-number":
            return {key: int(value)}
    return {key: value}


def holds(row, text):
    situation = example(row, text)
    return bool(asked_signs([row], situation, shown=(), urgency=urgency))


def conditions():
    for example in re.split(r"\n(?! )", EXAMPLES.strip()):
        slug, _, both = example.partition(":")
        true, _, false = both.partition("/")
        yield pytest.param(slug, true, false, id=slug)


@pytest.mark.parametrize(("slug", "true", "false"), [*conditions()])
def test_condition_holds_in_its_example_and_not_without(slug, true, false):
    row = ROWS[slug]

    assert holds(row, true)
    assert not holds(row, false)


def test_each_condition_has_an_example():
    named = {param.values[0] for param in conditions()}

    assert named == {slug for slug, row in ROWS.items() if row.condition is not None}


@pytest.mark.parametrize("row", [*ROWS.values()], ids=ROWS)
def test_row_says_nothing_below_its_severity(row):
    report = Report(row.about, row.at_least - 1, DAY)
    situation = Situation((report,), contexts=CONTEXTS, counts=COUNTS)

    assert not asked_signs([row], situation, shown=(), urgency=urgency)


@pytest.mark.parametrize(
    "condition",
    [
        {},
        [],
        "watch-weeks",
        {"context": "full-moon"},
        {"answer": "where"},
        {"answer": "where", "is": "leg"},
        {"answer": "where", "in": "leg"},
        {"answer": "times", "at_least": "four"},
        {"answer": "times", "at_least": 4, "at_most": 6},
        {"all": [{"any": [{"answers": "where"}]}]},
        {"not": [{"context": "fever"}]},
        {"rated": "cough", "within": 3},
        {"rated": "cough", "answers": {"answer": "mucus"}},
        {"unanswered": "where", "in": []},
    ],
    ids=str,
)
def test_condition_that_is_not_of_the_language_is_refused(condition):
    with pytest.raises(UnknownConditionError):
        parse(condition)


def test_condition_of_a_row_is_refused_when_it_is_read():
    row = Row("cough", "sign-bleeding", True, 1, {"answers": "yes"})

    with pytest.raises(UnknownConditionError):
        met_signs([row], rated("cough", 1))


@pytest.mark.parametrize("answer", [None, "", [], {}, 0.5, True, [["yes"]]])
def test_answer_of_another_kind_is_no_answer(answer):
    situation = rated("diarrhea", 1, times=answer, blood=answer)

    assert met_signs(ROWS.values(), situation) == {}


def test_most_urgent_question_is_asked_first():
    reports = (Report("cough", 3, DAY), Report("vomiting", 2, DAY))

    asked = said(Situation(reports, counts=COUNTS))[1]

    assert asked[:3] == ["chest-breath", "bleeding", "bowel-block"]


def test_sign_that_is_off_is_neither_met_nor_asked():
    report = Report("confusion-speech", 3, DAY)
    off = frozenset({"sign-confusion", "sign-stroke"})

    situation = Situation((report,), off=off, counts=COUNTS)

    assert said(situation) == ([], ["sepsis"])


def test_sign_of_two_symptoms_keeps_the_more_severe():
    answers = {"blood": "yes"}
    reports = (Report("diarrhea", 1, DAY, answers), Report("vomiting", 2, DAY, answers))
    situation = Situation(reports, counts=COUNTS)

    met = met_signs(ROWS.values(), situation)

    assert met["sign-bleeding"].about == "vomiting"


def test_sudden_sight_on_belantamab_is_said_once_and_urgently():
    situation = rated("eye-problems", 3, ["belantamab"], started="suddenly")

    assert said(situation)[0] == ["eye"]


def test_thirst_on_a_steroid_with_the_rest_is_about_calcium_alone():
    others = (Report("constipation", 2, DAY), Report("nausea", 2, DAY))
    answers = {"urine": "more-than-usual", "new_or_worse": "yes"}

    shown, asked = said(
        rated("thirst-urination", 2, ["steroid"], others=others, **answers)
    )

    assert shown == ["calcium"]
    assert "high-sugar" not in asked


def test_reaction_and_confusion_after_a_bispecific_name_it_first():
    assert said(rated("confusion-speech", 1, ["bispecific"]))[0] == [
        "icans",
        "confusion",
    ]


@pytest.mark.parametrize("ago", [-1, 1])
def test_stools_on_the_day_before_or_after_make_two_in_a_row(ago):
    others = (Report("diarrhea", 1, DAY - timedelta(days=ago)),)

    assert "diarrhea" in said(rated("diarrhea", 1, ["car-t"], others=others))[0]


def test_stools_two_days_ago_do_not():
    others = (Report("diarrhea", 1, DAY - timedelta(days=2)),)

    assert "diarrhea" not in said(rated("diarrhea", 1, ["car-t"], others=others))[0]


def test_only_what_rows_ask_for_has_to_be_looked_up():
    rows = [ROWS["headache-crs-is"], ROWS["headache-stroke-is"]]

    assert contexts_in(rows) == {"watch-weeks"}
    assert not look_around(rows)
    assert look_around([ROWS["headache-thick-blood-is"]])


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("sign-sepsis", "With an infection: confusion or slurred speech"),
        ("sign-no-urine", "With an infection: call your emergency number."),
        ("sign-stroke", "drooping face"),
        ("sign-fracture", "If you cannot get up or stand, call your emergency number."),
        ("sign-leg-clot", "within the hour, go to an emergency room"),
        ("sign-faint", "With chest pain, trouble breathing, or bleeding"),
        ("sign-shaking", "With confusion, blotchy skin"),
        ("sign-rash", "hives after a drug"),
        ("sign-diarrhea", "After CAR-T, also fewer, on 2 days in a row"),
        ("sign-spine-pain", "With weak or numb legs"),
        ("sign-eye-belantamab", "Sudden change or pain: call now."),
    ],
)
def test_signs_that_touch_say_where_the_other_begins(sign, words):
    assert words in SIGNS[sign]["label"] + " " + SIGNS[sign]["examples"]


@pytest.mark.parametrize(
    ("sign", "word"),
    [
        ("sign-cart-movement", "face"),
        ("sign-allergic", "hives"),
        ("sign-spine", "pain"),
    ],
)
def test_label_leaves_to_another_sign_what_is_at_another_level(sign, word):
    assert word not in SIGNS[sign]["label"].lower()


@pytest.mark.parametrize("sign", [*SIGNS.values()], ids=SIGNS)
def test_words_of_a_sign_name_no_number_to_dial_and_judge_nothing(sign):
    words = f"{sign['label']} {sign.get('examples', '')}"

    assert "{" not in words
    assert not any(number in words for number in ("911", "112", "999"))
    for judging in ("you have", "this is", "likely", "probably", "don’t worry"):
        assert judging not in words.lower()
