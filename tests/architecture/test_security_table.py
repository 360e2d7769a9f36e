"""docs/security.md says what holds each requirement; this asks whether it does."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from myeloma_journal.care_circle.roles import GRANTS, Permission, Role

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "security.md").read_text()
ITEM = re.compile(
    r"^\| ([A-Z]{3}-\d)( ★)? ([^|]+) \| ([^|]+) \| ([^|]*)\|$", re.MULTILINE
)
NAMED = re.compile(r"`([\w/.]+\.py)::(\w+)`")
# The core, without which nothing is released.
CORE = {
    f"{group}-{number}"
    for group, numbers in {
        "REQ": "0", "AUT": "1345", "SES": "124", "AUZ": "12345", "INP": "1235",
        "OUT": "124", "HDR": "123", "PRI": "124", "CRY": "12", "AVA": "12",
        "INT": "123468", "BAK": "12", "OPS": "12",
    }.items()
    for number in numbers
}  # fmt: skip
ROWS = {row[0]: row for row in ITEM.findall(PAGE)}
PAIRS = [(item, *test) for item, row in ROWS.items() for test in NAMED.findall(row[4])]


@cache
def docstrings(path):
    """What each test of a file says about itself, read without running it."""
    tree = ast.parse((TESTS / path).read_text())
    return {
        node.name: ast.get_docstring(node) or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def test_the_whole_core_stands_in_the_table():
    starred = {item for item, row in ROWS.items() if row[1]}

    assert starred == CORE


def test_what_has_no_test_says_that_it_is_not_held():
    untested = {item for item, row in ROWS.items() if not NAMED.search(row[4])}
    not_held = {item for item, row in ROWS.items() if "*Not held" in row[3]}

    assert untested == not_held


@pytest.mark.parametrize(("item", "path", "name"), PAIRS)
def test_each_test_that_is_named_exists_and_names_its_item(item, path, name):
    assert item in docstrings(path)[name]


def test_each_file_that_is_named_is_there():
    links = re.findall(r"\]\(([\w./-]+\.md)\)", PAGE)

    assert [link for link in links if not (TESTS.parent / "docs" / link).exists()] == []


def test_the_table_of_roles_is_the_one_the_door_asks():
    """AUZ-4: what is written there for people is what the program does."""
    lines = re.findall(
        r"^\| `(\w+)`: [^|]+\| (yes|no) \| (yes|no) \| (yes|no) \|$", PAGE, re.MULTILINE
    )

    written = {
        (permission, role)
        for permission, *answers in lines
        for role, answer in zip(Role, answers, strict=True)
        if answer == "yes"
    }
    granted = {(str(permission), role) for role in Role for permission in GRANTS[role]}
    assert written == granted
    assert {permission for permission, *_ in lines} == set(Permission)
