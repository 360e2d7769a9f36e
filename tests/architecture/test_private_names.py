"""The product uses what its libraries publish, so that they can be updated."""

import ast
from pathlib import Path

import myeloma_journal

ROOT = Path(myeloma_journal.__file__).parent


def imported_names(path):
    """Every name a file imports from other packages, with its module."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_private(name):
    parts = name.split(".")
    return parts[0] not in ("myeloma_journal", "__future__") and any(
        part == "internal" or part.startswith("_") for part in parts
    )


def test_no_private_name_of_a_library_is_imported():
    private = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in ROOT.rglob("*.py")
        for name in imported_names(path)
        if is_private(name)
    ]

    assert private == []
