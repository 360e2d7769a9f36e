from datetime import date, timedelta

from myeloma_journal.platform.charts import Point, draw_levels, draw_values

FIRST = date(2026, 11, 1)
DAYS = {"first": FIRST, "last": date(2026, 11, 30)}


def test_level_is_a_bar_on_one_scale_none_is_a_ring_and_no_day_is_nothing():
    days = {FIRST: 3, date(2026, 11, 2): 0, date(2026, 11, 30): 1}

    spark = draw_levels(days, highest=3, **DAYS)

    assert spark.bars == "M0.8 32v-28.0h3.5v28.0ZM145.8 32v-9.3h3.5v9.3Z"
    assert spark.rings.count("Z") == 1


def test_values_are_joined_only_on_days_that_follow_each_other():
    points = [Point(FIRST + timedelta(days=n), 98 + n, "") for n in (0, 1, 3, 4, 9)]

    spark = draw_values(points, **DAYS)

    assert spark.line.count("L") == 2
    assert spark.dots.count("Z") == 5


def test_a_few_ounces_do_not_look_like_a_fall():
    points = [Point(FIRST, 161.0, ""), Point(date(2026, 11, 2), 160.8, "")]

    _moved, first, last = draw_values(points, **DAYS).line.replace("L", "M").split("M")

    assert abs(float(first.split()[1]) - float(last.split()[1])) < 4
