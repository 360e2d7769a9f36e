from datetime import date

import pytest

from tests.factories import make_line, make_line_drug

pytestmark = pytest.mark.django_db

MONDAYS = {"pattern": "weekly", "weekdays": "1"}
THREE_WEEKS_OF_FOUR = {
    "pattern": "cycle",
    "cycle_days": "1,8,15",
    "cycle_length": 28,
    "cycle_began_on": date(2026, 8, 3),
}


def test_a_drug_knows_how_long_ago_its_last_dose_was():
    drug = make_line_drug(**MONDAYS)

    assert drug.days_since_dose(date(2026, 11, 18)) == 2


def test_a_drug_without_a_schedule_knows_no_dose():
    assert make_line_drug().days_since_dose(date(2026, 11, 18)) is None


def test_there_is_no_dose_before_the_first_day_of_the_first_cycle():
    drug = make_line_drug(**THREE_WEEKS_OF_FOUR)

    assert drug.days_since_dose(date(2026, 8, 2)) is None
    assert drug.days_since_dose(date(2026, 8, 30)) == 13


def test_there_is_no_dose_from_the_day_a_line_was_stopped():
    line = make_line(stopped_on=date(2026, 9, 8))
    drug = make_line_drug(line=line, **MONDAYS)

    assert drug.days_since_dose(date(2026, 9, 7)) == 0
    assert drug.days_since_dose(date(2026, 9, 8)) is None


def test_a_start_that_is_known_in_part_makes_no_dose_before_it_is_over():
    line = make_line(started_on=date(2026, 8, 1), started_precision="month")
    drug = make_line_drug(line=line, **MONDAYS)

    assert drug.days_since_dose(date(2026, 8, 18)) is None
    assert drug.days_since_dose(date(2026, 9, 1)) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"dose": ""}, ""),
        ({"dose": "4 mg"}, "4 mg"),
        ({"dose": "", "route": "oral"}, "by mouth"),
        (MONDAYS, "4 mg, every Monday"),
        (MONDAYS | {"weekdays": "125"}, "4 mg, every Monday, Tuesday, and Friday"),
        (MONDAYS | {"weekdays": "1234567"}, "4 mg, every day"),
        (THREE_WEEKS_OF_FOUR, "4 mg, days 1, 8, 15 of a 28-day cycle"),
        (
            THREE_WEEKS_OF_FOUR | {"cycle_days": "1-21"},
            "4 mg, days 1 to 21 of a 28-day cycle",
        ),
        (THREE_WEEKS_OF_FOUR | {"cycle_days": "1"}, "4 mg, day 1 of a 28-day cycle"),
        ({"schedule_note": "when the clinic calls"}, "4 mg, when the clinic calls"),
        (MONDAYS | {"schedule_note": "not in May"}, "4 mg, every Monday, not in May"),
    ],
)
def test_a_drug_says_dose_route_and_schedule(fields, said):
    assert make_line_drug(**{"dose": "4 mg"} | fields).details == said
