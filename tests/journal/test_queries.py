"""The same few questions to the database, however much is written."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from tests.factories import make_entry, make_followed, make_rating, make_symptom
from tests.journal.pages import today_url, url

pytestmark = pytest.mark.django_db

NOT_ASKED = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


@pytest.fixture(params=[2, 12], ids=["small", "large"])
def journal(request, client, cast, patient, temperature):
    """A journal with so many symptoms, and entries that speak of all of them."""
    followed = [
        make_followed(
            patient=patient,
            name=f"Symptom {number}",
            symptom=make_symptom(slug=f"symptom-{number}"),
        )
        for number in range(request.param)
    ]
    for ago in range(request.param):
        entry = make_entry(
            patient=patient,
            created_by=cast["owner"],
            felt_on=date(2026, 3, 4) - timedelta(days=ago),
        )
        for symptom in followed:
            make_rating(entry=entry, followed=symptom)
    client.force_login(cast["owner"])
    return followed


@pytest.fixture
def asked(client):
    """The statements of one request, without those that only frame a transaction."""

    def count(method, *args):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            getattr(client, method)(*args)
        found = [query["sql"] for query in queries.captured_queries]
        return [sql for sql in found if not sql.startswith(NOT_ASKED)]

    return count


def repeated(statements):
    return [sql for sql, times in Counter(statements).items() if times > 1]


def answers(followed, user):
    rated = {f"s-{symptom.pk}-severity": "2" for symptom in followed}
    form = {"overall": "1", "felt_on": "2026-03-04"}
    return form | rated | {TOKEN_FIELD: make_token(user.pk)}


def test_today_asks_little_and_nothing_twice(asked, journal, patient):
    statements = asked("get", today_url(patient))

    assert repeated(statements) == []
    assert len(statements) <= 11


def test_correcting_an_entry_asks_little_and_nothing_twice(asked, journal, patient):
    statements = asked("get", url("entry_edit", patient.entries.first()))

    assert repeated(statements) == []
    assert len(statements) <= 9


def test_week_asks_little_and_nothing_twice(asked, journal, patient):
    statements = asked("get", reverse("journal:week", args=[patient.pk]))

    assert repeated(statements) == []
    assert len(statements) <= 6


def test_saving_asks_the_same_however_many_symptoms(asked, journal, cast, patient):
    statements = asked("post", today_url(patient), answers(journal, cast["owner"]))

    assert repeated(statements) == []
    # 3 who it is, 1 what they follow, 2 the entry, 1 the rules about calling, 1 the
    # table of warning signs, 2 that it is saved once and a draft no longer
    assert len(statements) <= 10
