"""What is looked at when the program starts."""

import ctypes.util

import pytest

from myeloma_journal.platform.database.checks import paper_can_be_made


def test_nothing_is_said_where_paper_can_be_made():
    assert paper_can_be_made() == []


@pytest.mark.parametrize("name", ["pango-1.0", "pangoft2-1.0", "harfbuzz-subset"])
def test_a_library_that_paper_needs_is_named_with_its_package(monkeypatch, name):
    found = ctypes.util.find_library
    monkeypatch.setattr(
        ctypes.util,
        "find_library",
        lambda library: None if library == name else found(library),
    )

    [warning] = paper_can_be_made()

    assert warning.msg == f"No PDF can be made, or only slowly: {name} is missing."
    assert "libharfbuzz-subset0" in warning.hint
