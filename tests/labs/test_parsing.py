from decimal import Decimal

import pytest

from myeloma_journal.labs.parsing import ParsedRange, parse_range, parse_result
from myeloma_journal.labs.units import is_unit, normalize_unit
from myeloma_journal.platform.forms.numbers import AmbiguousNumberError


@pytest.mark.parametrize(
    ("typed", "comparator", "value"),
    [
        ("0.80", "", "0.80"),
        ("0,8", "", "0.8"),
        ("<0.1", "<", "0.1"),
        ("> 90", ">", "90"),
        ("≤ 0,1", "<=", "0.1"),
        (">=5", ">=", "5"),
        ("≥ 60", ">=", "60"),
        ("⩾60", ">=", "60"),
        ("＜４０", "<", "40"),
        ("less than 40", "<", "40"),
        ("Less Than 40", "<", "40"),
        ("more than 5", ">", "5"),
        ("at least 60", ">=", "60"),
        ("up to 5", "<=", "5"),
        ("> or = 60", ">=", "60"),
        ("1,250.5", "", "1250.5"),
        ("1'250", "", "1250"),
        ("1\u00a0250", "", "1250"),
        ("٣٫٤", "", "3.4"),
        ("24.5.", "", "24.5"),
        ("-0.3", "", "-0.3"),
        ("−0.3", "", "-0.3"),
        ("10.8\u200b", "", "10.8"),
    ],
)
def test_a_number_is_read_with_its_comparator(typed, comparator, value):
    result = parse_result(typed)

    assert (result.comparator, str(result.value)) == (comparator, value)


@pytest.mark.parametrize(
    "typed",
    [
        "trace",
        "normal",
        "High",
        "A1",
        "not detected at 10^-5",
        "1+",
        "++",
        "sæt",
        "Negative",
        "about 40",
        "~40",
        "1:40",
        "<1:40",
        "l250",  # a letter, where a one was meant
    ],
)
def test_a_word_is_kept(typed):
    assert (parse_result(typed).word, parse_result(typed).value) == (typed, None)


@pytest.mark.parametrize(
    ("typed", "value", "flag", "unit"),
    [
        ("10.8 L", "10.8", "L", ""),
        ("10.8L", "10.8", "L", ""),
        ("10.9 (L)", "10.9", "(L)", ""),
        ("24.5*", "24.5", "*", ""),
        ("24.5 **", "24.5", "**", ""),
        ("*24.5", "24.5", "*", ""),
        ("24.5 HH", "24.5", "HH", ""),
        ("H 24.5", "24.5", "H", ""),
        ("H24.5", "24.5", "H", ""),
        ("H-24.5", "24.5", "H", ""),
        ("H: 24.5", "24.5", "H", ""),
        ("L -2.3", "-2.3", "L", ""),
        ("24.5 (mg/L)", "24.5", "", "mg/L"),
        ("24.5 High", "24.5", "High", ""),
        ("24.5 A", "24.5", "A", ""),
        ("24.5 ↑", "24.5", "↑", ""),
        ("24.5 [H]", "24.5", "[H]", ""),
        ("H <24.5", "24.5", "H", ""),
        ("0.1 g/dL", "0.1", "", "g/dL"),
        ("5,1 g/dl", "5.1", "", "g/dl"),
        ("0.1 g/dL L", "0.1", "L", "g/dL"),
        ("24.5 H mg/L", "24.5", "H", "mg/L"),
        ("210 x10E3/uL", "210", "", "x10E3/uL"),
        ("210 × 10⁹/L", "210", "", "× 10⁹/L"),
        ("210 K/uL", "210", "", "K/uL"),
        ("250 1000/uL", "250", "", "1000/uL"),
        ("45%", "45", "", "%"),
        ("71 mL/min/1.73m2", "71", "", "mL/min/1.73m2"),
        ("4.5 10*3/uL", "4.5", "", "10*3/uL"),
        ("24.5* mg/L", "24.5", "*", "mg/L"),
        ("120 mg/24 H", "120", "", "mg/24 H"),
        ("72 ml/min/1,73m2", "72", "", "ml/min/1,73m2"),
    ],
)
def test_what_stands_beside_a_number_is_kept(typed, value, flag, unit):
    result = parse_result(typed)

    assert (str(result.value), result.flag, result.unit) == (value, flag, unit)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "<",
        "<trace",
        "<<1",
        "-",
        "?",
        "0x10",
        "1e5",
        "😀",
        "H",
        "L",
        "*",
        "10.8 (3.3-19.4)",
        "12 hours",
        "10 11",
        "3.3-19.4",
        "1.2.3",
        "24.5 mg/L approx",
        "150 103/uL",  # 150 × 10³, copied without its raised digit
        "210 109/L",
        "½",
    ],
)
def test_what_is_neither_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a number"):
        parse_result(typed)


@pytest.mark.parametrize("typed", ["1.250", "150,000", "H 1,250", "<1.250 mg/dL"])
def test_a_result_of_two_readings_is_asked_about(typed):
    with pytest.raises(AmbiguousNumberError):
        parse_result(typed)

    assert parse_result(typed, ".").value in {Decimal("1.250"), 1250, 150000}


@pytest.mark.parametrize(
    ("typed", "low", "high", "unit"),
    [
        ("3.3-19.4", "3.3", "19.4", ""),
        ("3.3-19.4 mg/L", "3.3", "19.4", "mg/L"),
        ("3.3 – 19.4", "3.3", "19.4", ""),
        ("3,3–19,4", "3,3", "19,4", ""),
        ("3.3 to 19.4", "3.3", "19.4", ""),
        ("(3.3-19.4)", "3.3", "19.4", ""),
        ("[3.3 - 19.4]", "3.3", "19.4", ""),
        ("12.0 g/dL - 15.5 g/dL", "12.0", "15.5", "g/dL"),
        (">=60", ">=60", "", ""),
        ("> 60", ">60", "", ""),
        ("≥ 60 mL/min/1.73m2", "≥60", "", "mL/min/1.73m2"),
        ("<26.3", "", "<26.3", ""),
        ("≤ 5", "", "≤5", ""),
        ("up to 5", "", "<=5", ""),
        ("less than 5 mg/L", "", "<5", "mg/L"),
        ("-2 - 3", "-2", "3", ""),
        ("< or = 5", "", "<=5", ""),
        ("3.3 - 19.4 (mg/L)", "3.3", "19.4", "mg/L"),
        ("0-0.5", "0", "0.5", ""),
        ("7,0 à 16,0", "7,0", "16,0", ""),
        ("3.3 — 19.4", "3.3", "19.4", ""),
        ("3.3~19.4", "3.3", "19.4", ""),
    ],
)
def test_a_range_has_both_ends_or_one(typed, low, high, unit):
    assert parse_range(typed) == ParsedRange(low, high, unit)


@pytest.mark.parametrize("typed", ["", "5", "negative", "3-4-5", "3.3/19.4", "H 3-4"])
def test_what_is_no_range_is_refused(typed):
    with pytest.raises(ValueError, match=r"not a (number|range)"):
        parse_range(typed)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("10^9/L", "10^9/l"),
        ("10*9/L", "10^9/l"),
        ("× 10⁹/L", "10^9/l"),
        ("x10^9/L", "10^9/l"),
        ("x10E9/L", "10^9/l"),
        ("X 10*9 / L", "10^9/l"),
        ("10⁹/L", "10^9/l"),
        ("/nL", "10^9/l"),
        ("Gpt/L", "10^9/l"),
        ("10E9/L", "10^9/l"),
        ("10 9/L", "10^9/l"),
        ("×10⁹ / l", "10^9/l"),
        ("10**9/L", "10^9/l"),
        ("10^9 cells/L", "10^9/l"),
        ("109/L", "10^9/l"),
        ("10^3/µL", "10^3/ul"),
        ("10^3/μL", "10^3/ul"),
        ("10*3/uL", "10^3/ul"),
        ("K/uL", "10^3/ul"),
        ("k/mcL", "10^3/ul"),
        ("x10E3/uL", "10^3/ul"),
        ("x10^3/uL", "10^3/ul"),
        ("× 10³/µL", "10^3/ul"),
        ("thou/uL", "10^3/ul"),
        ("Thousand/uL", "10^3/ul"),
        ("10E3/mm3", "10^3/ul"),
        ("K/mm³", "10^3/ul"),
        ("1000/uL", "10^3/ul"),
        ("K/cumm", "10^3/ul"),
        ("thou/mm3", "10^3/ul"),
        ("x10(3)/uL", "10^3/ul"),
        ("THOUS/MCL", "10^3/ul"),
        ("10³/mm³", "10^3/ul"),
        ("cells/µL", "/ul"),
        ("cells/uL", "/ul"),
        ("/uL", "/ul"),
        ("/mm3", "/ul"),
        ("cells/mm³", "/ul"),
        ("cells/cumm", "/ul"),
        ("cell/mcL", "/ul"),
        ("#/uL", "/ul"),
        ("cells per microliter", "/ul"),
        ("mL/min/1.73 m²", "ml/min/173m2"),
        ("mL/min/1.73m2", "ml/min/173m2"),
        ("mL/min/{1.73_m2}", "ml/min/173m2"),
        ("mL/min/1.73 m^2", "ml/min/173m2"),
        ("ml/min/1.73 sq m", "ml/min/173m2"),
        ("mL/min/1.73m²", "ml/min/173m2"),
        ("mL/min per 1.73 m2", "ml/min/173m2"),
        ("mL/min/1.73", "ml/min/173m2"),
        ("ml/min/1,73 m²", "ml/min/173m2"),
        ("Tsd./µl", "10^3/ul"),
        ("UI/L", "u/l"),
        ("％", "%"),
        ("µmol/L", "umol/l"),
        ("μmol/L", "umol/l"),
        ("umol/l", "umol/l"),
        ("mcmol/L", "umol/l"),
        ("micromol/L", "umol/l"),
        ("g/dL", "g/dl"),
        ("G/DL", "g/dl"),
        ("gm/dL", "g/dl"),
        ("gms/dl", "g/dl"),
        ("g/100 mL", "g/dl"),
        ("g %", "g/dl"),
        ("g per dL", "g/dl"),
        ("g/100ml", "g/dl"),
        ("mg/L", "mg/l"),
        ("mg / l", "mg/l"),
        ("MG/L", "mg/l"),
        ("mg/liter", "mg/l"),
        ("mg/24 h", "mg/24h"),
        ("mg/24h", "mg/24h"),
        ("mg/24hr", "mg/24h"),
        ("mg/24 hrs", "mg/24h"),
        ("mg/day", "mg/24h"),
        ("mg/d", "mg/24h"),
        ("mg/24 hours", "mg/24h"),
        ("mg/(24.h)", "mg/24h"),
        ("µg/mL", "ug/ml"),
        ("mcg/mL", "ug/ml"),
        ("ug/ml", "ug/ml"),
        ("μg/ml", "ug/ml"),
        ("U/L", "u/l"),
        ("IU/L", "u/l"),
        ("units/L", "u/l"),
        ("", ""),
        ("ratio", ""),
        ("1", ""),
        ("{ratio}", ""),
        ("-", ""),
        ("%", "%"),
        ("percent", "%"),
    ],
)
def test_a_unit_is_one_unit_however_it_is_spelled(typed, plain):
    assert normalize_unit(typed) == plain


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("× 10⁹/L", True),
        ("mL/min/1.73m2", True),
        ("%", True),
        ("hours", False),
        ("L", False),
        ("(3.3-19.4)", False),
    ],
)
def test_a_unit_beside_a_number_is_told_from_other_words(typed, is_one):
    assert is_unit(typed) is is_one
