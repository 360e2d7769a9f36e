"""Charts: what stands where, and what is left out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from myeloma_journal.platform.charts import Band, Chart, Point, draw

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 24)
LEVELS = ["None", "Mild", "Moderate", "Severe"]


def on(day: int, value: str | None, label: str = "", comparator: str = "") -> Point:
    number = Decimal(value) if value is not None else None
    return Point(date(2026, 11, day), number, label or str(value), comparator)


def chart(*points: Point, **said) -> Chart:
    usual = {"name": "M", "sentence": "It fell.", "first": FIRST, "last": LAST}
    return draw(points, **usual | said)


def picture(chart: Chart) -> ElementTree.Element:
    text = render_to_string("_components/chart_picture.html", {"chart": chart})
    return ElementTree.fromstring(text.strip())  # noqa: S314 (our own)


def test_time_runs_to_the_right_and_values_up():
    earlier, later = chart(on(2, "1"), on(20, "3")).dots

    assert earlier.x < later.x
    assert earlier.y > later.y


def test_points_are_taken_in_any_order():
    assert chart(on(20, "3"), on(2, "1")) == chart(on(2, "1"), on(20, "3"))


def test_points_outside_the_days_are_left_out():
    shown = chart(Point(FIRST - timedelta(1), 1, "1"), on(2, "2")).points

    assert [point.label for point in shown] == ["2"]


def test_lab_results_are_joined_whatever_lies_between():
    assert len(chart(on(1, "1"), on(2, "2"), on(20, "3")).lines) == 2


def test_a_missing_day_stays_a_gap():
    drawn = chart(on(1, "1"), on(2, "2"), on(4, "1"), levels=LEVELS, join_within=1)

    assert len(drawn.lines) == 1


def test_no_line_runs_over_a_word():
    drawn = chart(on(1, "1"), on(9, None, "not seen"), on(20, "3"))

    assert not drawn.lines
    assert [dot.is_word for dot in drawn.dots] == [False, True, False]


def test_a_limit_is_an_open_dot():
    exact, limit = chart(on(1, "1"), on(9, "0.05", "<0.05", "<")).dots

    assert exact.ink
    assert not limit.ink


def test_the_stronger_it_was_the_more_of_the_dot_is_ink():
    points = [on(1 + n, str(n)) for n in range(4)]

    none, mild, moderate, severe = chart(*points, levels=LEVELS).dots

    assert none.ink == ""
    assert len({mild.ink, moderate.ink, severe.ink}) == 3


@pytest.mark.parametrize(
    ("values", "steps"),
    [
        (["0.8", "3.2"], ["0", "2", "4"]),
        (["148", "151"], ["148", "150", "152"]),
        (["148.2", "148"], ["146", "148", "150"]),
        (["1200", "90"], ["0", "1,000", "2,000"]),
        (["0.05", "0.02"], ["0.00", "0.05"]),
        (["0"], ["0.0", "0.5", "1.0"]),
        (["7"], ["6", "7", "8"]),
        (["-3", "4"], ["-5", "0", "5"]),
    ],
)
def test_the_scale_is_in_round_numbers(values, steps):
    drawn = chart(*(on(1 + n, value) for n, value in enumerate(values)))

    assert [text.words for text in drawn.scale[:-2]] == steps


def test_every_value_stands_between_the_ends_of_the_scale():
    values = ["0.07", "13", "999", "4", "55.5", "1"]

    drawn = chart(*(on(1 + n, value) for n, value in enumerate(values)))

    ys = [rule.y1 for rule in drawn.rules]
    assert all(min(ys) <= dot.y <= max(ys) for dot in drawn.dots)


def test_the_range_of_the_printout_is_drawn_and_widens_the_scale():
    drawn = chart(on(2, "10.9"), low=Decimal("12.0"), high=Decimal("15.5"))

    low, high = drawn.range
    assert drawn.dots[0].y > low.y1 > high.y1
    assert "Dashed lines: the range printed by the lab." in drawn.key


def test_the_first_and_the_last_value_stand_as_typed():
    assert [text.words for text in chart(on(2, "31.0"), on(20, "0.80")).ends] == [
        "31.0",
        "0.80",
    ]


def test_a_value_at_the_top_of_the_scale_stands_above_its_dot():
    drawn = chart(on(12, "1.4"), on(20, "1.2"))

    assert drawn.ends[0].y < drawn.dots[0].y - 4.5


def test_no_thin_line_runs_through_a_value():
    svg = picture(chart(on(2, "31.0"), on(20, "0.80"), low=Decimal("20")))

    kinds = [element.get("class") for element in svg.iter() if element.get("class")]
    assert kinds.index("c-range") < kinds.index("c-ground") < kinds.index("c-line")


def test_the_first_dot_keeps_clear_of_the_scale():
    drawn = chart(on(1, "1400"), on(20, "300"))

    longest = max(len(text.words) for text in drawn.scale[:-2])
    bold_enough = 9
    assert drawn.dots[0].x - 4.5 > longest * bold_enough


def test_two_values_close_together_name_only_the_last():
    assert [text.words for text in chart(on(2, "31.0"), on(3, "0.80")).ends] == ["0.80"]


def test_a_short_time_is_labelled_by_its_ends():
    words = [text.words for text in chart(on(2, "1"), on(3, "2")).scale[-2:]]

    assert words == ["Nov 1", "Nov 24"]


def test_over_new_year_the_ends_say_their_year():
    drawn = chart(on(2, "1"), on(3, "2"), first=date(2025, 12, 1))

    words = [text.words for text in drawn.scale[-2:]]
    assert words == ["Dec 1, 2025", "Nov 24, 2026"]


def test_a_long_time_is_labelled_by_few_years():
    drawn = chart(on(2, "1"), on(3, "2"), first=date(2011, 5, 1))

    years = [text.words for text in drawn.scale if text.anchor == "middle"]
    assert years[0] == "2012"
    assert 3 <= len(years) <= 6


def test_a_single_day_stands_in_the_middle():
    drawn = chart(on(2, "1"), first=date(2026, 11, 2), last=date(2026, 11, 2))

    assert 100 < drawn.dots[0].x < 260


def test_nothing_to_draw_is_no_error():
    drawn = chart()

    assert (drawn.dots, drawn.lines, drawn.ends) == ((), (), ())


def test_words_alone_have_no_scale():
    drawn = chart(on(2, None, "not seen"))

    assert not drawn.dots
    assert [point.label for point in drawn.points] == ["not seen"]


def test_a_treatment_is_named_where_there_is_room():
    drawn = chart(on(2, "1"), bands=[Band("DPd", FIRST)])

    assert [text.words for text in drawn.names] == ["DPd"]
    assert not drawn.key


def test_a_long_name_gets_a_letter_and_a_key():
    drawn = chart(on(2, "1"), bands=[Band("Very long name", FIRST, date(2026, 11, 4))])

    assert [text.words for text in drawn.names] == ["A"]
    assert drawn.key == ("A: Very long name",)


def test_one_that_goes_on_ends_in_a_tip_and_one_that_ended_does_not():
    bands = [Band("One", FIRST, date(2026, 11, 12)), Band("Two", date(2026, 11, 12))]

    ended, goes_on = chart(on(2, "1"), bands=bands).bars

    assert not ended.tip
    assert goes_on.tip


def test_one_after_the_other_shares_a_row_and_two_at_once_do_not():
    halves = [Band("One", FIRST, date(2026, 11, 12)), Band("Two", date(2026, 11, 12))]
    both = [Band("One", FIRST), Band("Two", FIRST)]

    assert chart(on(2, "1"), bands=halves).height < chart(on(2, "1"), bands=both).height


def test_a_treatment_outside_the_days_is_left_out():
    long_ago = Band("VRd", date(2020, 1, 1), date(2021, 1, 1))

    assert not chart(on(2, "1"), bands=[long_ago]).bars


def test_a_treatment_that_began_before_has_no_edge_at_the_left():
    drawn = chart(on(2, "1"), bands=[Band("VRd", date(2020, 1, 1), date(2026, 11, 12))])

    assert len(drawn.edges) == 1


def test_days_not_known_exactly_are_drawn_apart():
    band = Band(
        "VRd",
        date(2026, 11, 2),
        date(2026, 11, 20),
        sure_from=date(2026, 11, 8),
        sure_to=date(2026, 11, 15),
    )

    (bar,) = chart(on(2, "1"), bands=[band]).bars

    assert len(bar.sure) == 1
    assert len(bar.unsure) == 2
    assert bar.unsure[0].x2 == bar.sure[0].x1
    assert bar.sure[0].x2 == bar.unsure[1].x1


def test_in_rows_each_treatment_has_one_below_the_plot():
    bands = [Band("1 VRd", FIRST, date(2026, 11, 3)), Band("2 DPd", date(2026, 11, 3))]

    drawn = chart(on(2, "1"), bands=bands, band_rows=True)

    assert [text.words for text in drawn.names] == ["1 VRd", "2 DPd"]
    lowest = max(rule.y1 for rule in drawn.rules)
    assert all(bar.sure[0].y1 > lowest for bar in drawn.bars)


def test_rows_do_without_values():
    drawn = chart(bands=[Band("1 VRd", FIRST)], band_rows=True)

    assert len(drawn.bars) == 1
    assert drawn.height < 80


def test_what_took_place_at_once_is_a_diamond():
    day = date(2026, 11, 9)
    transplant = Band("Transplant", day, day, is_moment=True)

    (bar,) = chart(on(2, "1"), bands=[transplant], band_rows=True).bars

    assert bar.tip
    assert not bar.sure
    assert not bar.unsure


def test_a_moment_some_time_in_a_span_keeps_the_span():
    some_time = Band("CAR-T", date(2026, 11, 3), date(2026, 11, 20), is_moment=True)

    (bar,) = chart(on(2, "1"), bands=[some_time], band_rows=True).bars

    assert bar.tip
    assert len(bar.unsure) == 1


def test_days_are_pointed_at_and_named():
    drawn = chart(on(2, "1"), marks=[date(2026, 11, 9), FIRST], marks_name="a visit")

    assert len(drawn.marks) == 2
    assert "Small triangles: a visit." in drawn.key


def test_many_points_are_specks():
    few = chart(on(1, "1"))
    many = chart(*(on(1 + n % 24, "1") for n in range(60)))

    assert few.dots[0].outline
    assert not few.dots[0].speck
    assert all(dot.speck and not dot.outline for dot in many.dots)


def test_among_many_days_only_one_that_stands_alone_has_a_dot():
    days = [FIRST + timedelta(days=n) for n in range(60) if n not in (50, 52)]
    drawn = draw(
        [Point(day, 1, "mild") for day in days],
        name="Pain",
        sentence="",
        first=FIRST,
        last=days[-1],
        levels=("None", "Mild"),
        join_within=1,
    )

    dots = zip(days, drawn.dots, strict=True)
    assert [day for day, dot in dots if dot.speck] == [FIRST + timedelta(days=51)]


@pytest.mark.parametrize("count", [1, 60])
def test_each_dot_is_in_the_picture_whether_they_are_few_or_many(count):
    drawn = chart(*(on(1 + n % 24, "1") for n in range(count)))

    paths = [element.get("d") for element in picture(drawn).findall(".//{*}path")]

    shown = [dot.speck or dot.outline for dot in drawn.dots]
    assert all(any(ink in path for path in paths) for ink in shown)


def test_a_picture_holds_no_empty_path():
    drawn = chart(on(2, "1"), on(20, "3"))

    paths = [element.get("d") for element in picture(drawn).findall(".//{*}path")]

    assert paths
    assert all(paths)


def test_the_picture_begins_with_its_sentence():
    svg = picture(chart(on(2, "1"), sentence="It <fell> & rose."))

    assert svg.get("role") == "img"
    assert svg[0].tag.endswith("title")
    assert svg[0].text == "It <fell> & rose."


def test_nothing_typed_becomes_markup():
    bad = "<script>alert(1)</script>"
    drawn = chart(on(2, "1", bad), name=bad, bands=[Band(bad, FIRST)], column=bad)

    html = render_to_string("_components/chart.html", {"chart": drawn})

    assert "<script" not in html


def test_numbers_of_the_picture_have_points_in_every_language():
    with translation.override("de"):
        svg = picture(chart(on(2, "1.5"), on(3, "2")))

    numbers = [
        svg.get("viewBox"),
        *(path.get("d") for path in svg.findall(".//{*}path")),
    ]
    assert len(numbers) > 4
    assert "," not in "".join(numbers)


def test_no_style_stands_in_the_picture():
    html = render_to_string("_components/chart.html", {"chart": chart(on(2, "1"))})

    assert "style=" not in html


def test_each_series_has_a_shape_of_its_own():
    points = [on(2, "1"), replace(on(2, "1"), series=1), replace(on(3, "2"), series=2)]

    drawn = chart(*points, series=["Margaret", "Anna", "David"])

    assert (len(drawn.dots), len(drawn.further), len(set(drawn.further))) == (1, 2, 2)
    assert drawn.key == (
        "Round dots: Margaret.",
        "Diamonds: Anna.",
        "Open triangles: David.",
    )


def test_points_of_different_series_are_never_joined():
    points = [on(2, "1"), replace(on(3, "2"), series=1), replace(on(4, "2"), series=1)]

    drawn = chart(*points, series=["Margaret", "Anna"])

    assert (len(drawn.lines), len(drawn.further_lines)) == (0, 1)


def test_a_series_without_a_point_has_no_word_in_the_legend():
    drawn = chart(replace(on(3, "2"), series=1), series=["Margaret", "Anna"])

    assert drawn.key == ("Diamonds: Anna.",)
