"""Split pasted text into lines and cells, and find out what each column is. Pure."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from myeloma_journal.labs.parsing import is_flag, is_range, parse_result
from myeloma_journal.platform.forms.days import MONTH, parse_day
from myeloma_journal.platform.forms.numbers import (
    COMMA,
    POINT,
    AmbiguousNumberError,
    decimal_sign_of,
    parse_number,
    plain_signs,
)

COLUMNS = {
    "date": "date day taken taken_on collected collected_on collection_date "
    "date_collected sample_date drawn drawn_on date_drawn test_date date_time datetime "
    "collection_time collection specimen_date date_of_test observation_date",
    "test": "test name test_name lab_test analyte marker component parameter analysis "
    "component_name test_description assay observation test_item",
    "result": "result results value your_value result_value observed_value your_result",
    "unit": "unit units uom unit_of_measure units_of_measure",
    "low": "low from lower min minimum range_low range_from low_limit lower_limit",
    "high": "high to upper max maximum range_high range_to high_limit upper_limit",
    "range": "range reference_range ref_range reference_interval ref_interval "
    "reference "
    "normal_range normal normal_values normal_value reference_values reference_value "
    "standard_range expected_range biological_reference_interval lab_range ref "
    "lab_s_range",
    "flag": "flag flags abnormal abnormal_flag lab_flag h_l indicator lab_s_flag",
}
USUAL = ("date", "test", "result", "unit", "low", "high")
NEEDED = ("test", "result")
COLUMN_OF = {word: name for name, titles in COLUMNS.items() for word in titles.split()}
# The comma in "November 24, 2026" separates no columns.
COMMA_OF_A_DAY = re.compile(
    rf"((?:^|,)\s*{MONTH}\.? +\d{{1,2}}), +(?=\d{{4}}\b)", re.ASCII | re.IGNORECASE
)
GAP = "  "
LINE_OF_SIGNS = re.compile(r"[\s|:+=_-]*")
NUMBERS = re.compile(r"\d[\d.,']*")
QUOTES = "\"'“”„«»‘’"
# Signs for an empty cell. A result may be one of them, so that it is asked for.
NOTHING = {"-", "--", "–", "—", "n/a", "na", "none", "null", "."}


@dataclass
class PastedLine:
    """One line: its number in the text, and the text of each column."""

    number: int
    text: str
    values: list[str] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def range_ends(self) -> list[str]:
        """The numbers of its range, as printed."""
        cells = self.cells
        text = cells["range"] or f"{cells['low']} - {cells['high']}"
        return NUMBERS.findall(plain_signs(text))

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals that its own range tells."""
        ends = self.range_ends
        pairs = [(ends[0], ends[1])] if len(ends) == 2 else []
        return decimal_sign_of(ends) or _sign_of_ranges(pairs)


@dataclass
class PastedTable:
    """The lines below the names of columns, if there are such names."""

    header: str
    names: list[str]
    lines: list[PastedLine]
    ignored_columns: list[str]

    @property
    def has_days(self) -> bool:
        return "date" in self.names

    @property
    def missing(self) -> list[str]:
        """The columns that it needs and does not name."""
        return [name for name in NEEDED if name not in self.names]

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals that the numbers of the table agree on."""
        texts: list[str] = []
        ranges: list[tuple[str, str]] = []
        for line in self.lines:
            ends = line.range_ends
            texts += NUMBERS.findall(plain_signs(line.cells["result"])) + ends
            if len(ends) == 2:
                ranges.append((ends[0], ends[1]))
        return decimal_sign_of(texts) or _sign_of_ranges(ranges)


def read_table(text: str) -> PastedTable:
    r"""Split the text; the first line may name the columns.

    >>> table = read_table("Test;Result;Reference Range\nKappa;24,5;3,3-19,4")
    >>> table.lines[0].cells["range"], table.has_days, table.decimal_sign
    ('3,3-19,4', False, ',')
    """
    lines = [
        PastedLine(number, line)
        for number, line in enumerate(text.split("\n"), 1)
        if not LINE_OF_SIGNS.fullmatch(line)
    ]
    separator = _separator(lines)
    for line in lines:
        line.values = _cells(line.text, separator)
    titles = lines[0].values if lines else []
    names = [_column(cell) for cell in titles]
    has_header = len({name for name in names if name in COLUMNS}) >= 2
    header, ignored = "", []
    if has_header:
        header = lines.pop(0).text
        ignored = [
            title
            for index, (title, name) in enumerate(zip(titles, names, strict=True))
            if title and (name not in COLUMNS or names.index(name) < index)
        ]
    else:
        names = list(USUAL if _has_days(lines) else USUAL[1:])
    for line in lines:
        line.cells = _by_name(names, line.values)
        if not has_header:
            _sort_out(line.cells)
    return PastedTable(header, names, lines, ignored)


def _by_name(names: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    """The cells by column; of two columns of one name, the first is read."""
    cells = dict.fromkeys(COLUMNS, "")
    cells |= dict(reversed(list(zip(names, values, strict=False))))
    for name in ("unit", "low", "high", "range", "flag"):
        if cells[name].casefold() in NOTHING:
            cells[name] = ""
    return cells


def _sort_out(cells: dict[str, str]) -> None:
    """Put range, flag and unit in their places, where no title says which is which."""
    if not (is_range(cells["unit"]) or is_flag(cells["unit"])):
        return
    rest = [cells[name] for name in ("unit", "low", "high")]
    cells |= dict.fromkeys(("unit", "low", "high", "range", "flag"), "")
    for text in filter(None, rest):
        name = "flag" if is_flag(text) else "range" if is_range(text) else "unit"
        cells[name] = " ".join(filter(None, (cells[name], text)))


def _has_days(lines: Sequence[PastedLine]) -> bool:
    """Whether the first column, which has no name, holds days."""
    return any(_is_day(line.values[0]) for line in lines) or not any(
        len(line.values) > 1 and _is_number(line.values[1]) for line in lines
    )


def _is_day(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


def _is_number(text: str) -> bool:
    try:
        return parse_result(text).value is not None
    except AmbiguousNumberError:
        return True
    except ValueError:
        return False


def _sign_of_ranges(ranges: Iterable[tuple[str, str]]) -> str:
    """The sign with which every range goes up, if only one does so.

    >>> _sign_of_ranges([("700", "1,600")]), _sign_of_ranges([("1.250", "2.500")])
    ('.', '')
    """
    fitting = {POINT, COMMA}
    for low, high in ranges:
        try:
            fitting = {
                sign
                for sign in fitting
                if parse_number(low, sign) <= parse_number(high, sign)
            }
        except ValueError:
            continue
    return fitting.pop() if len(fitting) == 1 else ""


def _separator(lines: Sequence[PastedLine]) -> str:
    """The column separator, guessed from the first line that has one."""
    for line in lines:
        text = line.text.strip()
        if "\t" in text:
            return "\t"
        if "|" in text:
            return "|"
        semicolons, commas = text.count(";"), text.count(",")
        if semicolons and (semicolons > 1 or semicolons >= commas):
            return ";"
        if commas > 1:
            return ","
    if any("," in line.text for line in lines) or not any(
        re.search(r"\S {2,}\S", line.text) for line in lines
    ):
        return ","
    return GAP


def _cells(line: str, separator: str) -> list[str]:
    if separator == GAP:
        return re.split(r" {2,}", line.strip())
    if separator == ",":
        line = COMMA_OF_A_DAY.sub(r"\1 ", line)
    if separator == "|":
        line = line.strip().strip("|")
    row = next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    return [cell.strip() for cell in row]


def _column(title: str) -> str:
    """The column with this title; the title itself when it is unknown."""
    plain = re.sub(r"[\W_]+", "_", title.casefold().strip("\ufeff"), flags=re.ASCII)
    return COLUMN_OF.get(plain.strip("_"), title)
