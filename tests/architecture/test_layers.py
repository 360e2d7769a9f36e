"""Imports go down a row or more, never up and never sideways."""

import ast
from pathlib import Path

import pytest

import myeloma_journal

ROOT = Path(myeloma_journal.__file__).parent
LAYERS = [
    {"home"},
    {"archive"},
    {"packets"},
    {"trends"},
    {"journal"},
    {"questions"},
    {"treatment"},
    {"labs", "appointments"},
    {"care_team"},
    {"care_circle", "catalogue"},
    {"backups"},
    {"accounts"},
    {"forms"},
    {"core"},
]
DEPTH = {app: depth for depth, layer in enumerate(LAYERS) for app in layer}


def imported_apps(path):
    """The apps a file imports, wherever in the file and however it does so."""
    nodes = ast.walk(ast.parse(path.read_text()))
    dotted = [
        f"{getattr(node, 'module', '')}.{alias.name}".strip(".")
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    return {
        name.split(".")[1] for name in dotted if name.startswith("myeloma_journal.")
    }


def test_every_app_has_its_row():
    apps = {path.parent.name for path in ROOT.glob("*/urls.py")} | {"accounts", "core"}

    assert apps == set(DEPTH)


def test_imports_only_go_down():
    upward = [
        f"{path.relative_to(ROOT)} imports {other}"
        for app, depth in DEPTH.items()
        for path in (ROOT / app).rglob("*.py")
        for other in imported_apps(path) - {app}
        if DEPTH.get(other, -1) <= depth
    ]

    assert upward == []


def parts_imported(path):
    """The parts of apps, such as forms, that a file imports from."""
    nodes = ast.walk(ast.parse(path.read_text()))
    dotted = [
        f"{node.module}.{alias.name}"
        for node in nodes
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]
    ours = [name.split(".") for name in dotted if name.startswith("myeloma_journal.")]
    return {name[2] for name in ours if len(name) > 2}


@pytest.mark.parametrize(
    ("part", "above"),
    [("models", {"actions", "forms", "views"}), ("actions", {"forms", "views"})],
)
def test_records_and_writes_know_nothing_of_pages(part, above):
    files = [*ROOT.glob(f"*/{part}.py"), *ROOT.glob(f"*/{part}/*.py")]

    upward = [
        f"{path.relative_to(ROOT)} imports {other}"
        for path in files
        for other in parts_imported(path) & above
    ]

    assert files
    assert upward == []
