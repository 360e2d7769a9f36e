from datetime import UTC, date, datetime

import pytest

from myeloma_journal.catalogue.models import Term
from myeloma_journal.catalogue.provenance import Provenance

TODAY = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False)


def term(**fields):
    return Term(**{"written_on": date(2026, 3, 1)} | fields)


def test_page_was_written_when_its_last_text_was():
    texts = [term(), term(written_on=date(2026, 4, 2))]

    assert Provenance.of(texts, []).written_on == date(2026, 4, 2)


def test_page_is_reviewed_only_when_every_text_is():
    read = term(reviewed_on=date(2026, 5, 1))

    assert Provenance.of([read, term()], []).reviewed_on is None
    assert Provenance.of([read, read], []).reviewed_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("due", "since"),
    [
        (date(2026, 5, 31), date(2026, 5, 31)),
        (TODAY, None),
        (None, None),
    ],
)
def test_review_is_due_from_the_day_after(due, since):
    assert Provenance.of([term(next_review_due=due)], []).due_since == since


def test_page_without_texts_says_nothing():
    assert Provenance.of([], []) == Provenance(None, None, None, ())
