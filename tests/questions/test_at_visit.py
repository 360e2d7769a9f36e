"""In the consulting room: tick, write down, save; nobody's words are written over."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.questions.models import Answer, Question
from tests.factories import (
    make_answer,
    make_appointment,
    make_catalogue_question,
    make_question,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
OCTOBER = date(2026, 10, 27)


@pytest.fixture
def visit(patient):
    return make_appointment(
        patient=patient, starts_at=datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
    )


@pytest.fixture
def url(patient, visit):
    return reverse("questions:at_visit", args=[patient.pk, visit.pk])


@pytest.fixture
def as_helper(client, cast):
    client.force_login(cast["helper"])
    return client


def sent(question, *, said="", asked=False, was_asked=False, given_by="Dr. Elena Ruiz"):
    """What a page with one question sends."""
    answers = {f"said-{question.pk}": said, "given_by": given_by}
    answers[f"initial-asked-{question.pk}"] = str(was_asked)
    return answers | ({f"asked-{question.pk}": "on"} if asked else {})


def test_a_visit_of_another_journal_is_not_there(as_helper, patient):
    elsewhere = make_appointment()

    page = as_helper.get(reverse("questions:at_visit", args=[patient.pk, elsewhere.pk]))

    assert page.status_code == 404


def test_the_top_three_come_first_and_then_what_there_may_be_time_for(
    as_helper, patient, url
):
    make_question(patient=patient, text="How much should I drink?")
    make_question(patient=patient, text="Is it the treatment?", top=1)

    page = as_helper.get(url).text

    order = ["Top three", "Is it the treatment?", "If there is time", "should I drink?"]
    places = [page.index(words) for words in order]
    assert places == sorted(places)


def test_ticked_and_answered_is_answered(as_helper, cast, patient, url):
    question = make_question(patient=patient, top=1)

    page = as_helper.post(
        url, sent(question, asked=True, said="Nerve test\nnext week."), follow=True
    )

    question.refresh_from_db()
    answer = question.answers.get()
    assert (question.status, question.asked_on) == ("answered", TODAY)
    assert (answer.text, answer.given_by) == (
        "Nerve test\nnext week.",
        "Dr. Elena Ruiz",
    )
    assert (answer.given_on, answer.created_by) == (TODAY, cast["helper"])
    assert "Saved at 2:02 p.m." in page.text


def test_an_answer_without_a_tick_is_an_answer(as_helper, patient, url):
    question = make_question(patient=patient)

    as_helper.post(url, sent(question, said="Next week."))

    question.refresh_from_db()
    assert question.status == "answered"


def test_ticked_without_an_answer_is_asked(as_helper, patient, url):
    question = make_question(patient=patient)

    as_helper.post(url, sent(question, asked=True))

    question.refresh_from_db()
    assert (question.status, question.asked_on) == ("asked", TODAY)


def test_a_tick_by_mistake_can_be_undone(as_helper, patient, url):
    question = make_question(patient=patient, status="not_answered", asked_on=OCTOBER)
    as_helper.post(url, sent(question, asked=True))

    as_helper.post(url, sent(question, was_asked=True))

    question.refresh_from_db()
    assert (question.status, question.asked_on) == ("not_answered", OCTOBER)


def test_a_page_that_does_not_know_of_a_tick_leaves_it(client, cast, patient, url):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])
    client.post(url, sent(question, asked=True))
    client.force_login(cast["helper"])

    client.post(url, sent(question))

    question.refresh_from_db()
    assert question.status == "asked"


def test_two_who_write_at_once_lose_nothing(client, cast, patient, url):
    question = make_question(patient=patient)
    for who, words in (("owner", "A nerve test."), ("helper", "Next week.")):
        client.force_login(cast[who])
        client.post(url, sent(question, asked=True, said=words))

    said = set(question.answers.values_list("text", "created_by"))
    assert said == {
        ("A nerve test.", cast["owner"].pk),
        ("Next week.", cast["helper"].pk),
    }


def test_the_same_answer_sent_by_two_pages_is_saved_once(as_helper, patient, url):
    question = make_question(patient=patient)
    as_helper.post(url, sent(question, said="Next week."))

    as_helper.post(url, sent(question, said="Next week."))

    assert question.answers.count() == 1


def test_an_answer_that_was_written_on_stays_one_answer(as_helper, patient, url):
    question = make_question(patient=patient)
    as_helper.post(url, sent(question, said="Next week."))

    as_helper.post(url, sent(question, said="Next week. In room 3."))

    answer = question.answers.get()
    assert (answer.text, answer.version) == ("Next week. In room 3.", 2)
    assert "Next week." in answer.history.values_list("text", flat=True)


def test_what_was_answered_stands_on_the_page_with_who_wrote_it(
    as_helper, patient, url
):
    question = make_question(patient=patient)
    as_helper.post(url, sent(question, said="Next week."))

    page = as_helper.get(url).text

    assert "Answered</h2>" in page
    assert "Answer from <bdi>Dr. Elena Ruiz</bdi> on November 21, 2026." in page


def test_what_an_earlier_visit_left_says_when_it_was_asked(as_helper, patient, url):
    make_question(patient=patient, status="not_answered", asked_on=OCTOBER)

    assert "Asked on October 27, not answered yet" in as_helper.get(url).text


def test_an_answer_to_a_question_that_was_taken_off_puts_it_back(
    as_helper, patient, url
):
    question = make_question(
        patient=patient, deleted_at=datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    )

    as_helper.post(url, sent(question, said="Next week."))

    assert patient.questions.get().answers.get().text == "Next week."


def test_an_answer_goes_to_the_same_question_that_was_added_anew(
    as_helper, patient, url
):
    source = make_catalogue_question()
    words = {
        "catalogue_question": source,
        "catalogue_revision": 1,
        "source_text": source.text,
    }
    off = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    gone = make_question(patient=patient, deleted_at=off, **words)
    again = make_question(patient=patient, **words)

    as_helper.post(url, sent(gone, said="Next week."))

    assert again.answers.get().text == "Next week."


def test_a_page_sent_the_day_after_is_still_about_the_day_of_the_visit(
    as_helper, patient
):
    question = make_question(patient=patient)
    yesterday = make_appointment(
        patient=patient, starts_at=datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
    )
    url = reverse("questions:at_visit", args=[patient.pk, yesterday.pk])

    as_helper.post(url, sent(question, said="Next week."))

    assert question.answers.get().given_on == date(2026, 11, 20)


def test_the_end_of_the_visit_lets_the_unanswered_come_along(
    as_helper, patient, visit, url
):
    asked, other = make_question(patient=patient), make_question(patient=patient)
    later = make_appointment(
        patient=patient, starts_at=datetime(2026, 12, 8, 19, 0, tzinfo=UTC)
    )

    page = as_helper.post(url, sent(asked, asked=True) | {"end": "1"})

    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.status, other.status) == ("not_answered", "to_ask")
    assert {asked, other} == set(patient.questions.all().for_appointment(later))
    assert page.url == reverse(
        "appointments:appointment_after", args=[patient.pk, visit.pk]
    )


def test_a_private_question_is_there_for_its_writer_only(client, cast, patient, url):
    helper = cast["helper"]
    private = make_question(
        patient=patient, text="Will she see it?", created_by=helper, private_to=helper
    )
    pages = {}
    for who in ("helper", "owner"):
        client.force_login(cast[who])
        pages[who] = client.get(url).text

    client.post(url, sent(private, said="No."))

    assert "Will she see it?" in pages["helper"]
    assert "Only you" in pages["helper"]
    assert "Will she see it?" not in pages["owner"]
    assert not Answer.objects.exists()


def test_the_end_of_the_visit_leaves_the_private_questions_of_others(
    client, cast, patient, url
):
    helper = cast["helper"]
    private = make_question(
        patient=patient,
        status="asked",
        asked_on=TODAY,
        created_by=helper,
        private_to=helper,
    )
    client.force_login(cast["owner"])

    client.post(url, {"end": "1"})

    assert Question.all_objects.get(pk=private.pk).status == "asked"


def test_an_answer_that_is_too_long_keeps_all_that_was_typed(as_helper, patient, url):
    long, short = make_question(patient=patient), make_question(patient=patient)
    answers = sent(long, said="a" * 20_001) | sent(short, said="Next week.")

    page = as_helper.post(url, answers)

    assert page.status_code == 422
    assert page.text.count("Use 20,000 characters or fewer. You typed 20,001.") == 2
    assert "Next week." in page.text
    assert not Answer.objects.exists()


def test_it_asks_as_many_queries_for_many_questions(
    as_helper, patient, url, django_assert_max_num_queries
):
    for _ in range(12):
        make_answer(
            question=make_question(patient=patient, status="answered", asked_on=TODAY),
            given_on=TODAY,
        )
        make_question(patient=patient)
    as_helper.get(url)  # the first look of a day is noted

    with django_assert_max_num_queries(7):
        as_helper.get(url)


def test_a_visit_without_questions_says_what_to_do(as_helper, url):
    page = as_helper.get(url).text

    assert "No open questions for this visit." in page
    assert "Add a question" in page


@pytest.mark.parametrize(
    "page", ["today", "questions:question_list", "appointments:appointment_list"]
)
def test_on_the_day_of_the_visit_its_list_is_one_tap_away(
    as_helper, patient, url, page
):
    make_question(patient=patient)

    assert f'href="{url}"' in as_helper.get(reverse(page, args=[patient.pk])).text


def test_the_page_of_the_visit_leads_to_its_list_on_that_day_only(
    as_helper, patient, visit, url
):
    address = reverse("appointments:appointment", args=[patient.pk, visit.pk])
    then = as_helper.get(address).text
    visit.starts_at = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    visit.save()

    before = as_helper.get(address).text

    assert f'href="{url}"' in then
    assert f'href="{url}"' not in before
