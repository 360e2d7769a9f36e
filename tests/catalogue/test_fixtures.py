"""The rules of what we publish, asked of the fixtures themselves."""

import json
import re
from collections import Counter, defaultdict
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from myeloma_journal.care_team.signs import parse
from myeloma_journal.platform.forms.telephones import tel_uri
from tests.conftest import CATALOGUE_FILES
from tests.reading_grade import grade

pytestmark = pytest.mark.sqlite_only

COUNTS = {
    "source": 332,
    "term": 65,
    "checklist": 36,
    "cataloguequestion": 459,
    "bundle": 5,
    "symptom": 39,
    "measure": 9,
    "warningsign": 38,
    "symptomsign": 163,
    "urgencylevel": 3,
    "drugclass": 22,
    "drug": 49,
    "regimen": 53,
    "procedure": 13,
    "phase": 9,
    "relapsestrategy": 4,
    "labmarker": 21,
    "othertest": 3,
    "genemarker": 15,
    "stagingsystem": 6,
    "response": 11,
    "country": 25,
}
# Pages that hold somebody else's text, found when the original could not be read.
COPY_HOSTS = (
    "5y1.org",
    "ashpublications.com",
    "ashpublications.net",
    "docplayer.net",
    "ehb.be",
    "medx.it.com",
    "micrornainhibitor.com",
    "mimsdev.com",
    "obaid.info",
    "preview-www.nature.com",
    "studyres.com",
    "themeditary.com",
    "vercel.app",
    "x-mol.com",
    "zeepedia.com",
)
UNREAD = {"slug", "editor_note", "sources"}


def read():
    """Every row of every file, by kind."""
    rows = defaultdict(list)
    for file in CATALOGUE_FILES:
        path = settings.FIXTURE_DIRS[0] / f"{file}.json"
        for row in json.loads(path.read_text()):
            rows[row["model"].removeprefix("catalogue.")].append(row["fields"])
    return rows


ROWS = read()
SLUGS = {kind: {row.get("slug") for row in rows} for kind, rows in ROWS.items()}
RECORDS = [
    (kind, row)
    for kind, rows in ROWS.items()
    for row in rows
    if "slug" in row and kind != "synonym"  # nothing of it is shown
]
QUESTIONS = ROWS["cataloguequestion"]
CURRENT_LISTS = {row["slug"] for row in ROWS["checklist"] if row["status"] != "retired"}
# The choices of each follow-up question, by its id, of each symptom.
ANSWERS = {
    row["slug"]: {
        question["id"]: ["yes", "no"]
        if question["type"] == "yes-no"
        else [choice["id"] for choice in question.get("choices", [])]
        for question in row.get("follow_ups", [])
    }
    for row in ROWS["symptom"]
}
FOLLOW_UPS = [
    (row["slug"], follow_up)
    for row in ROWS["symptom"]
    for follow_up in row.get("follow_ups", [])
]


def words_of(value):
    """All text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)


def test_nothing_is_missing():
    assert {kind: len(ROWS[kind]) for kind in COUNTS} == COUNTS


def test_each_slug_is_used_once():
    twice = [kind for kind, rows in ROWS.items() if len(SLUGS[kind]) < len(rows)]

    assert twice == ["bundleitem", "regimendrug"]


def test_no_row_has_a_number_for_a_name():
    rows = [
        row
        for file in CATALOGUE_FILES
        for row in json.loads((settings.FIXTURE_DIRS[0] / f"{file}.json").read_text())
    ]

    assert not any("pk" in row for row in rows)


@pytest.mark.parametrize("country", ROWS["country"], ids=lambda row: row["slug"])
def test_the_numbers_of_a_country_can_be_dialed_there(country):
    numbers = [
        country[name]
        for name in (
            "emergency_number",
            "other_emergency",
            "crisis_line",
            "other_crisis",
        )
        if country[name]
    ]

    assert all(tel_uri(number, country["slug"].upper()) for number in numbers)


def test_no_place_in_a_list_is_given_twice():
    places = defaultdict(list)
    for kind, rows in ROWS.items():
        for row in rows:
            whole = next(
                (row[of] for of in ("checklist", "drug", "regimen") if of in row), None
            )
            whole = row["bundle"] if kind == "bundleitem" else whole
            whole = row["regimen"] if kind == "regimendrug" else whole
            if "position" in row:
                places[kind, str(whole)].append(row["position"])

    assert all(len(set(taken)) == len(taken) for taken in places.values())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["slug"])
def test_a_question_is_short_and_asks_one_thing(question):
    text = question["text"]

    assert text.endswith("?")
    assert text.count("?") == 1
    assert len(text.split()) <= 25


def test_each_lab_value_has_one_to_four_questions():
    linked = Counter(
        marker for question in QUESTIONS for [marker] in question["lab_markers"]
    )

    assert linked.keys() == SLUGS["labmarker"]
    assert max(linked.values()) <= 4


def test_a_list_is_worth_a_visit_and_fits_on_a_few_pages():
    sizes = Counter(question["checklist"][0] for question in QUESTIONS)

    assert sizes.keys() == CURRENT_LISTS
    assert min(sizes.values()) >= 10
    assert max(sizes.values()) <= 20


def test_a_question_is_not_asked_twice():
    texts = Counter(question["text"] for question in QUESTIONS)

    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("checklist", sorted(CURRENT_LISTS))
def test_a_list_reads_easily(checklist):
    text = " ".join(
        f"{question['text']} {question.get('why', '')}"
        for question in QUESTIONS
        if question["checklist"] == [checklist]
    )

    assert grade(text) < 7


def test_words_and_symptoms_read_easily():
    terms = " ".join(term["plain"] for term in ROWS["term"])
    symptoms = " ".join(
        f"{row['label']}. {row.get('help', '')}" for row in ROWS["symptom"]
    )

    assert grade(terms) < 7
    assert grade(symptoms) < 7


@pytest.mark.parametrize(
    "kind",
    ["procedure", "genemarker", "stagingsystem", "response", "statusnote", "drug"],
)
def test_what_is_explained_reads_easily(kind):
    fields = ("plain", "availability", "background", "text", "safety_program")
    texts = [row[name] for row in ROWS[kind] for name in fields if row.get(name)]

    assert grade(" ".join(f"{text.rstrip('.')}." for text in texts)) < 8


def test_each_gene_change_says_what_the_rules_on_risk_make_of_it():
    silent = {row["slug"] for row in ROWS["genemarker"] if not row.get("background")}

    assert silent == {"normal-genes", "other-gene"}
    assert all(row["background"] for row in ROWS["stagingsystem"])


def test_follow_up_questions_read_easily():
    assert grade(" ".join(follow_up["label"] for _, follow_up in FOLLOW_UPS)) < 7


@pytest.mark.parametrize(("slug", "follow_up"), FOLLOW_UPS)
def test_a_follow_up_question_is_one_short_question(slug, follow_up):
    assert re.fullmatch(r"[a-z_]+", follow_up["id"])
    assert follow_up["label"].endswith("?")
    assert len(follow_up["label"].split()) <= 12


@pytest.mark.parametrize(("slug", "follow_up"), FOLLOW_UPS)
def test_each_answer_to_a_follow_up_question_has_a_sentence(slug, follow_up):
    words, kind = follow_up["in_words"], follow_up["type"]
    if kind == "yes-no":
        assert words.keys() == {"yes", "no"}
    elif kind == "whole-number":
        assert words.keys() == {"one", "other"}
        assert "{number}" in words["other"]
        assert follow_up["max"] >= 24
    else:
        assert kind in {"choice-one", "choice-many"}
        assert words.endswith(": {choices}.")
        ids = [choice["id"] for choice in follow_up["choices"]]
        assert len(set(ids)) == len(ids) >= 3
        assert all(re.fullmatch(r"[a-z-]+", name) for name in ids)
    assert all(text.endswith(".") for text in words_of(words))


def test_each_follow_up_question_is_asked_once_about_a_symptom():
    asked = [(slug, follow_up["id"]) for slug, follow_up in FOLLOW_UPS]

    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("symptom", ROWS["symptom"], ids=lambda row: row["slug"])
def test_what_the_help_of_a_symptom_asks_for_has_a_field(symptom):
    asks = re.search(r"\b(count|check|note|write)\b", symptom.get("help", ""), re.I)

    assert not asks or symptom.get("follow_ups")


def test_sensitive_questions_are_about_what_lies_ahead_stopping_or_the_price():
    sensitive = {
        question["slug"] for question in QUESTIONS if question.get("is_sensitive")
    }

    assert sensitive == {
        "dx-curable",
        "rel-goals",
        "rel-how-long",
        "tr-costs",
        "life-cost",
        "life-other-costs",
        "pal-outlook",
        "pal-chance",
        "pal-burden",
        "pal-if-stop",
        "pal-hospice",
        "pal-wishes",
        "pal-speak-for-me",
        "pal-late-effects",
        "mnt-second-cancer",
        "cart-late",
        "early-how-likely",
        "test-worse",
        "rem-gain-lose",
        "kid-dialysis",
        "bel-lasting",
    }


def test_each_record_says_where_it_comes_from():
    silent = [
        row["slug"]
        for kind, row in RECORDS
        if kind not in {"source", "checklist", "bundle"} and not row["sources"]
    ]

    assert silent == []


def test_no_source_leads_to_a_copy():
    hosts = [
        urlsplit(source.get("url", "")).hostname or "" for source in ROWS["source"]
    ]

    assert not [host for host in hosts if host.endswith(COPY_HOSTS)]


def test_each_reason_holds_in_print_for_somebody_without_a_journal():
    of_us = re.compile(r"\b(app|packet|journal|treatment record|this page)\b", re.I)

    assert not [row["slug"] for row in QUESTIONS if of_us.search(row.get("why", ""))]


def test_every_source_is_used():
    used = {source for _, row in RECORDS for [source] in row.get("sources", [])}

    assert used == SLUGS["source"]


def test_nobody_has_reviewed_anything_yet():
    records = [row for kind, row in RECORDS if kind != "source"]

    assert {row["status"] for row in records} == {"draft", "retired"}
    assert {row["reviewed_on"] for row in records} == {None}
    assert all(row["written_on"] < row["next_review_due"] for row in records)


def test_no_text_speaks_of_how_it_was_made():
    inside = re.compile(r"\bseeds?\b|\bD\d+\b|\.txt|\.yaml|stored cop", re.IGNORECASE)
    found = [
        (row["slug"], text)
        for _, row in RECORDS
        for text in words_of([row[name] for name in row if name not in UNREAD])
        if inside.search(text)
    ]

    assert found == []


def test_no_text_speaks_of_years_of_survival():
    figure = re.compile(
        r"median|surviv\w* (rate|of \d)|\d ?%.{0,30}(alive|surviv)|life expectancy",
        re.IGNORECASE,
    )
    found = [
        (row["slug"], text)
        for _, row in RECORDS
        for text in words_of([row[name] for name in row if name not in UNREAD])
        if figure.search(text)
    ]

    assert found == []


def test_no_other_scale_than_none_mild_moderate_severe():
    scale = re.compile(r"a little|some of the time|quite a (bit|lot)|very much", re.I)
    texts = words_of([row for kind, row in RECORDS if kind != "source"])

    assert [text for text in texts if scale.search(text)] == []


@pytest.mark.parametrize("kind", ["measure", "labmarker"])
def test_soft_limits_lie_within_hard_ones(kind):
    numbers = [
        unit for row in ROWS[kind] for unit in row["units"] + row.get("parts", [])
    ]

    assert all(
        low <= high
        for unit in numbers
        for low, high in pairwise(
            unit[name] for name in ("hard_min", "soft_min", "soft_max", "hard_max")
        )
    )


def test_no_sign_rests_on_general_knowledge_alone():
    rows = ROWS["warningsign"] + ROWS["symptomsign"]

    assert [row["slug"] for row in rows if row["sources"] == [["gk"]]] == []


def test_signs_with_a_number_name_a_measure_or_count_something():
    given = {
        row["slug"]: row["rule"].get("measure", row["rule"].get("count"))
        for row in ROWS["warningsign"]
        if row["rule"]
    }

    assert given == {
        "sign-fever": "temperature",
        "sign-low-temp": "temperature",
        "sign-vomiting": 12,
        "sign-diarrhea": 4,
    }


def test_signs_are_about_drugs_that_exist():
    named = {slug for row in ROWS["warningsign"] for slug in row["only_on"]}

    assert named <= SLUGS["drugclass"] | SLUGS["drug"]


@pytest.mark.parametrize("row", ROWS["symptomsign"], ids=lambda row: row["slug"])
def test_condition_of_a_sign_can_be_checked(row):
    """An answer that nobody is asked for, or a slip, would silently be false."""
    parse(row["condition"])
    symptom = row.get("symptom", [""])[0]

    assert unknown_answers(symptom, row["condition"]) == []


def unknown_answers(symptom, condition):
    """What a condition names that no follow-up question of the symptom offers."""
    asked = ANSWERS.get(symptom, {})
    match condition:
        case {"rated": other, **rest}:
            inside = unknown_answers(other, rest.get("answers"))
            return inside if other in SLUGS["symptom"] else [other, *inside]
        case {"answer": key, "in": choices} | {"answer": key, "only": choices}:
            return [choice for choice in choices if choice not in asked.get(key, [])]
        case {"answer": key} | {"unanswered": key}:
            return [] if key in asked else [key]
        case dict():
            return unknown_answers(symptom, list(condition.values()))
        case list():
            found = (unknown_answers(symptom, part) for part in condition)
            return [name for names in found for name in names]
    return []


def test_nothing_that_is_common_is_a_sign_by_its_severity_alone():
    quiet = {
        *("fatigue", "cough", "heartburn", "sleep-trouble", "restless-irritable"),
        *("low-mood", "worry", "brain-fog", "neuropathy", "bone-pain", "back-pain"),
        *("rash-itch", "nail-skin-peel", "taste-change", "dry-mouth", "mouth-sores"),
        "injection-site",
    }
    alone = {
        row["symptom"][0]
        for row in ROWS["symptomsign"]
        if row["relation"] == "is" and row["condition"] is None
    }

    assert not alone & quiet


def test_thoughts_of_harm_are_asked_about_and_never_concluded():
    rows = [row for row in ROWS["symptomsign"] if row["sign"] == ["sign-mood-crisis"]]

    assert {row["relation"] for row in rows} == {"may-go-with"}


def test_bar_that_counts_chosen_questions_has_words_for_each_set():
    """The counter is in the style sheet; beyond its words the number stands alone."""
    sheet = (settings.BASE_DIR / "static/css/app.css").read_text()
    counter = re.search(r"@counter-style picked {.*?}", sheet)[0]
    of_list = Counter(question["checklist"][0] for question in QUESTIONS)
    of_bundle = Counter()
    for item in ROWS["bundleitem"]:
        of_bundle[item["bundle"][0]] += of_list[item["checklist"][0]]

    assert max(of_bundle.values()) < counter.count("question")
