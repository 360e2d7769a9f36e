"""The files that leave: JSON, CSV, a page, and the ZIP around them."""

import csv
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from myeloma_journal.archive.export.bundle import stream_zip
from myeloma_journal.archive.export.data import csv_cell, journal_json, table_csv
from myeloma_journal.archive.export.html import journal_html
from myeloma_journal.archive.export.schema import schema
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from myeloma_journal.welcome import demo
from tests.archive.odd import EMOJI, FORMULA, RTL, odd_journal
from tests.factories import (
    make_entry,
    make_followed,
    make_lab_result,
    make_measurement,
    make_membership,
    make_rating,
    make_rule_match,
    make_saved_packet_settings,
)

AT = datetime(2026, 11, 21, 19, 2, tzinfo=UTC)
ENTRIES, LABS, RATINGS, SETTINGS = (
    next(table for table in tables() if table.name == name)
    for name in ("entries", "lab_results", "ratings", "saved_packet_settings")
)


@pytest.fixture(scope="module")
def odd(django_db_setup, django_db_blocker):
    """Everything that leaves of the odd journal: JSON, and the page."""
    with django_db_blocker.unblock(), transaction.atomic():
        member = odd_journal()
        rows = Rows(member)
        exported = json.loads("".join(journal_json(rows, AT)))
        page = "".join(journal_html(rows, member, AT))
        transaction.set_rollback(True)
    return exported, page


def sheet(member, table):
    text = "".join(table_csv(Rows(member), table))
    return text, list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


# journal.json


def test_json_keeps_every_character_and_number(odd):
    exported, _page = odd

    notes = {entry["note"] for entry in exported["tables"]["entries"]}
    assert {RTL, FORMULA} <= notes
    assert exported["tables"]["answers"][0]["text"] == EMOJI
    assert exported["tables"]["lab_results"][0]["value"] == "0.000000100000"


def test_json_says_when_in_utc(odd):
    exported, _page = odd

    gone = {entry["deleted_at"] for entry in exported["tables"]["entries"]}
    assert "2026-03-06T01:02:03.456789+00:00" in gone
    assert exported["exported_at"] == "2026-11-21T19:02:00+00:00"


def test_json_is_as_its_schema_says(odd):
    exported, _page = odd

    assert list(mismatches(schema(), exported, "journal.json")) == []


def mismatches(says, value, where):
    """Where `value` is not as the schema says; of JSON Schema what ours uses."""
    if "anyOf" in says:
        if value is not None:
            yield from mismatches(says["anyOf"][0], value, where)
        return
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    kind = {**kinds, "boolean": bool}.get(says.get("type"), object)
    is_right = isinstance(value, kind) and len(str(value)) <= says.get(
        "maxLength", 10**6
    )
    if not is_right or value != says.get("const", value):
        yield f"{where}: {value!r}"
    if "pattern" in says and not re.search(says["pattern"], value):
        yield f"{where}: {value!r}"
    if kind is dict:
        if value.keys() != says["properties"].keys():
            yield f"{where}: {value.keys() ^ says['properties'].keys()}"
        for key, inner in says["properties"].items():
            yield from mismatches(inner, value[key], f"{where}/{key}")
    if kind is list:
        for number, item in enumerate(value):
            yield from mismatches(says["items"], item, f"{where}/{number}")


def test_schema_refuses_what_is_not_there():
    exported = {"format": "myeloma-journal"}

    assert list(mismatches(schema()["properties"]["format"], "other", "format"))
    with pytest.raises(KeyError):
        list(mismatches(schema(), exported, "journal.json"))


# csv


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "－"])
def test_csv_makes_no_formula_of_a_text(begin):
    """OUT-4."""
    assert csv_cell(f"{begin}1+1") == f"'{begin}1+1"


@pytest.mark.parametrize("value", [Decimal("-1.5"), -3, "", "a=b", None])
def test_csv_leaves_numbers_and_plain_text_alone(value):
    """OUT-4."""
    assert str(csv_cell(value)) == str(value)


def test_csv_can_be_read_back(patient):
    """OUT-4: and nothing is lost by it."""
    member = make_membership(patient=patient)
    note = 'Two\nlines, and a "word"'
    make_entry(patient=patient, note=note, created_by=member.user)

    text, (row,) = sheet(member, ENTRIES)

    assert text.startswith("\ufeffid,created_at,")
    assert text.endswith("\r\n")
    assert row["note"] == note
    assert row["created_by"] == str(member.user)


def test_csv_keeps_numbers_as_numbers(patient):
    member = make_membership(patient=patient)
    make_lab_result(patient=patient, typed="-0.5", value="-0.5")

    _text, (row,) = sheet(member, LABS)

    assert (row["typed"], row["value"]) == ("'-0.5", "-0.500000000000")


def test_csv_names_the_day_of_each_rating_and_who_wrote_it(patient):
    member = make_membership(patient=patient)
    pain = make_followed(patient=patient)
    for day, name in [(9, "Anna, daughter"), (2, "Margaret"), (5, "Margaret")]:
        entry = make_entry(
            patient=patient, felt_on=date(2026, 3, day), created_by_name=name
        )
        make_rating(entry=entry, followed=pain, severity=day % 4)

    _text, rated = sheet(member, RATINGS)

    assert [
        (row["day"], row["written_by"], row["severity"], row["severity_in_words"])
        for row in rated
    ] == [
        ("2026-03-02", "Margaret", "2", "Moderate"),
        ("2026-03-05", "Margaret", "1", "Mild"),
        ("2026-03-09", "Anna, daughter", "1", "Mild"),
    ]
    assert next(iter(rated[0])) == "day"


def test_csv_is_in_the_order_of_days(patient):
    member = make_membership(patient=patient)
    for day in (9, 2, 5):
        make_entry(patient=patient, felt_on=date(2026, 3, day))
        make_lab_result(patient=patient, collected_on=date(2026, 3, day))

    for table, column in [(ENTRIES, "felt_on"), (LABS, "collected_on")]:
        days = [row[column] for row in sheet(member, table)[1]]
        assert days == sorted(days)


def test_csv_says_what_json_holds_in_words(patient):
    member = make_membership(patient=patient)
    make_saved_packet_settings(patient=patient)

    _text, (row,) = sheet(member, SETTINGS)

    assert (row["sections"], row["left_out"]) == ("questions, changes", "")


def test_csv_prints_no_python(db):
    member = demo.load()

    for table in tables():
        _text, rows = sheet(member, table)
        for row in rows:
            if row.get("severity_in_words") == "None":  # the word for no symptom
                assert row.pop("severity") == "0"
                row.pop("severity_in_words")
            cells = "\n".join([*row, *row.values()])
            assert not re.search(r"\b(True|False|None)\b|[][{}]", cells)


def test_page_says_what_json_holds_in_words(patient):
    member = make_membership(patient=patient)
    make_saved_packet_settings(patient=patient)

    page = "".join(journal_html(Rows(member), member, AT))

    assert "questions, changes" in page
    assert "[&#x27;" not in page


def test_csv_of_nothing_is_no_file(patient):
    assert sheet(make_membership(patient=patient), ENTRIES) == ("", [])


# journal.html


class Tags(HTMLParser):
    """What tags a page has, and where its attributes lead."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.leads, self.text = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.leads += [v for k, v in attributes if k in ("href", "src", "action")]

    def handle_data(self, data):
        self.text.append(data)


def plainly(words):
    """Without line breaks and capitals, which a page may set otherwise."""
    return " ".join(words.split()).casefold()


def test_page_needs_nobody_and_nothing_else(odd):
    page = Tags(odd[1])

    assert not {"script", "link", "img", "iframe", "form"} & set(page.tags)
    assert all(lead.startswith("#") for lead in page.leads)
    assert "default-src 'none'" in odd[1]
    assert "url(" not in odd[1]


def test_page_has_one_heading_above_all(odd):
    assert Tags(odd[1]).tags.count("h1") == 1


def test_page_shows_words_as_words(odd):
    assert "<b>" not in odd[1]
    assert "Zoë O’Neill &lt;b&gt;" in odd[1]


def test_page_says_every_word_that_somebody_wrote(odd):
    """Each text that people write stands on the page, as it is now."""
    exported, page = odd
    says = plainly(" ".join(Tags(page).text))
    missing = [
        (name, key, value)
        for name, records in exported["tables"].items()
        for record in records
        for key, value in record.items()
        if not name.endswith("_history")
        and key
        in {"text", "note", "name", "dose", "heard", "what", "reaction", "result"}
        and value
        and plainly(value) not in says
    ]

    assert missing == []


@pytest.mark.django_db
def test_page_says_what_was_answered_about_a_symptom(patient):
    member = make_membership(patient=patient, is_patient=True)
    entry = make_entry(patient=patient)
    make_rating(entry=entry, answers_in_words="4 times in 24 hours. No blood.")

    page = "".join(journal_html(Rows(member), member, AT))

    assert "Bone pain: Moderate. 4 times in 24 hours. No blood." in page


def test_page_says_which_entry_was_deleted(odd):
    assert "Deleted on March 5, 2026." in odd[1]


def test_page_asks_no_more_for_more_entries(patient, django_assert_num_queries):
    member = make_membership(patient=patient, is_patient=True)
    tired = make_followed(patient=patient)

    def written(count):
        for _number in range(count):
            entry = make_entry(patient=patient, felt_on=date(2026, 3, 5))
            make_rating(entry=entry, followed=tired)
            make_measurement(entry=entry)
            make_rule_match(entry=entry)

    written(1)
    with CaptureQueriesContext(connection) as first:
        "".join(journal_html(Rows(member), member, AT))
    written(3)

    with django_assert_num_queries(len(first)):
        "".join(journal_html(Rows(member), member, AT))


# The ZIP


def test_zip_leaves_while_it_is_made():
    made = []

    def pieces():
        for number in range(3):
            made.append(number)
            yield bytes(range(256)) * 4096

    stream = stream_zip([("first.txt", ["words"]), ("second.bin", pieces())], AT)
    first = next(stream)

    assert first.startswith(b"PK")
    assert made == []
    archive = ZipFile(BytesIO(first + b"".join(stream)))
    assert archive.testzip() is None
    assert archive.read("first.txt") == b"words"


def test_zip_leaves_out_a_file_without_a_piece():
    archive = ZipFile(BytesIO(b"".join(stream_zip([("a", []), ("b", ["x"])], AT))))

    assert archive.namelist() == ["b"]
