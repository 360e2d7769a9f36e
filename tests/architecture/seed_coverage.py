"""What carries each fact of the documents this project began with.

`docs/seed_inventory.json` has a row for each fact. A carrier is a kind and a name:

    question dx-curable                    something we publish, by its slug
    term relapse: RMM                      the same, and it has to say these words
    field treatment.Line.response          a field of a record
    page labs:result_chart                 a page, by the name of its address
    test tests/labs/test_told.py::test_x   a rule that a test holds

Write the document anew: `.venv/bin/python -m tests.architecture.seed_coverage`.
"""

import json
import re
from functools import cache
from pathlib import Path

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.urls import get_resolver

ROOT = Path(__file__).parents[2]
INVENTORY = ROOT / "docs" / "seed_inventory.json"
DOCUMENT = ROOT / "docs" / "seed-coverage.md"
PUBLISHED = {
    "checklist": "checklist",
    "class": "drugclass",
    "drug": "drug",
    "gene": "genemarker",
    "lab": "labmarker",
    "level": "contactlevel",
    "other-test": "othertest",
    "phase": "phase",
    "procedure": "procedure",
    "question": "cataloguequestion",
    "regimen": "regimen",
    "response": "response",
    "sign": "contactsign",
    "source": "source",
    "stage": "stagingsystem",
    "status": "statusnote",
    "strategy": "relapsestrategy",
    "symptom": "symptom",
    "term": "term",
}


@cache
def inventory():
    """All rows, and what the documents were."""
    return json.loads(INVENTORY.read_text())


@cache
def published():
    """The text of each record that we publish and have not retired, by its name."""
    return {
        f"{record['model'].split('.')[1]} {record['fields']['slug']}": json.dumps(
            record["fields"], ensure_ascii=False
        )
        for path in (ROOT / "fixtures" / "catalogue").glob("*.json")
        for record in json.loads(path.read_text())
        if "slug" in record["fields"] and record["fields"].get("status") != "retired"
    }


@cache
def pages():
    """The name of every address."""
    resolver = get_resolver()
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    for space, (_route, inner) in resolver.namespace_dict.items():
        inside = filter(lambda name: isinstance(name, str), inner.reverse_dict)
        names |= {f"{space}:{name}" for name in inside}
    return names


def is_there(carrier):
    """Whether what is named exists, and says what it has to say."""
    kind, name = carrier.split(" ", 1)
    if kind == "page":
        return name in pages()
    if kind == "field":
        return _has_field(*name.split("."))
    if kind == "test":
        path, _colons, test = name.partition("::")
        there = (ROOT / path).is_file() and (ROOT / path).read_text()
        return bool(there and re.search(rf"^def {test}\(", there, re.MULTILINE))
    slug, _colon, words = name.partition(": ")
    text = published().get(f"{PUBLISHED[kind]} {slug}")
    return text is not None and words in text


def _has_field(app, model, field):
    try:
        apps.get_model(app, model)._meta.get_field(field)
    except (LookupError, FieldDoesNotExist):
        return False
    return True


def document():
    """The page for people: every row, by document."""
    found = inventory()
    parts = [
        "# What carries each fact this project began with\n",
        f"{found['about']}\n",
        "Written by `python -m tests.architecture.seed_coverage`. A test fails when "
        "a row has no\ncarrier, when a carrier is gone, or when this page is "
        "out of date.\n",
    ]
    for seed, about in found["seeds"].items():
        parts.append(f"## {seed}\n\n{about}\n\n| Row | What it says | Carried by |")
        parts[-1] += "\n|---|---|---|"
        parts += [_line(r) for r in found["rows"] if r["id"].startswith(f"{seed}.")]
        parts.append("")
    return "\n".join(parts)


def _line(row):
    carriers = ", ".join(f"`{carrier}`" for carrier in row["carried_by"])
    said = " ".join(filter(None, (carriers, row.get("note"))))
    return f"| {row['id']} | {row['fact']} | {said} |"


if __name__ == "__main__":
    DOCUMENT.write_text(document())
