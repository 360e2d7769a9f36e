"""The symptoms of the catalogue are found by what people call them."""

import json
from pathlib import Path

import pytest

from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.catalogue.search import Meaning
from myeloma_journal.journal.symptom_choices import Choice, search

FIXTURES = Path(__file__).parents[2] / "fixtures/catalogue"


def rows(name, model):
    for row in json.loads((FIXTURES / f"{name}.json").read_text()):
        if row["model"] == f"catalogue.{model}":
            yield row["fields"]


CHOICES = [
    Choice(
        row["slug"],
        row["label"],
        Symptom(
            label=row["label"],
            help=row.get("help", ""),
            everyday_words=row["everyday_words"],
        ),
    )
    for row in rows("symptoms", "symptom")
]
MEANINGS = [
    Meaning(tuple(row["typed"]), tuple(row["means"]))
    for row in rows("synonyms", "synonym")
]


def found(query):
    return [choice.value for choice in search(CHOICES, query, MEANINGS)]


def test_each_symptom_is_found_by_four_everyday_words_at_least():
    lost = [
        (word, choice.value)
        for choice in CHOICES
        for word in choice.everyday_words
        if choice.value not in found(word)[:3]
    ]

    assert lost == []
    assert [c.value for c in CHOICES if len(c.everyday_words) < 4] == []


@pytest.mark.parametrize(
    ("query", "symptom"),
    [
        ("nausea", "nausea"),
        ("queasy", "nausea"),
        ("sick to my stomach", "nausea"),
        ("the runs", "diarrhea"),
        ("diarrhoea", "diarrhea"),
        ("diarhea", "diarrhea"),
        ("constipated", "constipation"),
        ("constipaton", "constipation"),
        ("winded", "breathlessness"),
        ("chemo brain", "brain-fog"),
        ("pins and needles", "neuropathy"),
        ("dizzy", "dizziness"),
        ("tingly", "neuropathy"),
        ("itchiness", "rash-itch"),
        ("swollen feet", "swelling"),
        ("headaches", "headache"),
        ("I can’t sleep", "sleep-trouble"),
    ],
)
def test_everyday_word_finds_its_symptom_first(query, symptom):
    assert found(query)[0] == symptom


def test_nothing_is_found_for_what_is_no_symptom():
    assert found("zebra") == []
