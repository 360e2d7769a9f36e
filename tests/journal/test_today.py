import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from tests.factories import (
    make_appointment,
    make_entry,
    make_followed,
    make_membership,
    make_rating,
    make_user,
)
from tests.journal.pages import today_url

pytestmark = pytest.mark.django_db


def test_today_shows_the_next_visit(client, cast, patient, afternoon):
    make_appointment(patient=patient, with_whom="Dr. Ruiz")
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk])).text

    main = page[page.index("<main") :]
    assert main.index("Dr. Ruiz") < main.index("<h1>")
    assert main.index("<h1>") < main.index("<h2")


@pytest.mark.parametrize(
    ("who", "status"), [("owner", 200), ("helper", 200), ("stranger", 404)]
)
def test_today_opens_only_to_those_who_may_write(client, cast, patient, who, status):
    client.force_login(cast[who])

    assert client.get(reverse("today", args=[patient.pk])).status_code == status


def test_today_shows_a_reader_the_journal_instead(client, cast, patient):
    client.force_login(cast["reader"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.url == reverse("journal:entry_list", args=[patient.pk])


@pytest.mark.parametrize("size", [0, 12])
def test_today_asks_the_database_at_most_ten_times(
    client, cast, patient, django_assert_max_num_queries, size
):
    for number in range(size):
        followed = make_followed(patient=patient, name=f"Symptom {number}")
        for day in (1, 2):
            entry = make_entry(patient=patient, felt_on=date(2026, 3, day))
            make_rating(entry=entry, followed=followed)
    client.force_login(cast["owner"])

    with django_assert_max_num_queries(10):
        client.get(reverse("today", args=[patient.pk]))


def test_today_asks_a_caregiver_about_the_patient(client, cast, patient):
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.text.count(f"How is {patient.name} today?") == 2
    assert "How do you feel today?" not in page.text
    assert "In the words of the person who has it:" in page.text


def test_today_says_at_first_that_nothing_must_be_filled_in(client, cast, patient):
    client.force_login(cast["owner"])
    address = reverse("today", args=[patient.pk])
    words = "Tap what fits and skip the rest. You can change this list."

    first = client.get(address).text
    make_entry(patient=patient)
    second = client.get(address).text

    assert words in first
    assert words not in second


def test_written_day_leads_to_all_entries_of_it(client, cast, patient, afternoon):
    for _time in range(2):
        make_entry(patient=patient, felt_on=patient.today(), written_at=afternoon)
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk])).text

    day = reverse("journal:day", args=[patient.pk, "2026-11-21"])
    assert f'href="{day}"' in page
    assert "View all 2 entries of today" in page


def test_today_is_written_only_to_who_wrote(client, cast, patient, afternoon):
    other = make_user(name="Tom")
    make_membership(patient=patient, user=other, role="helper")
    make_entry(
        patient=patient,
        voice="observed",
        created_by=other,
        felt_on=patient.today(),
        written_at=afternoon,
    )
    said = {}
    for who, user in {"writer": other, "another": cast["helper"]}.items():
        client.force_login(user)
        page = client.get(reverse("today", args=[patient.pk]))
        said[who] = "<h1>Today is written</h1>" in page.text

    assert said == {"writer": True, "another": False}


def test_same_as_last_is_never_what_somebody_else_noticed(client, cast, patient):
    other = make_user(name="Tom")
    pain = make_followed(patient=patient)
    entry = make_entry(patient=patient, voice="observed", created_by=other)
    make_rating(entry=entry, followed=pain, severity=3)
    client.force_login(cast["helper"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.context["same"] is None


def test_today_says_once_that_nobody_watches(client, cast, patient):
    client.force_login(cast["owner"])

    page = client.get(reverse("today", args=[patient.pk]))

    assert page.text.count("No one ") == 1


def test_same_as_yesterday_fills_in_and_does_not_save(write, patient, fatigue):
    write(overall="3", note="A bad night.", **{f"s-{fatigue.pk}-severity": "2"})

    page = write(same="1", note="New words")

    form = page.context["form"]
    assert patient.entries.count() == 1
    assert form.ratings[0]["severity"].value() == "2"
    assert form.day["note"].value() == "New words"


def test_question_typed_beside_an_entry_is_saved_with_it(write, patient):
    sent = str(uuid4())

    for _ in range(2):
        write(question="Can I swim?", note="Slept badly.", client_uuid=sent)

    assert patient.entries.get().note == "Slept badly."
    assert patient.questions.get().text == "Can I swim?"


def test_a_question_saved_with_an_entry_is_confirmed(write):
    page = write(question="Can I swim?", note="Slept badly.")

    assert "Question added." in page.text
    assert "Saved at" in page.text


def test_question_alone_is_saved_without_an_entry(write, patient):
    page = write(question="Can I swim?")

    assert not patient.entries.exists()
    assert patient.questions.get().text == "Can I swim?"
    assert "Question added." in page.text


def test_question_refused_on_today_keeps_what_was_typed(write, patient):
    page = write(question="a" * 501, note="Slept badly.")

    assert page.status_code == 422
    assert "Use 500 characters or fewer. You typed 501." in page.text
    assert page.context["form"].day["question"].value() == "a" * 501
    assert not patient.questions.exists()


def test_enter_on_today_saves_and_fills_in_nothing(write, client, patient):
    write(overall="3", felt_on="2026-11-20")

    page = client.get(today_url(patient)).text

    main = page[page.index("<main") :]
    assert main.index('aria-hidden="true">Save<') < main.index('name="same"')


def test_entry_sends_along_what_each_symptom_is_called(write, client, patient, fatigue):
    """REQ-0: a page that failed can then name it without a database."""
    page = write(overall="9")

    called = f'name="s-{fatigue.pk}-called" value="Tired or low energy"'
    assert page.text.count(called) == 1


def test_today_says_what_was_last_time(write, client, patient, fatigue):
    write(**{f"s-{fatigue.pk}-severity": "2"})

    page = client.get(today_url(patient))

    assert "Last time: Moderate" in page.text


def rows(page):
    """The folded rows: the name of each, and whether it is open."""
    found = re.findall(
        r'<details class="fold-row"( open)?>.*?<strong>\s*(.*?)\s*</strong>',
        page.text,
        re.DOTALL,
    )
    return {name: bool(is_open) for is_open, name in found}


def test_what_is_optional_is_folded(write, client, patient):
    write(note="A bad night.", felt_on="2026-11-20")

    page = client.get(today_url(patient))

    assert rows(page) == {
        "Measurements": False,
        "A note": False,
        "A question for the visit": False,
        "Hospital stay, infection, or transfusion": False,
        "Another day or time": False,
    }


@pytest.mark.parametrize(
    ("answers", "name"),
    [
        ({"m-temperature-value": "999", "m-temperature-unit": "°F"}, "Measurements"),
        ({"note": "a" * 20_001}, "A note"),
        ({"question": "a" * 501}, "A question for the visit"),
        ({"felt_on": "2031-01-01"}, "Day and time"),
    ],
)
def test_row_with_an_error_is_open(write, answers, name):
    page = write(**answers)

    assert page.status_code == 422
    assert {row for row, is_open in rows(page).items() if is_open} == {name}


def test_row_with_a_draft_is_open(write, client, cast, patient):
    write(overall="3", felt_on="2026-11-20")
    token = {TOKEN_FIELD: make_token(cast["owner"].pk)}
    where = dict.fromkeys(["draft_page", "draft_action"], today_url(patient))
    typed = where | {
        "note": "My fingers",
        "felt_on": "2026-11-21",
        "m-temperature-unit": "°F",
    }
    client.post(reverse("drafts:draft_save"), token | typed)

    page = client.get(today_url(patient))

    assert {row for row, is_open in rows(page).items() if is_open} == {"A note"}


def test_row_of_measurements_says_the_last_of_each(write, client, patient):
    write(**{"m-temperature-value": "38.4", "m-temperature-unit": "°C"})
    write(
        felt_on="2026-11-19",
        **{"m-temperature-value": "98.4", "m-temperature-unit": "°F"},
    )

    page = client.get(today_url(patient))

    assert "Last: 38.4 °C" in page.text


def test_entry_of_today_stands_on_today_with_one_link(write, client, patient, fatigue):
    write(overall="2", **{f"s-{fatigue.pk}-severity": "2"})

    page = client.get(today_url(patient)).text

    card = page[page.index('<section class="done"') :].partition("</section>")[0]
    assert "Not great" in card
    assert "Tired or low energy" in card
    assert card.count("<a ") == 1
    assert "Something changed" in page
    assert 'name="same"' not in page
