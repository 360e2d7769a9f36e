from datetime import date, timedelta

import pytest
from django.urls import reverse

from myeloma_journal.journal.models import Voice
from myeloma_journal.journal.search.results import MOST_SHOWN
from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from myeloma_journal.platform.forms.models import Submission
from tests.factories import (
    make_answer,
    make_appointment,
    make_entry,
    make_followed,
    make_membership,
    make_next_step,
    make_question,
    make_totp,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(patient):
    return reverse("journal:search", args=[patient.pk])


@pytest.fixture
def find(client, cast, address):
    """Search as one of the cast."""

    def search(words, who="owner"):
        client.force_login(cast[who])
        return client.post(address, {"find": words}, follow=True)

    return search


@pytest.mark.parametrize("who", ["owner", "helper", "reader"])
def test_search_finds_notes_questions_answers_and_notes_of_visits(find, patient, who):
    entry = make_entry(patient=patient, note="My fingers feel like cotton.")
    question = make_question(patient=patient, text="What helps with numb fingers?")
    make_answer(question=question, text="Dr. Ruiz: a cotton glove.")
    visit = make_appointment(patient=patient, heard="Wear cotton socks.")
    make_next_step(appointment=visit, text="Buy cotton wool")
    make_entry(patient=patient, note="A quiet day.")

    page = find("COTTON", who)

    assert page.text.count('<mark class="mark">cotton</mark>') == 4
    for name, record in [
        ("journal:entry", entry),
        ("questions:question", question),
        ("appointments:appointment", visit),
    ]:
        assert reverse(name, args=[patient.pk, record.pk]) in page.text
    assert "A quiet day." not in page.text


def test_private_question_is_found_by_who_wrote_it_alone(find, cast, patient):
    question = make_question(
        patient=patient,
        text="Is it hereditary?",
        created_by=cast["helper"],
        private_to=cast["helper"],
    )
    make_answer(question=question, text="A secret answer.")

    assert "<mark" in find("hereditary", "helper").text
    for who in ("owner", "reader"):
        assert "No results" in find("hereditary", who).text
        assert "No results" in find("secret", who).text


def test_private_symptom_is_found_by_the_patient_alone(find, patient):
    make_followed(patient=patient, name="Low mood", is_private=True)

    assert "Days with <bdi>Low mood</bdi>" in find("mood", "owner").text
    assert "No results" in find("mood", "helper").text


def test_search_finds_nothing_deleted_and_nothing_of_another_journal(find, patient):
    now = "2026-11-24T12:00:00Z"
    make_entry(patient=patient, note="Cotton, deleted.", deleted_at=now)
    make_question(patient=patient, text="Cotton, deleted?", deleted_at=now)
    make_entry(note="Cotton, elsewhere.")
    make_question(text="Cotton, elsewhere?")
    make_appointment(heard="Cotton, elsewhere.")
    make_followed(name="Cotton feeling")

    assert "No results for “<bdi>cotton</bdi>”" in find("cotton").text


def test_search_says_who_noticed(find, patient):
    make_entry(
        patient=patient,
        note="She dropped a cup.",
        voice=Voice.OBSERVED,
        created_by_name="Anna, daughter",
    )

    assert "Noticed by <bdi>Anna, daughter</bdi>." in find("cup").text


def test_search_shows_the_newest_and_says_that_there_are_more(find, patient):
    for number in range(MOST_SHOWN + 1):
        day = date(2026, 1, 1) + timedelta(days=number)
        make_entry(patient=patient, felt_on=day, note="Tired")

    page = find("tired")

    assert "You see the newest 30 of each kind." in page.text
    assert "January 31" in page.text
    assert "January 1<" not in page.text


def test_words_stand_in_no_address_and_are_kept_nowhere_else(client, cast, address):
    client.force_login(cast["owner"])
    token = {TOKEN_FIELD: make_token(cast["owner"].pk)}

    sent = [client.post(address, token | {"find": "sex"}) for _ in range(2)]

    assert [answer.url for answer in sent] == [address, address]
    assert not Submission.objects.exists()


def test_words_of_one_journal_are_not_searched_in_another(find, client, cast, patient):
    other = make_membership(user=cast["owner"])
    make_totp(cast["owner"])
    make_entry(patient=other.patient, note="Cotton.")
    find("cotton")

    page = client.get(reverse("journal:search", args=[other.patient_id]))

    assert "otton" not in page.text


def test_search_for_nothing_asks_for_a_word(find):
    page = find("  ")

    assert page.status_code == 422
    assert "Enter a word to search for." in page.text


@pytest.mark.parametrize("size", [1, 8])
def test_search_asks_as_many_queries_at_any_size(
    find, client, address, patient, size, django_assert_max_num_queries
):
    for number in range(size):
        make_entry(patient=patient, note="Cotton")
        make_answer(question=make_question(patient=patient, text=f"Cotton {number}?"))
        visit = make_appointment(patient=patient, heard="Cotton")
        make_next_step(appointment=visit)
    find("cotton")

    with django_assert_max_num_queries(10):
        client.get(address)
