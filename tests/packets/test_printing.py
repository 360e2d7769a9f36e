from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from xml.etree import ElementTree

import pytest

from myeloma_journal.packets import printing
from myeloma_journal.packets.contents.entries import (
    PrintedDay,
    PrintedEntry,
    PrintedRating,
)
from myeloma_journal.packets.fitting import ROOMY
from myeloma_journal.packets.settings import Paper, Size
from myeloma_journal.packets.sheets import Sheet, SheetPart, SheetRow
from myeloma_journal.platform.pdf import client as pdf
from tests.packets import samples
from tests.packets.reading import (
    badly_placed,
    failed_rules,
    fonts,
    read,
    said_of_links,
    said_of_pictures,
    structure,
    title,
)

pytestmark = pytest.mark.sqlite_only

EVERY_WAY = list(product(Size.values, Paper.values))
SHEET = Sheet(
    title="When myeloma comes back",
    foot="Myeloma Journal, list “Change of treatment”, revision 1.",
    parts=(
        SheetPart(
            "",
            (
                SheetRow(1, "How do you know that my myeloma is back?", "It may show."),
                SheetRow(2, "Is a platelet count < 50 & falling a <b>problem</b>?"),
                SheetRow(3),
            ),
        ),
    ),
)


@cache
def pictured():
    """A packet with pictures, printed once for all that is asked of it."""
    return printing.packet_pdf(samples.PICTURED, Size.REGULAR, Paper.LETTER)


@cache
def real(size, paper):
    """A packet such as real journals make, printed once in each way."""
    return printing.packet_pdf(samples.REAL, size, paper)


@cache
def extreme():
    """A packet in which everything is long, printed once."""
    return printing.packet_pdf(samples.EXTREME, Size.REGULAR, Paper.LETTER)


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_a_real_packet_is_pdf_ua(size, paper):
    assert failed_rules(real(size, paper)) == []


def test_the_usual_packet_begins_with_one_page():
    first, second, *_rest = read(pictured())
    places = [first.index(question.text[:25]) for question in samples.USUAL.top]
    assert places == sorted(places)
    assert second.startswith("Questions")
    assert fonts(pictured()) == {"Sheet-Atkinson", "Sheet-Atkinson-Bold"}


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_no_word_of_a_real_packet_covers_another_or_leaves_the_margin(size, paper):
    assert list(badly_placed(real(size, paper))) == []


def test_no_word_of_an_extreme_packet_covers_another_or_leaves_the_margin():
    assert list(badly_placed(extreme())) == []


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_every_digit_of_a_telephone_number_prints(size, paper):
    text = " ".join(read(real(size, paper)))

    assert [text.count(number) for number in samples.TELEPHONES] == [2, 2, 2]


def test_day_of_the_year_before_says_its_year():
    days = (PrintedDay(date(2026, 12, 31), ()), PrintedDay(date(2027, 1, 1), ()))
    packet = replace(samples.USUAL, days=days, last=date(2027, 1, 4))

    html = printing.packet_html(packet, Size.REGULAR, Paper.LETTER, ROOMY)

    assert "<h3>December 31 <small>Thursday, 2026</small></h3>" in html
    assert "<h3>January 1 <small>Friday</small></h3>" in html


def test_a_unit_stays_whole_in_very_large_print(only_our_fonts):
    line = samples.LabRow(
        "Platelets", samples.on_days("163 × 10⁹/litre", "<5 × 10⁹/litre"), "150–400"
    )
    packet = replace(samples.USUAL, labs=(line,))

    text = " ".join(read(printing.packet_pdf(packet, "very-large", "a4")))

    assert text.count("10^9/litre") == 2


def test_a_packet_is_xml_too_so_that_the_worker_parses_it_fast():
    packet = replace(samples.PICTURED, name="Ann <b> & “Bo”")

    html = printing.packet_html(packet, "regular", "letter", ROOMY)

    name = ElementTree.fromstring(html).findtext(".//h1")  # noqa: S314
    assert name == "Ann <b> & “Bo”"


def test_each_picture_says_in_words_what_it_shows():
    sentences = said_of_pictures(pictured())

    assert len(sentences) == 6
    assert samples.TIMELINE.chart.sentence in sentences


def test_each_header_cell_says_what_it_heads():
    scopes = [e["/A"]["/Scope"] for e in structure(pictured()) if e.get("/S") == "/TH"]

    assert set(scopes) == {"/Row", "/Column"}


def test_each_header_cell_that_a_cell_names_is_found_by_its_id():
    root, *elements = structure(pictured())

    ids = root["/IDTree"]["/Names"][::2]
    named = {id for e in elements for id in e.get("/A", {}).get("/Headers", [])}
    assert named <= set(ids)
    assert ids == sorted(ids)


def test_links_and_titles_are_read_as_the_words_they_show():
    assert set(said_of_links(pictured())) == {"Written summary"}
    sheet = printing.sheet_pdf(SHEET, "regular", "letter", ruled=False)
    assert title(sheet) == "Questions: When myeloma comes back"


def test_the_course_stands_in_words_below_its_picture():
    text = " ".join(read(pictured()))

    assert "Type of myeloma: IgG kappa" in text
    assert "Line 1: VRd, Induction 2024 to 2025 Partial response" in text
    assert "Not in the chart: 12 g/L on October 1, 2026." in text


def test_the_care_team_stands_with_its_numbers_above_what_is_taken_home():
    html = printing.packet_html(samples.PICTURED, "regular", "letter", ROOMY)

    assert html.index("555-0187") < html.index("Notes from the visit")
    assert '<span class="num">555-0187</span>' in html


@pytest.mark.parametrize("packet", [samples.EXTREME, samples.UNBROKEN])
@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_page_one_is_one_page_whatever_was_written(packet, size, paper):
    roomiest, *_tighter = printing.fits_from_roomiest(packet, size, paper)

    html = printing.packet_html(packet, size, paper, roomiest, alone=True)
    assert pdf.count_pages(html) == 1


@pytest.mark.parametrize("packet", [samples.EXTREME, samples.UNBROKEN])
def test_what_did_not_fit_on_page_one_is_not_on_page_two_either(packet):
    # What comes later takes long to lay out.
    packet = replace(packet, questions=packet.questions[:1], days=packet.days[:1])

    made = printing.packet_pdf(packet, Size.VERY_LARGE, Paper.LETTER)

    assert read(made)[1].startswith("Questions")


def test_page_one_is_measured_a_few_times_and_the_whole_is_laid_out_once(monkeypatch):
    jobs = []
    run = pdf.pool.run
    monkeypatch.setattr(
        pdf.pool, "run", lambda job, html: (jobs.append(job), run(job, html))[1]
    )

    printing.packet_pdf(samples.PICTURED, Size.REGULAR, Paper.LETTER)

    assert jobs.count("print") == 1
    assert len(jobs) <= 12


def test_a_long_question_stands_whole_on_the_page_that_is_named():
    first, second, *_rest = read(extreme())

    assert "Full question, page 2" in first
    assert samples.LONG_QUESTION.strip() in second


def test_page_one_names_the_page_of_the_words():
    pages = read(printing.packet_pdf(samples.USUAL, Size.LARGE, Paper.A4))

    number = next(
        n for n, text in enumerate(pages, 1) if "Written summary" in text and n > 1
    )
    assert f"Written summary, page {number}" in pages[0]


def test_page_one_says_how_many_symptoms_it_had_to_leave_out():
    pages = read(extreme())

    shown = pages[0].count("severe")
    assert f"{12 - shown} more symptoms, and full details in words, page " in pages[0]


def test_a_fact_that_page_one_cuts_stands_in_full_overleaf():
    pages = read(extreme())

    page = next(n for n, text in enumerate(pages, 1) if "Continued from page 1" in text)
    assert f"More, page {page}" in pages[0]
    assert samples.EXTREME.facts[0].text[:250] in pages[page - 1]


def test_what_is_empty_is_not_printed():
    bare = replace(
        samples.USUAL,
        top=(),
        questions=(),
        days=(),
        symptoms=(),
        written_days=0,
        facts=(),
        medications=(),
        labs=(),
    )

    pages = read(printing.packet_pdf(bare, Size.REGULAR, Paper.LETTER))

    assert len(pages) == 2
    assert pages[1].startswith("Notes from the visit")


def test_each_lab_value_says_its_day_where_the_table_becomes_a_list():
    html = printing.packet_html(samples.USUAL, "regular", "letter", ROOMY)

    value = '0.8 <span class="num">g/dL</span>'
    assert f'<td class="r" data-h="Nov 17, 2026">{value}</td>' in html


def test_a_column_in_which_nothing_would_stand_is_left_out():
    bare = tuple(replace(medication, since="") for medication in samples.MEDICATIONS)
    packet = replace(samples.USUAL, medications=bare)

    html = printing.packet_html(packet, "regular", "letter", ROOMY)

    assert 'data-h="Since"' not in html
    assert 'data-h="Dose and times"' in html


def test_a_late_note_of_somebody_else_is_signed_and_dated():
    text = " ".join(read(printing.packet_pdf(samples.USUAL, "regular", "letter")))

    assert "Noticed by Anna, daughter · Entered November 21" in text


def test_a_day_that_several_wrote_about_names_each():
    anna = PrintedEntry(noticed_by="Anna, daughter", note="She dropped a cup.")
    day = PrintedDay(date(2026, 11, 1), (anna, PrintedEntry(note="A good day.")))
    packet = replace(samples.USUAL, days=(day,))

    html = printing.packet_html(packet, "regular", "letter", ROOMY)

    name = '<span class="signed">Margaret Lewis</span>'
    assert html.index("dropped a cup") < html.index(name) < html.index("A good day")


def test_where_one_wrote_all_of_it_no_entry_names_them():
    packet = replace(samples.USUAL, is_by_one=True)

    html = printing.packet_html(packet, "regular", "letter", ROOMY)

    assert "Noticed by Anna, daughter" not in html


def test_a_symptom_reads_as_a_sentence():
    tired = PrintedRating("Tired", samples.MODERATE, "It stopped most things.")
    day = PrintedDay(date(2026, 11, 1), (PrintedEntry(ratings=(tired,)),))
    packet = replace(samples.USUAL, days=(day,))

    text = " ".join(read(printing.packet_pdf(packet, "regular", "letter")))

    assert "Tired: moderate. It stopped most things." in text


def test_a_long_day_begins_where_there_is_room_and_goes_on_overleaf():
    long = PrintedDay(date(2026, 11, 1), (PrintedEntry(note="word " * 400),) * 3)
    packet = replace(samples.USUAL, days=(long,))

    third, fourth = read(printing.packet_pdf(packet, "very-large", "letter"))[3:5]

    assert "November 1 Sunday" in third
    assert "“word word" in third
    assert fourth.startswith("word")


def test_more_than_five_hundred_rows_are_refused_before_anything_is_laid_out():
    many = replace(samples.USUAL, medications=samples.MEDICATIONS * 70)

    with pytest.raises(pdf.LimitExceededError) as refused:
        printing.packet_pdf(many, Size.REGULAR, Paper.LETTER)

    assert (refused.value.what, refused.value.limit) == ("rows", 500)


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_the_sheet_is_pdf_ua_and_shows_text_as_it_was_typed(size, paper):
    made = printing.sheet_pdf(SHEET, size, paper, ruled=True)

    assert failed_rules(made) == []
    assert "Is a platelet count < 50 & falling a <b>problem</b>?" in read(made)[0]
    assert "revision 1" in read(made)[0]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_no_page_is_begun_for_an_own_question(size, paper, ruled):
    sheet = sheet_of(questions=3, blanks=2)

    made = printing.sheet_pdf(sheet, size, paper, ruled=ruled)

    assert made.pages == 1
    assert "My own question" in read(made)[0]
    assert list(badly_placed(made)) == []


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_a_blank_sheet_fills_its_last_page(size, paper):
    made = printing.sheet_pdf(sheet_of(blanks=8), size, paper, ruled=True)

    rows = [text.count("My own question") for text in read(made)]
    assert sum(rows) >= 8
    assert min(rows) >= 3


@pytest.mark.parametrize(("size", "paper"), EVERY_WAY)
def test_what_we_take_home_is_never_alone_on_a_page(size, paper):
    *_pages, last = read(real(size, paper))

    assert not last.startswith("Notes from the visit")


@pytest.mark.parametrize("before", range(1, 6))
def test_no_row_of_a_table_stands_alone_on_a_page(before):
    drugs = [replace(samples.MEDICATIONS[0], name=f"Drug{n}") for n in range(20)]
    packet = replace(
        samples.USUAL,
        questions=samples.QUESTIONS[:before],
        days=(),
        medications=tuple(drugs),
    )

    pages = read(printing.packet_pdf(packet, "very-large", "letter"))

    assert all(text.count("Drug") != 1 for text in pages)
    assert all("Drug" in text for text in pages[1:] if "Medications" in text)


def sheet_of(questions=0, blanks=0):
    text = SHEET.parts[0].rows[0].text
    rows = [SheetRow(n + 1, text, "It may show.") for n in range(questions)]
    rows += [SheetRow(n + 1) for n in range(questions, questions + blanks)]
    return replace(SHEET, parts=(SheetPart("", tuple(rows)),))


def test_a_sheet_without_lines_is_shorter():
    long = replace(SHEET, parts=(SheetPart("", SHEET.parts[0].rows[:2] * 6),))

    made = [printing.sheet_pdf(long, "large", "a4", ruled=on) for on in (True, False)]

    assert len(read(made[0])) > len(read(made[1]))
