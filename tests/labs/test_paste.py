"""Lab results pasted as text: looked at first, then saved."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories import make_lab_marker, make_lab_result

pytestmark = pytest.mark.django_db

LINE = "2026-11-17,M-spike,0.8,g/dL,0,0.5"


def url(patient):
    return reverse("labs:result_paste", args=[patient.pk])


@pytest.fixture
def look(client, cast, patient, m_protein):
    """Send a text as the helper, to be looked at; the answer of the page."""
    client.force_login(cast["helper"])
    return lambda text, **more: client.post(url(patient), {"text": text} | more)


@pytest.fixture
def save(look):
    """Look at a text, then press save."""

    def press(text, changed=None):
        page = look(text).content.decode()
        seen = re.search(r'name="seen" value="(\w+)"', page)[1]
        return look(changed or text, save="yes", seen=seen)

    return press


def words(response):
    """The page on one line, so that sentences can be found in it."""
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("page", ["labs:result_list", "labs:result_add"])
def test_pages_about_results_lead_to_it(client, cast, patient, page):
    client.force_login(cast["helper"])

    response = client.get(reverse(page, args=[patient.pk]))

    assert url(patient) in words(response)


def test_looking_saves_nothing(look, patient):
    response = look(f"{LINE}\n2026-11-17,Ferritin,80,ug/L\n2026-11-17,Hb?,abc1 2 ,")

    assert response.status_code == 200
    assert "New: 3. Already saved: 0. With problems: 0." in words(response)
    assert "November 17, 2026" in words(response)
    assert not patient.lab_results.exists()


def test_the_second_press_saves(save, patient, m_protein):
    response = save(f"{LINE}\n2026-11-17,Ferritin,80,ug/L")

    assert response.status_code == 302
    ferritin, spike = patient.lab_results.order_by("name")
    assert (spike.marker, spike.name) == (m_protein, "M protein in blood")
    assert spike.result == "0.8 g/dL"
    assert (spike.range_in_words, spike.collected_on) == ("0–0.5", date(2026, 11, 17))
    assert (ferritin.marker, ferritin.result) == (None, "80 ug/L")
    assert [was.history_type for was in spike.history.all()] == ["+"]


def test_saving_needs_the_text_that_was_looked_at(save, patient):
    response = save(LINE, changed=LINE.replace("0.8", "0.9"))

    assert "The text has changed since you checked it." in words(response)
    assert not patient.lab_results.exists()


def test_saving_without_a_look_only_looks(look, patient):
    response = look(LINE, save="yes", seen="ä")

    assert "New: 1." in words(response)
    assert not patient.lab_results.exists()


def test_looking_again_does_not_save(look, patient):
    seen = re.search(r'name="seen" value="(\w+)"', words(look(LINE)))[1]

    look(LINE, seen=seen)

    assert not patient.lab_results.exists()


def test_the_same_press_twice_saves_once(look, save, patient):
    seen = re.search(r'name="seen" value="(\w+)"', words(look(LINE)))[1]

    for _ in range(2):
        assert look(LINE, save="yes", seen=seen).status_code == 302

    assert patient.lab_results.count() == 1


@pytest.mark.parametrize("typed", ["0.8", "0,80"])
def test_a_result_that_is_there_is_not_saved_again(look, patient, m_protein, typed):
    make_lab_result(patient=patient, marker=m_protein, name="", typed=typed)

    response = look(
        f"{LINE}\n{LINE.replace('0.8', '0.9')}\n{LINE.replace('0.8', '0.9')}"
    )

    assert "New: 1. Already saved: 2. With problems: 0." in words(response)


def test_a_result_of_another_journal_does_not_count(look, m_protein):
    make_lab_result(marker=m_protein, name="", typed="0.8")

    assert "New: 1. Already saved: 0." in words(look(LINE))


@pytest.mark.parametrize(
    "text",
    [
        "Unit;Value;Note;Test name;Date drawn\ng/dL;0,8;ok;M-Spike;2026-11-17",
        "Date\tTest\tResult\tUnit\n11/17/2026\tm protein in blood\t0,8\tG/DL",
        "November 17, 2026, M-spike, 0.8, g/dL",
        'date,test,result,unit\n"Nov 17, 2026",M-spike,"0,8",g/dL',
        "\n\n  2026-11-17 , M-spike , 0.8 , g/dL \r\n\r\n",
    ],
)
def test_columns_are_recognized(save, patient, m_protein, text):
    save(text)

    result = patient.lab_results.get()
    assert (result.marker, result.collected_on) == (m_protein, date(2026, 11, 17))
    assert result.typed in {"0.8", "0,8"}
    assert result.unit == "g/dL"


def test_columns_that_were_not_read_are_named(look):
    response = look("date,test,result,unit,doctor\n2026-11-17,M-spike,0.8,g/dL,Lee")

    assert "Columns not used: doctor." in words(response)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nonsense", "Put a comma, semicolon, or tab between the date,"),
        (",M-spike,0.8,g/dL", "Enter the date."),
        ("soon,M-spike,0.8,g/dL", "“soon” is not a date. Enter it like 2026-11-24."),
        (
            "03/04/2026,M-spike,0.8,g/dL",
            "Is that March 4 or April 3? Enter 2026-03-04 or 2026-04-03.",
        ),
        (
            "2026-11-22,M-spike,0.8,g/dL",
            "You entered November 22, 2026. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
        ("2026-11-17,,0.8,g/dL", "Enter the name of the test."),
        ("2026-11-17,M-spike,,g/dL", "Enter the result."),
        ("2026-11-17,M-spike,0.8 doses,", "“0.8 doses” isn’t clear."),
        ("2026-11-17,M-spike,0.8,", "Enter a unit for this test. Units: g/dL, g/L."),
        ("2026-11-17,M-spike,80,g/dL", "M protein in blood must be from 0 to 20 g/dL."),
        (
            "2026-11-17,M-spike,0.8,g/dL,2,1",
            "In a range, the low number comes first: 1 is less than 2.",
        ),
        ("2026-11-17,Ferritin,80,5", "If the result is 80,5, put it in quotation"),
        ("2026-11-17,a,1,b,2,3,4", "This line has 7 columns instead of 6."),
        (f"2026-11-17,{'n' * 101},1", "Use 100 characters or fewer. You typed 101."),
    ],
)
def test_a_problem_names_its_line_and_what_to_do(look, line, sentence):
    response = look(f"{LINE}\n\n{line}")

    assert response.status_code == 200
    assert "New: 1. Already saved: 0. With problems: 1." in words(response)
    assert "<strong> Line 3: </strong>" in words(response)
    assert sentence in words(response)
    assert line in words(response).split('id="id_text"')[1]


def test_good_lines_are_saved_and_the_others_stay_to_be_corrected(save, patient):
    header = "date,test,result,unit,low,high"

    response = save(f"{header}\n{LINE}\nsoon,M-spike,0.9,g/dL")

    assert "Saved 1 result. Lines with a problem are still here" in words(response)
    text = words(response).split('id="id_text"')[1]
    assert f"{header} soon,M-spike,0.9,g/dL</textarea>" in text
    assert patient.lab_results.get().typed == "0.8"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste at least one line."),
        (" \n ", "Paste at least one line."),
        ("date,result\n2026-11-17,1", "The first line has no column named test."),
        ("date,test,result", "There are no results below the column names."),
        ("\n".join([LINE] * 501), "You pasted 501 lines. The limit is 500 at a time."),
        ("x" * 100_001, "Use 100,000 characters or fewer. You typed 100,001."),
    ],
)
def test_a_text_that_is_no_table_is_refused(look, patient, text, sentence):
    response = look(text)

    assert response.status_code == 422
    assert sentence in words(response)
    assert "<title>Error:" in words(response)


def test_cells_like_formulas_and_pages_are_text(save, patient):
    save('2026-11-17,"=HYPERLINK(""x"")",<b>trace</b>\n2026-11-17,=1+1,+\0,,\n' + LINE)

    names = set(patient.lab_results.values_list("name", "typed"))
    assert ("=1+1", "+") in names
    assert len(names) == 2  # a result that starts with < is a number or nothing


def test_a_seldom_number_is_asked_about_and_can_be_saved(save, look, patient):
    make_lab_marker(
        name="Hemoglobin",
        aliases=["Hb"],
        units=[{"unit": "g/dL", "soft_max": 20, "hard_min": 1, "hard_max": 30}],
    )
    line = "2026-11-17,hb,25,g/dL"

    assert "Is this number right?" in words(look(line))
    assert save(line).status_code == 302
    assert patient.lab_results.get().typed == "25"


def test_it_costs_the_same_however_many_lines(
    look, save, patient, django_assert_num_queries
):
    save(LINE)

    for month in ("09", "10"):
        days = range(1, 3 if month == "09" else 21)
        text = "\n".join(f"2026-{month}-{n:02},M-spike,0.{n},g/dL" for n in days)
        with django_assert_num_queries(13):
            look(text)
        with django_assert_num_queries(29):
            save(text)

    assert patient.lab_results.count() == 23


def test_another_result_of_that_test_and_day_is_pointed_out(look, patient, m_protein):
    make_lab_result(patient=patient, marker=m_protein, name="", typed="0.7")

    response = look(LINE)

    assert "That day already has another result: <bdi>0.7 g/dL</bdi>." in words(
        response
    )


# ---- What a line leaves open


@pytest.fixture
def igg(db):
    unit = {"unit": "mg/dL", "ucum": "mg/dL", "hard_min": 0, "hard_max": 30000}
    return make_lab_marker(name="IgG", aliases=[], slug="igg", units=[unit])


@pytest.fixture
def kappa(db):
    units = [
        {"unit": "mg/L", "ucum": "mg/L", "hard_min": 0, "hard_max": 200000},
        {"unit": "mg/dL", "ucum": "mg/dL", "hard_min": 0, "hard_max": 20000},
    ]
    return make_lab_marker(
        name="Free kappa light chains", aliases=["kappa"], slug="kappa", units=units
    )


def press(look, text, **answers):
    """Answer, look at the text with the answers, then save it."""
    page = look(text, **answers).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    hidden = re.findall(r'<input type="hidden"\s+name="(\S+)"\s+value="([^"]*)"', page)
    sent = {name: value for name, value in hidden if name in answers}
    return look(text, save="yes", seen=seen, **(answers | sent))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("17.11.2026;kappa;3,4;mg/L\n17.11.2026;IgG;1.250;mg/dL", 1250),
        ('2026-11-17,kappa,3.4,mg/L\n2026-11-17,IgG,"1,250",mg/dL', 1250),
        ("2026-11-17;IgG;1,250;mg/dL;700;1,600", 1250),
        ("2026-11-17\tIgG\t1'250\tmg/dL", 1250),
        ("2026-11-17\tIgG\t1\u00a0250\tmg/dL", 1250),
        ("2026-11-17\tIgG\t1,250.5\tmg/dL", 1250.5),
        ("2026-11-17;IgG;0.125;mg/dL", 0.125),
        ("2026-11-17;IgG;1.25;mg/dL", 1.25),
        ("2026-11-17;IgG;١٢٥٠;mg/dL", 1250),
    ],
)
def test_other_numbers_tell_which_reading_it_is(
    look, save, patient, igg, kappa, text, value
):
    save(text)

    assert float(patient.lab_results.get(marker=igg).value) == value


@pytest.mark.parametrize("typed", ["1.250", "1,250"])
@pytest.mark.parametrize(("answer", "value"), [("1250", 1250), ("1.250", 1.25)])
def test_a_number_of_two_readings_is_asked_about(
    look, patient, igg, typed, answer, value
):
    text = f"2026-11-17;IgG;{typed};mg/dL"
    page = words(look(text))
    assert "could be 1250 or 1.250. Which one is it?" in page
    assert page.count('name="q-1-typed"') == 2

    press(look, text, **{"q-1-typed": answer})

    saved = patient.lab_results.get()
    assert (float(saved.value), saved.typed) == (value, answer)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("IgG;1.250;mg/dL", None),
        ("IgG;<1.250;mg/dL", None),
        ("IgG;1.250;mg/dL;700;1600", None),
        ("IgG;1.250;mg/dL;700-1.600", 1250),
        ("IgG;1.250;mg/dL;0.450-4.500", 1.25),
        ("IgG;1,250;mg/dL", 1250),
        ("Ferritin;1.250;ng/mL;30-400", None),
        ("TSH;1.250;mIU/L", None),
        ("TSH;1.250;mIU/L;0-5", 1.25),
        ("M-spike;1.250;g/dL", 1.25),
    ],
)
def test_a_point_elsewhere_decides_only_where_thousands_cannot_be(
    look, igg, kappa, line, value
):
    response = look(f"2026-11-17;kappa;24.5;mg/L\n2026-11-17;{line}")

    row = response.context["form"].rows[1]
    assert (row.result and float(row.result.value)) == value
    assert bool(row.questions) == (value is None)


@pytest.mark.parametrize(
    "cells",
    [
        "24.5;H;mg/L;3.3-19.4",
        "24.5;3.3-19.4;mg/L;H",
        "24.5 H;3.3-19.4 mg/L",
        "24.5;H;3.3-19.4 mg/L",
    ],
)
def test_columns_without_titles_are_told_apart(save, patient, kappa, cells):
    save(f"2026-11-17;kappa;{cells}")

    result = patient.lab_results.get()
    assert (result.result, result.range_in_words) == (
        "24.5 mg/L (lab’s flag: H)",
        "3.3–19.4",
    )


def test_a_percentage_is_kept_apart(save, patient, m_protein):
    save("2026-11-17;M-spike;5.5;%\n2026-11-17;M-spike;0.8;g/dL")

    results = patient.lab_results.order_by("name").values_list("name", "unit")
    assert list(results) == [("M protein in blood", "g/dL"), ("M-spike %", "%")]


@pytest.mark.parametrize(("typed", "is_said"), [("about 40", True), ("trace", False)])
def test_a_number_in_words_is_said_to_be_so(look, m_protein, typed, is_said):
    page = words(look(f"2026-11-17;M-spike;{typed};g/dL"))

    assert ("Saved as words, so no chart will show it." in page) == is_said


def test_an_answer_counts_for_the_number_it_was_given_for(look, igg):
    page = words(look("2026-11-17;IgG;1.300;mg/dL", **{"q-1-typed": "1250"}))

    assert "could be 1300 or 1.300" in page


def test_days_of_two_readings_are_asked_about_once(look, patient):
    text = "03/04/2026,M-spike,0.8,g/dL\n05/06/2026,M-spike,0.9,g/dL"
    page = words(look(text))
    assert page.count('name="day_order"') == 2

    press(look, text, day_order="day_first")

    days = patient.lab_results.values_list("collected_on", flat=True)
    assert set(days) == {date(2026, 4, 3), date(2026, 6, 5)}


@pytest.mark.parametrize(
    "text",
    [
        "Test\tResult\tUnits\nM-spike\t0.8\tg/dL\nFerritin\t80\tug/L",
        "M-spike;0.8;g/dL\nFerritin;80;ug/L",
        "M-spike  0.8  g/dL\nFerritin  80  ug/L",
        "| Test | Result | Unit |\n|---|---|---|\n| M-spike | 0.8 | g/dL |\n"
        "| Ferritin | 80 | ug/L |",
    ],
)
def test_a_table_without_dates_asks_for_the_day_once(look, patient, text):
    page = words(look(text))
    assert "These lines have no date." in page
    assert "with problems" not in page

    press(look, text, taken_on="2026-11-17")

    days = patient.lab_results.values_list("collected_on", flat=True)
    assert list(days) == [date(2026, 11, 17)] * 2


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("3.3-19.4 mg/L", "3.3", "19.4"),
        ("3.3 – 19.4", "3.3", "19.4"),
        ("3.3 to 19.4", "3.3", "19.4"),
        (">=60", ">=60", ""),
        ("<26.3", "", "<26.3"),
        ("negative", "negative", ""),
        ("-", "", ""),
    ],
)
def test_a_reference_range_has_both_ends_or_one(save, patient, kappa, cell, low, high):
    save(
        "Component,Your Value,Units,Reference Range,Flag,Date\n"
        f"KAPPA LIGHT CHAIN FREE,24.5,mg/L,{cell},H,11/17/2026"
    )

    result = patient.lab_results.get()
    assert result.marker == kappa
    assert (result.low_typed, result.high_typed) == (low, high)
    assert result.flag == "H"


@pytest.mark.parametrize(
    ("cells", "result"),
    [
        ("10.8 L;mg/L", "10.8 mg/L (lab’s flag: L)"),
        ("10.9 (L);mg/L", "10.9 mg/L (lab’s flag: L)"),
        ("24.5*;mg/L", "24.5* mg/L".replace("*", "") + " (lab’s flag: *)"),
        ("H 24.5;mg/L", "24.5 mg/L (lab’s flag: H)"),
        ("less than 40;mg/dL", "<40 mg/dL"),
        ("0.1 mg/dL;", "0.1 mg/dL"),
        ("5,1 MG/DL;", "5,1 mg/dL"),
        ("trace;mg/dL", "trace (mg/dL)"),
        ("＜4;mg/L", "<4 mg/L"),
    ],
)
def test_nothing_in_a_line_is_dropped(save, patient, kappa, cells, result):
    save(f"2026-11-17;kappa;{cells}")

    assert patient.lab_results.get().result.replace("＜", "<") == result


def test_a_test_that_is_not_sure_is_asked_about_and_known_again(look, patient, igg):
    text = "2026-11-17;IgG adjusted;900;mg/dL"
    assert "The same as IgG" in words(look(text))

    press(look, text, **{"t-1": "igg"})

    saved = patient.lab_results.get()
    assert (saved.marker, saved.name) == (igg, "IgG adjusted")
    later = words(look("2026-11-18;IgG, adjusted;910;mg/dL"))
    assert "The same as IgG" not in later
    assert "kept under this name" not in later


def test_a_unit_that_is_missing_is_asked_about(look, patient, kappa):
    text = "2026-11-17;kappa;24.5;"
    assert 'value="24.5 mg/dL"' in look(text).content.decode()

    press(look, text, **{"q-1-unit": "24.5 mg/dL"})

    assert patient.lab_results.get().unit == "mg/dL"
