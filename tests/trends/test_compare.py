import pytest

from myeloma_journal.trends.compare import Kind, kind_of
from tests.trends.spans import written


def said(before, since, **more):
    return kind_of(written(before, since, **more))


def test_symptom_first_felt_since_is_new():
    assert said("000", "0010") == Kind.NEW


def test_symptom_never_written_before_is_new_when_the_journal_was_kept():
    assert said("", "1") == Kind.NEW


def test_nothing_is_new_in_a_journal_that_has_just_begun():
    assert said("", "1111", kept_before=False) == Kind.TOO_LITTLE


def test_what_was_felt_long_ago_is_not_new():
    assert said("", "1111", felt_earlier=True) == Kind.TOO_LITTLE
    assert said("0000", "1111", felt_earlier=True) == Kind.WORSE


def test_new_stays_new_when_it_has_passed_again():
    assert said("000", "1100000") == Kind.NEW


@pytest.mark.parametrize(
    ("before", "since"),
    [("1", "3"), ("11", "333"), ("111", "33"), ("111", ""), ("", "000"), ("0", "0")],
)
def test_few_days_on_either_side_are_too_little(before, since):
    assert said(before, since) == Kind.TOO_LITTLE


def test_three_days_on_each_side_are_enough():
    assert said("111", "222") == Kind.WORSE
    assert said("222", "111") == Kind.BETTER
    assert said("111", "111") == Kind.SAME


def test_days_without_a_word_change_nothing():
    assert said("1...1...1", "1.........1.......1") == Kind.SAME


@pytest.mark.parametrize(
    ("before", "since", "kind"),
    [
        ("1112", "1222", Kind.WORSE),
        ("1122", "1222", Kind.SAME),  # before ties: mild and moderate
        ("1112", "1122", Kind.SAME),  # since ties
        ("2221", "2111", Kind.BETTER),
        ("2211", "2111", Kind.SAME),
        ("2221", "2211", Kind.SAME),
    ],
)
def test_tie_in_the_middle_never_decides(before, since, kind):
    assert said(before, since) == kind


def test_two_days_stronger_than_any_before_are_worse():
    assert said("1121", "11131113") == Kind.WORSE


def test_one_day_stronger_than_any_before_is_not_worse():
    assert said("1121", "11131111") == Kind.SAME


def test_one_day_stronger_than_any_before_is_not_better_either():
    assert said("222", "11311") == Kind.SAME


def test_none_all_along_is_the_same():
    assert said("0000", "00000") == Kind.SAME


def test_felt_before_and_on_none_of_three_days_since_is_gone():
    assert said("12121", "000") == Kind.GONE


def test_felt_since_and_then_no_more_is_gone():
    assert said("22222", "3100000") == Kind.GONE


def test_one_day_felt_before_can_be_gone():
    assert said("1", "000") == Kind.GONE


def test_two_quiet_days_are_not_gone():
    assert said("12121", "1100") != Kind.GONE
    assert said("12121", "00") == Kind.TOO_LITTLE


def test_quiet_days_without_a_word_do_not_count():
    assert said("12121", "1.....0......0") != Kind.GONE


def test_what_comes_each_week_is_gone_only_after_a_longer_time():
    weekly = "3000000"

    assert said(weekly * 3, "300000030000000") == Kind.SAME
    assert said(weekly * 3, "3000000300000000") == Kind.GONE
