import pytest

from myeloma_journal.trends.trend import Trend, trend_of
from tests.trends.spans import written


def said(before, since, **more):
    return trend_of(written(before, since, **more))


def test_symptom_first_felt_since_is_new():
    assert said("000", "0010") == Trend.NEW


def test_symptom_never_written_before_is_new_when_the_journal_was_kept():
    assert said("", "1") == Trend.NEW


def test_nothing_is_new_in_a_journal_that_has_just_begun():
    assert said("", "1111", had_entries=False) == Trend.TOO_LITTLE


def test_what_was_felt_long_ago_is_not_new():
    assert said("", "1111", felt_earlier=True) == Trend.TOO_LITTLE
    assert said("0000", "1111", felt_earlier=True) == Trend.WORSE


def test_new_stays_new_when_it_has_passed_again():
    assert said("000", "1100000") == Trend.NEW


@pytest.mark.parametrize(
    ("before", "since"),
    [("1", "3"), ("11", "333"), ("111", "33"), ("111", ""), ("", "000"), ("0", "0")],
)
def test_few_days_on_either_side_are_too_little(before, since):
    assert said(before, since) == Trend.TOO_LITTLE


def test_three_days_on_each_side_are_enough():
    assert said("111", "222") == Trend.WORSE
    assert said("222", "111") == Trend.BETTER
    assert said("111", "111") == Trend.SAME


def test_days_without_a_word_change_nothing():
    assert said("1...1...1", "1.........1.......1") == Trend.SAME


@pytest.mark.parametrize(
    ("before", "since", "trend"),
    [
        ("1112", "1222", Trend.WORSE),
        ("1122", "1222", Trend.SAME),  # before ties: mild and moderate
        ("1112", "1122", Trend.SAME),  # since ties
        ("2221", "2111", Trend.BETTER),
        ("2211", "2111", Trend.SAME),
        ("2221", "2211", Trend.SAME),
    ],
)
def test_tie_in_the_middle_never_decides(before, since, trend):
    assert said(before, since) == trend


def test_two_days_stronger_than_any_before_are_worse():
    assert said("1121", "11131113") == Trend.WORSE


def test_one_day_stronger_than_any_before_is_not_worse():
    assert said("1121", "11131111") == Trend.SAME


def test_one_day_stronger_than_any_before_is_not_better_either():
    assert said("222", "11311") == Trend.SAME


def test_none_all_along_is_the_same():
    assert said("0000", "00000") == Trend.SAME


def test_felt_before_and_on_none_of_three_days_since_is_gone():
    assert said("12121", "000") == Trend.GONE


def test_felt_since_and_then_no_more_is_gone():
    assert said("22222", "3100000") == Trend.GONE


def test_one_day_felt_before_can_be_gone():
    assert said("1", "000") == Trend.GONE


def test_two_quiet_days_are_not_gone():
    assert said("12121", "1100") != Trend.GONE
    assert said("12121", "00") == Trend.TOO_LITTLE


def test_quiet_days_without_a_word_do_not_count():
    assert said("12121", "1.....0......0") != Trend.GONE


def test_what_comes_each_week_is_gone_only_after_a_longer_time():
    weekly = "3000000"

    assert said(weekly * 3, "300000030000000") == Trend.SAME
    assert said(weekly * 3, "3000000300000000") == Trend.GONE
