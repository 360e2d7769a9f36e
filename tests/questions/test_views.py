import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.questions import answering
from myeloma_journal.questions.models import Status
from myeloma_journal.questions.views import lists, redirects
from tests.factories import (
    make_answer,
    make_appointment,
    make_catalogue_question,
    make_checklist,
    make_entry,
    make_question,
)

OCTOBER = date(2026, 10, 27)
# What each small form posts.
DEEDS = {
    "question_move": {"to": "up"},
    "question_top": {"top": "1"},
    "question_status": {"status": "asked"},
    "question_trash": {},
    "answer_add": {"text": "Yes.", "given_on": "2026-11-20"},
}


EARLIER = datetime(2026, 11, 3, 15, tzinfo=UTC)


def url(name, patient, pk=None):
    return reverse(f"questions:{name}", args=[patient.pk] + ([pk] if pk else []))


@pytest.mark.parametrize(
    ("who", "status"),
    [("owner", 404), ("helper", 200), ("reader", 403), ("stranger", 404)],
)
def test_answer_edit_opens_to_who_wrote_it_down(client, cast, patient, who, status):
    question = make_question(patient=patient)
    answer = make_answer(question=question, created_by=cast["helper"])
    client.force_login(cast[who])

    assert client.get(url("answer_edit", patient, answer.pk)).status_code == status


@pytest.mark.parametrize("name", DEEDS)
def test_no_deed_reaches_into_another_journal(client, cast, patient, name):
    elsewhere = make_question()
    client.force_login(cast["owner"])

    page = client.post(url(name, patient, elsewhere.pk), DEEDS[name])

    assert page.status_code == 404


@pytest.mark.parametrize("name", sorted(DEEDS.keys() - {"answer_add"}))
def test_no_deed_is_done_by_a_link(client, cast, patient, name):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    assert client.get(url(name, patient, question.pk)).status_code == 405


@pytest.mark.parametrize("name", ["question", "question_edit", "question_restore"])
def test_no_page_of_a_question_reaches_into_another_journal(
    client, cast, patient, name
):
    elsewhere = make_question()
    client.force_login(cast["owner"])

    assert client.post(url(name, patient, elsewhere.pk)).status_code == 404


def test_answer_edit_does_not_reach_into_another_journal(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.get(url("answer_edit", patient, make_answer().pk))

    assert page.status_code == 404


@pytest.mark.parametrize("name", ["question_list", "question"])
def test_a_reader_finds_no_form_but_to_look_for_questions(client, cast, patient, name):
    question = make_question(patient=patient, status="answered", asked_on=OCTOBER)
    make_answer(question=question)
    make_question(patient=patient, top=1)
    client.force_login(cast["reader"])

    page = client.get(url(name, patient, question.pk if name == "question" else None))

    main = page.content.decode().split("<main")[1]
    main = re.sub(r'<form method="post" role="search".*?</form>', "", main, flags=re.S)
    assert "<form" not in main
    assert "<button" not in main


def test_question_add_keeps_the_words_and_shows_their_place(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.post(url("question_add", patient), {"text": "May I swim? \U0001f3ca"})

    question = patient.questions.get()
    assert question.text == "May I swim? \U0001f3ca"
    assert page["location"] == f"{url('question_list', patient)}#q-{question.pk}"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Enter your question first."),
        ("\x00", "Enter your question first."),
        ("x" * 501, "Use 500 characters or fewer. You typed 501."),
    ],
)
def test_question_add_refused_keeps_what_was_typed(
    client, cast, patient, text, sentence
):
    client.force_login(cast["owner"])

    page = client.post(url("question_add", patient), {"text": text})

    shown = page.content.decode()
    assert page.status_code == 422
    assert sentence in shown
    assert f'value="{text.replace(chr(0), "")}"' in shown
    assert not patient.questions.exists()


def test_question_add_from_catalogue_adds_what_was_ticked(client, cast, patient):
    ticked, left = make_catalogue_question(), make_catalogue_question()
    client.force_login(cast["owner"])

    page = client.post(
        url("question_add_from_catalogue", patient),
        {"q": [ticked.slug, "no-such-question"], "list": left.checklist.slug},
        follow=True,
    )

    assert patient.questions.get().catalogue_question == ticked
    assert "1 question added." in page.content.decode()


def test_question_add_from_catalogue_adds_all_but_the_hard_ones_when_none_is_ticked(
    client, cast, patient
):
    checklist = make_checklist()
    usual = make_catalogue_question(checklist=checklist)
    make_catalogue_question(checklist=checklist, is_sensitive=True)
    make_catalogue_question(checklist=checklist, status="retired")
    make_catalogue_question()
    client.force_login(cast["owner"])

    client.post(url("question_add_from_catalogue", patient), {"list": checklist.slug})

    assert patient.questions.get().catalogue_question == usual


def test_a_published_list_says_which_list_it_is_when_none_is_ticked(client, cast):
    checklist = make_checklist()
    make_catalogue_question(checklist=checklist)
    client.force_login(cast["owner"])

    page = client.get(reverse("catalogue:checklist", args=[checklist.slug]))

    hidden = f'<input type="hidden" name="list" value="{checklist.slug}">'
    assert hidden in page.content.decode()


@pytest.mark.parametrize(
    ("who", "tag"),
    [
        ("owner", "Already in my questions"),
        ("reader", "Already in Margaret Lewis’s questions"),
    ],
)
def test_a_published_list_shows_which_were_added(client, cast, patient, who, tag):
    source = make_catalogue_question()
    make_catalogue_question(checklist=source.checklist)
    client.force_login(cast["owner"])
    client.post(url("question_add_from_catalogue", patient), {"q": source.slug})
    client.force_login(cast[who])

    page = client.get(source.checklist.get_absolute_url())

    assert page.content.decode().count(f'<span class="tag">{tag}</span>') == 1


def test_a_published_list_says_nothing_of_it_to_others(client, cast, patient):
    source = make_catalogue_question()
    client.force_login(cast["owner"])
    client.post(url("question_add_from_catalogue", patient), {"q": source.slug})
    client.force_login(cast["stranger"])

    page = client.get(source.checklist.get_absolute_url())

    assert 'class="tag"' not in page.content.decode()


def test_question_add_from_catalogue_twice_adds_once_and_says_where_they_stand(
    client, cast, patient
):
    slugs = [make_catalogue_question().slug for _ in range(2)]
    client.force_login(cast["owner"])
    client.post(url("question_add_from_catalogue", patient), {"q": slugs})
    slugs.append(make_catalogue_question().slug)

    page = client.post(
        url("question_add_from_catalogue", patient), {"q": slugs}, follow=True
    )

    sentence = "1 question added. 2 were already on your list (To ask: 2)."
    assert sentence in page.content.decode()
    assert patient.questions.count() == 3


def test_question_add_from_catalogue_of_nothing_says_so(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.post(url("question_add_from_catalogue", patient), follow=True)

    assert (
        "You didn’t choose any questions, so none were added." in page.content.decode()
    )


def test_question_add_from_catalogue_keeps_what_was_typed_beside_the_list(
    client, cast, patient
):
    source = make_catalogue_question(text="What is it?")
    client.force_login(cast["owner"])
    typed = {"q": source.slug, "own": "May I swim?\r\n\r\n May I  fly? \r\nMay I swim?"}

    page = client.post(url("question_add_from_catalogue", patient), typed, follow=True)

    texts = [question.text for question in patient.questions.all()]
    assert texts == ["What is it?", "May I swim?", "May I fly?"]
    assert "3 questions added. 1 was already" in page.content.decode()


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("x" * 501, "Your question 1 is 501 characters long. Shorten it to 500."),
        (
            "\n".join(f"Why {n}?" for n in range(11)),
            "You can add up to 10 questions of your own. You have 11.",
        ),
    ],
)
def test_question_add_from_catalogue_refuses_and_keeps_everything(
    client, cast, patient, own, sentence
):
    sent = {"q": ["reuse", "dose"], "list": "home", "own": own}
    client.force_login(cast["owner"])

    page = client.post(url("question_add_from_catalogue", patient), sent)

    text = page.content.decode()
    assert page.status_code == 422
    assert sentence in text
    assert own in text
    assert text.count('name="q"') == 2
    assert not patient.questions.exists()


def test_question_list_shows_where_each_question_stands(client, cast, patient):
    make_question(patient=patient, top=1, status="not_answered", asked_on=OCTOBER)
    answered = make_question(patient=patient, status="answered", asked_on=OCTOBER)
    make_answer(question=answered, text="100.4 or more, day or night.")
    make_question(patient=patient, text="May I swim?", status="asked", asked_on=OCTOBER)
    client.force_login(cast["reader"])

    page = client.get(url("question_list", patient)).text

    to_ask, waiting = page.split("Asked, waiting for the answer")
    assert "Asked on October 27, not answered yet" in to_ask
    assert "In the top three" in to_ask
    assert "May I swim?" in waiting
    assert "100.4 or more, day or night." in waiting
    assert "Answer from <bdi>Dr. Elena Ruiz</bdi> on October 27, 2026." in waiting


def test_question_list_has_three_controls_a_question(client, cast, patient):
    question = make_question(patient=patient, text="May I swim?")
    make_entry(patient=patient, question=question)
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient)).text

    row = page.split(f'id="q-{question.pk}"')[1].split("</li>")[0]
    assert (row.count("<button"), row.count("<a ")) == (2, 1)
    assert 'aria-label="Mark as asked: May I swim?"' in row
    assert 'aria-label="Top three: May I swim?"' in row
    assert 'aria-pressed="false"' in row


def test_question_list_says_what_prints_large_without_a_star(client, cast, patient):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    without = client.get(url("question_list", patient)).text
    client.post(url("question_top", patient, question.pk), {"top": "1"})
    starred = client.get(url("question_list", patient)).text

    sentence = "The first three print large on page one."
    assert (sentence in without, sentence in starred) == (True, False)


def test_a_question_leads_back_to_the_entry_that_raised_it(client, cast, patient):
    question = make_question(patient=patient)
    entry = make_entry(patient=patient, question=question)
    client.force_login(cast["owner"])

    page = client.get(url("question", patient, question.pk))

    link = reverse("journal:entry", args=[patient.pk, entry.pk])
    assert link in page.text


def test_question_list_says_whom_the_questions_are_for(client, cast, patient):
    make_appointment(patient=patient)
    later = make_appointment(
        patient=patient,
        with_whom="Dr. Cole",
        starts_at=datetime(2026, 12, 9, 15, tzinfo=UTC),
    )
    make_question(patient=patient, appointment=later)
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient)).text

    assert "For <bdi>Dr. Elena Ruiz</bdi>, Tuesday, November 24" in page
    assert "For the visit with <bdi>Dr. Cole</bdi> on December 9" in page


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("up", "Moved up. It is number 2 now."),
        ("down", "Moved down. It is number 3 now."),
        ("top", "Moved. It is number 2 now."),
    ],
)
def test_question_move_says_the_new_number(client, cast, patient, to, sentence):
    make_question(patient=patient, top=1)
    make_question(patient=patient, status="asked", asked_on=OCTOBER)
    rows = [make_question(patient=patient, position=place) for place in (2, 3)]
    moved = rows[0] if to == "down" else rows[1]
    client.force_login(cast["owner"])

    page = client.post(url("question_move", patient, moved.pk), {"to": to}, follow=True)

    assert page.redirect_chain[0][0].endswith(f"/questions/order/#q-{moved.pk}")
    row = page.text.split(f'<li id="q-{moved.pk}" tabindex="-1"')[1]
    assert sentence in row.split("</li>")[0]


def test_question_order_leaves_out_what_could_not_work(client, cast, patient):
    for number in (1, 2):
        make_question(patient=patient, text=f"Top {number}", top=number)
    for number in (3, 4, 5):
        make_question(patient=patient, text=f"Row {number}", position=number)
    client.force_login(cast["owner"])

    page = client.get(url("question_order", patient)).text

    labels = re.findall(r'aria-label="(Move [^"]*)"', page)
    assert labels == [
        "Move down: Top 1",
        "Move up: Top 2",
        "Move down: Row 3",
        "Move up: Row 4",
        "Move down: Row 4",
        "Move up: Row 5",
        "Move to the top: Row 5",
    ]


def test_question_list_names_the_year_when_it_is_not_this_one(client, cast, patient):
    make_question(patient=patient, status="asked", asked_on=date(2025, 12, 30))
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient))

    assert "Asked on December 30, 2025" in page.content.decode()


def test_a_question_from_an_observation_says_who_noticed(client, cast, patient):
    question = make_question(patient=patient)
    make_entry(
        patient=patient, voice="observed", created_by_name="Claire", question=question
    )
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient))

    assert "From the journal, noticed by <bdi>Claire</bdi>" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        ("question_move", {"to": "sideways"}),
        ("question_move", {"to": "0"}),
        ("question_status", {"status": "answered"}),
        ("question_status", {"status": "lost"}),
        ("question_status", {}),
    ],
)
def test_a_form_that_no_page_has_is_not_found(client, cast, patient, name, answers):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    assert client.post(url(name, patient, question.pk), answers).status_code == 404


def test_question_top_says_so_when_three_are_there(client, cast, patient):
    for place in (1, 2, 3):
        make_question(patient=patient, top=place)
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    page = client.post(
        url("question_top", patient, question.pk), {"top": "1"}, follow=True
    )

    assert "You have three already. Take one out first." in page.text
    assert page.redirect_chain[0][0].endswith(f"#q-{question.pk}")


@pytest.mark.parametrize(
    ("top", "sentence"),
    [("1", "Now in your top three."), ("0", "Taken out of your top three.")],
)
def test_question_top_twice_says_what_it_did_and_does_it_once(
    client, cast, patient, top, sentence
):
    question = make_question(patient=patient, top=None if top == "1" else 1)
    client.force_login(cast["owner"])
    send = {"path": url("question_top", patient, question.pk), "data": {"top": top}}

    client.post(**send)
    page = client.post(**send, follow=True)

    question.refresh_from_db()
    assert question.top == (1 if top == "1" else None)
    assert sentence in page.text


def test_question_status_asked_was_asked_today(client, cast, patient):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    page = client.post(
        url("question_status", patient, question.pk), {"status": "asked"}, follow=True
    )

    question.refresh_from_db()
    assert (question.status, question.asked_on) == ("asked", date(2026, 11, 21))
    message = page.text.split('id="just-now"')[1].split("</form>")[0]
    assert "Write the answer" in message
    assert "Undo" in message


def test_undo_gives_a_question_its_star_and_its_earlier_day_back(client, cast, patient):
    question = make_question(
        patient=patient, status="not_answered", asked_on=OCTOBER, top=1
    )
    client.force_login(cast["owner"])
    status = url("question_status", patient, question.pk)

    client.post(status, {"status": "asked"})
    page = client.post(status, {"undo": "1"})

    question.refresh_from_db()
    assert (question.status, question.asked_on) == ("not_answered", OCTOBER)
    assert question.top == 1
    assert page.url.endswith(f"#q-{question.pk}")


@pytest.mark.parametrize(
    ("status", "after", "sentence"),
    [
        ("asked", "to_ask", "Undone. The question is back on your list."),
        ("answered", "answered", "Nothing was undone. Status: Answered."),
    ],
)
def test_undo_of_another_day_says_what_became_of_it(
    client, cast, patient, status, after, sentence
):
    question = make_question(patient=patient)
    answering.set_status(question=question, status=Status(status), on=OCTOBER)
    client.force_login(cast["owner"])

    page = client.post(
        url("question_status", patient, question.pk), {"undo": "1"}, follow=True
    )

    question.refresh_from_db()
    assert question.status == after
    assert sentence in page.text


def test_question_trash_offers_to_put_it_back(client, cast, patient):
    question = make_question(patient=patient, text="May I swim?")
    client.force_login(cast["owner"])

    page = client.post(url("question_trash", patient, question.pk), follow=True)
    gone = not patient.questions.exists()
    client.post(url("question_restore", patient, question.pk))

    assert gone
    assert "Restore question" in page.content.decode()
    assert patient.questions.get() == question


@pytest.mark.parametrize("pk", ["x", "b6a1b1c6-9a0c-4a53-8a4f-0d6c4f6f2f10"])
def test_question_list_opens_whatever_it_is_told_was_done(client, cast, patient, pk):
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient), {"trashed": pk, "asked": pk})

    assert page.status_code == 200
    assert "just-now" not in page.text


@pytest.mark.parametrize(("who", "offers"), [("owner", True), ("reader", False)])
def test_a_trashed_question_says_so_and_can_be_restored(
    client, cast, patient, who, offers
):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])
    client.post(url("question_trash", patient, question.pk))
    client.force_login(cast[who])

    page = client.get(url("question", patient, question.pk))

    assert page.status_code == 410
    assert "Question removed from your list" in page.content.decode()
    assert ("Restore question" in page.content.decode()) is offers


@pytest.mark.parametrize("is_asked", [False, True])
def test_restored_question_says_so(client, cast, patient, is_asked):
    question = make_question(patient=patient)
    if is_asked:
        answering.set_status(question=question, status=Status.ASKED, on=OCTOBER)
    client.force_login(cast["owner"])
    client.post(url("question_trash", patient, question.pk))

    page = client.post(url("question_restore", patient, question.pk), follow=True)

    assert page.text.count("Question restored.") == 1


def test_list_says_why_it_cannot_print_without_a_visit(client, cast, patient):
    make_question(patient=patient)
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient))

    assert "To print these questions, add the visit first." in page.text


def test_question_restore_says_so_when_it_was_added_again(client, cast, patient):
    source = make_catalogue_question()
    client.force_login(cast["owner"])
    client.post(url("question_add_from_catalogue", patient), {"q": source.slug})
    question = patient.questions.get()
    client.post(url("question_trash", patient, question.pk))
    client.post(url("question_add_from_catalogue", patient), {"q": source.slug})

    page = client.post(url("question_restore", patient, question.pk), follow=True)

    assert "The same question is already on your list." in page.content.decode()


def test_question_edit_changes_the_words_and_keeps_the_source(client, cast, patient):
    source = make_catalogue_question(text="What is it?")
    client.force_login(cast["owner"])
    client.post(url("question_add_from_catalogue", patient), {"q": source.slug})
    question = patient.questions.get()

    page = client.post(
        url("question_edit", patient, question.pk),
        {"text": "What is it, in plain words?", "why": ""},
        follow=True,
    )

    question.refresh_from_db()
    assert question.text == "What is it, in plain words?"
    assert question.source_text == "What is it?"
    assert "Saved at 2:02 p.m." in page.content.decode()
    assert "Original wording from the list" in page.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"text": " \n"}, "Enter your question. Use at least a few words."),
        ({"text": "x" * 501}, "Use 500 characters or fewer. You typed 501."),
        ({"why": "x" * 1_001}, "Use 1,000 characters or fewer. You typed 1,001."),
        (
            {"asked_on": "2026-11-22"},
            "You entered November 22, 2026. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
    ],
)
def test_question_edit_refusal_says_what_to_do(
    client, cast, patient, answers, sentence
):
    question = make_question(patient=patient, status="asked", asked_on=OCTOBER)
    client.force_login(cast["owner"])
    usual = {"text": "Why?", "asked_on": "2026-10-27"}

    page = client.post(url("question_edit", patient, question.pk), usual | answers)

    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_question_edit_offers_no_visit_of_another_journal(client, cast, patient):
    question = make_question(patient=patient)
    elsewhere = make_appointment(with_whom="Dr. Elsewhere")
    client.force_login(cast["owner"])
    address = url("question_edit", patient, question.pk)

    page = client.post(address, {"text": "Why?", "appointment": elsewhere.pk})

    assert page.status_code == 422
    assert "Dr. Elsewhere" not in page.content.decode()


def test_answer_add_keeps_what_was_said(client, cast, patient):
    question = make_question(patient=patient)
    client.force_login(cast["helper"])

    page = client.post(
        url("answer_add", patient, question.pk),
        {
            "text": "Three quarts a day.\r\nMore when it is hot.",
            "given_by": "Dr. Elena Ruiz",
            "given_on": "2026-11-20",
        },
        follow=True,
    )

    answer = question.answers.get()
    assert answer.text == "Three quarts a day.\nMore when it is hot."
    assert (answer.given_by, answer.given_on) == ("Dr. Elena Ruiz", date(2026, 11, 20))
    assert answer.created_by_name == "Helper"
    assert "Saved at 2:02 p.m." in page.content.decode()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"text": ""}, "Enter the answer."),
        (
            {"text": "x" * 30_000},
            "Use 20,000 characters or fewer. You typed 30,000.",
        ),
        ({"given_on": ""}, "Enter the day."),
        (
            {"given_by": "A nurse" * 20},
            "Use 100 characters or fewer. You typed 140.",
        ),
        ({"given_on": "soon"}, "Enter the day like this: 11/24/2026."),
        (
            {"given_on": "2026-11-22"},
            "You entered November 22, 2026. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
        (
            {"given_on": "0026-11-22"},
            "You entered November 22, 0026. "
            "Choose a day from January 1, 1900 to November 21, 2026.",
        ),
    ],
)
def test_answer_add_refusal_says_what_to_do(client, cast, patient, answers, sentence):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])
    usual = {"text": "Yes.", "given_by": "A nurse", "given_on": "2026-11-20"}

    page = client.post(url("answer_add", patient, question.pk), usual | answers)

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "A nurse" in page.content.decode()
    assert not question.answers.exists()


def test_answer_edit_keeps_the_earlier_words_in_the_history(client, cast, patient):
    question = make_question(patient=patient)
    answer = make_answer(question=question, text="Two.", created_by=cast["owner"])
    client.force_login(cast["owner"])

    page = client.post(
        url("answer_edit", patient, answer.pk),
        {"text": "Three.", "given_by": "", "given_on": "2026-10-27"},
        follow=True,
    )

    answer.refresh_from_db()
    assert answer.text == "Three."
    assert "Earlier versions" in page.text
    assert "Two." in page.text


def test_question_says_at_which_visits_it_was_asked(client, cast, patient):
    question = make_question(patient=patient, status="asked", asked_on=OCTOBER)
    answering.set_status(
        question=question, status=Status.NOT_ANSWERED, on=date(2026, 10, 28)
    )
    answering.set_status(question=question, status=Status.ASKED, on=date(2026, 11, 20))
    client.force_login(cast["reader"])

    page = client.get(url("question", patient, question.pk)).text

    assert "Asked on November 20, 2026" in page
    assert "Asked earlier, on October 27, 2026" in page


def test_the_number_of_queries_does_not_grow(
    client, cast, patient, django_assert_max_num_queries
):
    client.force_login(cast["owner"])
    counts = []

    for size in (5, 50):
        for _ in range(size):
            question = make_question(patient=patient)
            make_entry(patient=patient, question=question)
            answered = make_question(
                patient=patient, status="answered", asked_on=OCTOBER
            )
            make_answer(question=answered)
        with django_assert_max_num_queries(20) as queries:
            client.get(url("question_list", patient))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.fixture
def two_a_page(patient, monkeypatch):
    """Five open questions, of which a page holds two below the top three."""
    for module in (lists, redirects):
        monkeypatch.setattr(module, "OPEN_PER_PAGE", 2)
    make_question(patient=patient, text="The first", top=1)
    return [
        make_question(patient=patient, text=f"Question {place}", position=place)
        for place in range(1, 5)
    ]


def test_very_many_open_questions_stand_on_several_pages(
    client, cast, patient, two_a_page
):
    client.force_login(cast["owner"])

    first = client.get(url("question_list", patient)).text
    second = client.get(url("question_list", patient), {"open": "2"}).text

    assert 'href="?open=2"' in first
    assert [f"Question {n}" in first for n in range(1, 5)] == [True, True, False, False]
    assert [f"Question {n}" in second for n in range(1, 5)] == [
        False,
        False,
        True,
        True,
    ]
    assert ">4</span>" in second
    assert "The first" in second


def test_question_moved_over_the_edge_of_a_page_is_shown_where_it_stands(
    client, cast, patient, two_a_page
):
    second = two_a_page[1]
    client.force_login(cast["owner"])

    down = client.post(url("question_move", patient, second.pk), {"to": "down"})
    top = client.post(url("question_move", patient, second.pk), {"to": "top"})

    assert down.url == f"{url('question_order', patient)}?open=2#q-{second.pk}"
    assert top.url == f"{url('question_order', patient)}#q-{second.pk}"
    order = [question.text for question in patient.questions.all().if_there_is_time()]
    assert order == ["Question 2", "Question 1", "Question 3", "Question 4"]


def test_many_answered_questions_stand_on_several_pages(client, cast, patient):
    for number in range(25):
        make_question(
            patient=patient,
            text=f"Question {number}",
            status="answered",
            asked_on=OCTOBER,
        )
    client.force_login(cast["owner"])

    first = client.get(url("question_list", patient)).content.decode()
    last = client.get(url("question_list", patient), {"page": "99"}).content.decode()

    assert (first.count("<bdi>Question "), last.count("<bdi>Question ")) == (20, 5)
    assert "Older answers" in first
    assert "Newer answers" in last


def test_answer_add_opened_by_a_link_leads_to_its_question(client, cast, patient):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    opened = client.get(url("answer_add", patient, question.pk))

    assert opened.url == url("question", patient, question.pk)
    assert not question.answers.exists()


def test_question_cannot_be_moved_to_a_visit_that_is_over(client, cast, patient):
    question = make_question(patient=patient)
    past = make_appointment(
        patient=patient, starts_at=datetime(2026, 11, 3, tzinfo=UTC)
    )
    client.force_login(cast["owner"])

    page = client.post(
        url("question_edit", patient, question.pk),
        {"text": question.text, "appointment": past.pk, "version": 1},
    )

    assert page.status_code == 422
    assert "This visit is over. Choose a visit that is still to come." in page.text


def test_question_of_a_past_visit_can_be_edited_and_stays_there(client, cast, patient):
    past = make_appointment(
        patient=patient, starts_at=datetime(2026, 11, 3, tzinfo=UTC)
    )
    question = make_question(patient=patient, appointment=past)
    client.force_login(cast["owner"])

    client.post(
        url("question_edit", patient, question.pk),
        {"text": "Can I swim?", "appointment": past.pk, "version": 1},
    )

    question.refresh_from_db()
    assert (question.text, question.appointment) == ("Can I swim?", past)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("question_top", {"top": "0"}),
        ("question_status", {"status": "no_longer_needed"}),
        ("question_trash", {}),
        ("answer_add", {"text": "Yes.", "given_on": "2026-11-20"}),
    ],
)
def test_a_question_that_leaves_the_top_three_says_so(
    client, cast, patient, name, form
):
    question = make_question(patient=patient, top=1)
    client.force_login(cast["owner"])

    page = client.post(url(name, patient, question.pk), form, follow=True)

    assert "Taken out of your top three." in page.text


def test_answers_at_the_visit_say_how_many_left_the_top_three(client, cast, patient):
    visit = make_appointment(patient=patient)
    questions = [make_question(patient=patient, top=place) for place in (1, 2)]
    client.force_login(cast["owner"])

    said = {f"said-{question.pk}": "Yes." for question in questions}
    page = client.post(url("at_visit", patient, visit.pk), said, follow=True)

    assert "2 questions were taken out of your top three." in page.text


def test_list_of_a_past_visit_has_no_question_that_was_written_later(
    client, cast, patient
):
    past = make_appointment(patient=patient, starts_at=EARLIER)
    make_question(patient=patient, text="Can I swim?")
    client.force_login(cast["owner"])

    page = client.get(url("at_visit", patient, past.pk))

    assert "Can I swim?" not in page.text


@pytest.mark.parametrize(
    ("top", "is_said"), [(1, True), (None, False)], ids=["top", "below"]
)
def test_top_question_moved_to_a_later_visit_says_for_which_it_prints(
    client, cast, patient, afternoon, top, is_said
):
    later = make_appointment(
        patient=patient, starts_at=datetime(2027, 1, 5, 15, tzinfo=UTC)
    )
    question = make_question(patient=patient, top=top)
    client.force_login(cast["owner"])

    page = client.post(
        url("question_edit", patient, question.pk),
        {"text": question.text, "appointment": later.pk, "version": 1},
        follow=True,
    )

    sentence = "It’s still in your top three. It prints for the visit on January 5"
    assert (sentence in page.text) == is_said


def test_question_taken_from_a_list_after_a_visit_is_not_on_its_list(
    client, cast, patient
):
    past = make_appointment(patient=patient, starts_at=EARLIER)
    source = make_catalogue_question()
    client.force_login(cast["owner"])

    client.post(url("question_add_from_catalogue", patient), {"q": [source.slug]})

    assert patient.questions.count() == 1
    assert source.text not in client.get(url("at_visit", patient, past.pk)).text
