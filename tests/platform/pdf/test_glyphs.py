"""Which characters paper can show."""

from dataclasses import dataclass

import pytest

from myeloma_journal.platform.pdf import glyphs
from myeloma_journal.platform.pdf.glyphs import missing_glyphs
from tests.packets import samples


@dataclass(frozen=True)
class Page:
    title: str
    rows: tuple[dict[str, str], ...]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Łukasz Wójcik, Đặng Thị Hương",
        "Γιώργος, Ольга",
        "163 × 10⁹/L, ≤ 5 µmol, ½ – “so” …",
        "line\nline\ttab\N{NO-BREAK SPACE}space\N{ZERO WIDTH JOINER}",
    ],
)
def test_what_our_fonts_have_is_printable(text):
    assert missing_glyphs(text) == []


@pytest.mark.parametrize("letter", ["😀", "中", "ש", "ب", "한", "☎"])
def test_what_no_font_has_is_named(letter, only_our_fonts):
    assert missing_glyphs(f"a {letter} b {letter}") == [letter]


SIGNS = "163 × 10⁹/L, 10⁻⁵, 5 m², ≥ 3"


@pytest.mark.parametrize(
    ("installed", "printed"),
    [
        ("", "163 × 10^9/L, 10^-5, 5 m², &gt;= 3"),
        ("2070-2079 2265", "163 × 10⁹/L, 10^-5, 5 m², ≥ 3"),
        ("2070-207b 2265", SIGNS),
    ],
)
def test_signs_are_written_in_ascii_where_no_font_has_them(
    installed, printed, only_our_fonts, monkeypatch
):
    monkeypatch.setattr(glyphs, "installed_ranges", lambda: installed)

    assert glyphs.replace_missing_glyphs(SIGNS) == printed


def test_it_is_found_wherever_it_stands(only_our_fonts):
    page = Page("中", ({"day": "😀"}, {"文": "a"}))

    assert missing_glyphs(page) == ["中", "😀", "文"]


def test_the_usual_packet_has_nothing_to_name():
    assert missing_glyphs(samples.PICTURED) == []


@pytest.mark.parametrize("letter", ["\ue000", "\U0001f000"])
def test_what_an_installed_font_has_is_printable(letter, only_our_fonts, monkeypatch):
    monkeypatch.setattr(glyphs, "installed_ranges", lambda: "41-5a 1f000")

    assert missing_glyphs(letter) == ([letter] if letter == "\ue000" else [])


def test_without_fontconfig_only_our_fonts_count(monkeypatch):
    monkeypatch.setattr(glyphs.shutil, "which", lambda name: None)

    assert glyphs.installed_ranges() == ""
