"""System checks when the program starts."""

import ctypes.util

import pytest

from myeloma_journal.platform.database.checks import check_pdf_libraries


def test_pdf_libraries_that_are_installed_cause_no_warning():
    assert check_pdf_libraries() == []


@pytest.mark.parametrize("name", ["pango-1.0", "pangoft2-1.0", "harfbuzz-subset"])
def test_a_missing_pdf_library_is_named_with_its_package(monkeypatch, name):
    found = ctypes.util.find_library
    monkeypatch.setattr(
        ctypes.util,
        "find_library",
        lambda library: None if library == name else found(library),
    )

    [warning] = check_pdf_libraries()

    assert warning.msg == f"No PDF can be made, or only slowly: {name} is missing."
    assert "libharfbuzz-subset0" in warning.hint
