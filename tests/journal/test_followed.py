"""Which symptoms to follow: choose, name, order, stop."""

from datetime import date

import pytest
from django.urls import reverse

from myeloma_journal.journal.symptom_choices import proposals
from tests.factories import (
    make_drug,
    make_entry,
    make_followed,
    make_line,
    make_line_drug,
    make_rating,
    make_symptom,
)
from tests.journal.pages import today_url

pytestmark = pytest.mark.django_db


def list_url(patient):
    return reverse("journal:symptom_list", args=[patient.pk])


def symptom_url(name, followed):
    return reverse(f"journal:symptom_{name}", args=[followed.patient_id, followed.pk])


@pytest.fixture
def owner(client, cast, afternoon):
    client.force_login(cast["owner"])
    return client


def names(patient):
    return [symptom.name for symptom in patient.followed_symptoms.current()]


def take(patient, drug, *symptoms):
    """Let the patient be on a line with this drug, and these to watch for."""
    made = make_drug(name=drug)
    made.watch_symptoms.set(symptoms)
    line = patient.lines.first() or make_line(patient=patient)
    make_line_drug(line=line, drug=made, name=drug)


def test_saving_the_list_adds_what_is_ticked_and_stops_what_is_not(
    owner, patient, fatigue
):
    make_symptom(slug="nausea", label="Feeling sick to the stomach")
    kept = make_followed(patient=patient, name="Itchy nose")
    seen = [str(fatigue.pk), str(kept.pk)]

    page = owner.post(
        list_url(patient),
        {"seen": seen, "follow": [seen[1], "nausea"], "own": "Hiccups at night"},
    )

    assert page.url == today_url(patient)
    assert sorted(names(patient)) == [
        "Feeling sick to the stomach",
        "Hiccups at night",
        "Itchy nose",
    ]


def test_saving_an_old_page_leaves_what_others_changed_since(owner, patient, fatigue):
    make_symptom(slug="nausea", label="Nausea")
    make_followed(patient=patient, name="Added meanwhile")

    owner.post(list_url(patient), {"seen": ["nausea"], "follow": ["nausea"]})

    assert {*names(patient)} == {fatigue.name, "Added meanwhile"}


def test_symptom_ticked_again_keeps_its_name_and_stays_private(owner, patient):
    symptom = make_symptom(slug="nausea", label="Nausea")
    make_followed(
        patient=patient,
        symptom=symptom,
        name="My stomach",
        is_private=True,
        until=date(2026, 11, 2),
    )

    owner.post(list_url(patient), {"follow": "nausea"})

    followed = patient.followed_symptoms.current().get()
    assert (followed.name, followed.is_private) == ("My stomach", True)


@pytest.fixture
def constipation():
    return make_symptom(
        slug="constipation",
        label="Hard to pass stools",
        everyday_words=["straining", "blocked up", "constipated", "backed up"],
    )


def test_search_marks_the_word_and_keeps_what_is_ticked(owner, patient, constipation):
    make_symptom(slug="nausea", label="Nausea")

    page = owner.post(
        list_url(patient),
        {"find": "constipatd", "search": "1", "follow": ["nausea"], "own": "Hiccups"},
    )

    assert "1 match for “constipatd”" in page.text
    assert '<mark class="aka">Constipated</mark>, straining, blocked up' in page.text
    assert '<input type="hidden" name="follow" value="nausea">' in page.text
    assert '<input type="hidden" name="own" value="Hiccups">' in page.text
    assert not patient.followed_symptoms.exists()


def test_word_that_is_not_found_becomes_an_own_symptom_in_one_tap(owner, patient):
    make_symptom(slug="nausea", label="Nausea")

    page = owner.post(list_url(patient), {"find": "Hiccups", "search": "1"})
    owner.post(list_url(patient), {"find": "Hiccups", "add": "Hiccups", "own": ""})

    assert "No results for “Hiccups”" in page.text
    assert 'name="add" value="Hiccups"' in page.text
    assert names(patient) == ["Hiccups"]


def test_enter_in_the_field_of_an_own_symptom_saves_it(owner, patient):
    owner.post(list_url(patient), {"find": "", "search": "1", "own": "Hiccups"})

    assert names(patient) == ["Hiccups"]


def test_show_all_symptoms_keeps_what_was_ticked_in_a_search(
    owner, patient, constipation
):
    page = owner.post(
        list_url(patient), {"find": "stool", "all": "1", "follow": ["constipation"]}
    )

    row = page.text.split('value="constipation"')[1].split(">")[0]
    assert "checked" in row
    assert not patient.followed_symptoms.exists()


def test_stopped_symptom_is_asked_no_more_and_never_comes_back(owner, patient, fatigue):
    make_rating(entry=make_entry(patient=patient), followed=fatigue)

    owner.post(symptom_url("stop", fatigue))

    fatigue.refresh_from_db()
    assert fatigue.until == date(2026, 11, 21)
    assert owner.get(today_url(patient)).context["form"].ratings == []
    ratings = patient.entries.get().ratings.all()
    assert fatigue.name in [rating.name for rating in ratings]


def test_symptom_followed_again_begins_a_new_span(owner, patient, fatigue):
    owner.post(symptom_url("stop", fatigue))

    owner.post(symptom_url("follow_again", fatigue))

    spans = patient.followed_symptoms.filter(name=fatigue.name)
    assert sorted(spans.values_list("since", "until"), key=str) == [
        (date(2026, 1, 1), date(2026, 11, 21)),
        (date(2026, 11, 21), None),
    ]


def test_renamed_symptom_keeps_its_name_in_old_entries(owner, patient, fatigue):
    rating = make_rating(entry=make_entry(patient=patient), followed=fatigue)

    owner.post(symptom_url("edit", fatigue), {"name": "Worn out", "until": ""})

    rating.refresh_from_db()
    assert names(patient) == ["Worn out"]
    assert rating.name == "Tired or low energy"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": ""}, "Enter a name for it."),
        ({"name": "bone pain"}, "This name is already on the symptom list."),
        ({"name": "A", "until": "2025-12-31"}, "Choose a day on or after the"),
        ({"name": "A", "until": "2026-11-22"}, "to November 21, 2026."),
    ],
)
def test_symptom_edit_refuses_with_a_sentence(
    owner, patient, fatigue, answers, sentence
):
    make_followed(patient=patient, name="Bone pain")

    page = owner.post(symptom_url("edit", fatigue), answers)

    assert page.status_code == 422
    assert sentence in page.text


@pytest.mark.parametrize(
    ("to", "order"),
    [("up", "A C B"), ("top", "C A B"), ("down", "A B C"), ("nowhere", "A B C")],
)
def test_symptom_moves_in_the_order_of_today(owner, patient, to, order):
    last = [
        make_followed(patient=patient, name=name, position=place)
        for place, name in enumerate("ABC")
    ][-1]

    owner.post(symptom_url("move", last), {"to": to})

    assert names(patient) == order.split()


def test_symptom_move_says_the_new_number_and_leads_to_the_row(owner, patient):
    for place, name in enumerate("ABC"):
        last = make_followed(patient=patient, name=name, position=place)

    page = owner.post(symptom_url("move", last), {"to": "up"}, follow=True)

    assert page.redirect_chain[0][0].endswith(f"/symptoms/order/#symptom-{last.pk}")
    row = page.text.split(f'id="symptom-{last.pk}" tabindex="-1"')[1]
    assert "Moved up. It is number 2 now." in row.split("</li>")[0]


def test_helper_moves_a_symptom_past_what_is_private(client, cast, patient):
    """AUZ-2: it moves one step of the list that the helper sees."""
    client.force_login(cast["helper"])
    for place, name in enumerate("ABC"):
        last = make_followed(
            patient=patient, name=name, position=place, is_private=name == "B"
        )

    client.post(symptom_url("move", last), {"to": "up"})

    assert names(patient) == ["C", "A", "B"]


def test_current_treatment_proposes_and_follows_nothing_by_itself(
    owner, patient, afternoon
):
    take(patient, "lenalidomide", make_symptom(label="Muscle cramps"))

    page = owner.get(list_url(patient))

    proposed = page.text.split("Often with this treatment", 1)[1].split("</details>")[0]
    assert "Lenalidomide" in proposed
    assert "Muscle cramps" in proposed
    assert not patient.followed_symptoms.exists()


def test_symptom_of_two_drugs_is_proposed_once_and_a_stopped_one_never(
    cast, patient, afternoon
):
    rash, cramps, stopped = (make_symptom() for _ in range(3))
    make_followed(patient=patient, symptom=stopped, until=date(2026, 2, 1))
    take(patient, "lenalidomide", rash, stopped)
    take(patient, "dexamethasone", rash, cramps)

    owner = patient.memberships.get(user=cast["owner"])
    found = [(proposal.drug, proposal.symptoms) for proposal in proposals(owner)]

    assert found == [("lenalidomide", [rash]), ("dexamethasone", [cramps])]


def test_what_is_followed_in_private_does_not_miss_for_others(
    client, cast, patient, afternoon
):
    rash = make_symptom(slug="rash", label="Rash")
    make_followed(patient=patient, symptom=rash, is_private=True)
    take(patient, "lenalidomide", rash)
    client.force_login(cast["helper"])

    page = client.get(list_url(patient)).text

    assert (
        "Rash" in page.split("Often with this treatment", 1)[1].split("</details>")[0]
    )


def test_private_symptom_is_offered_and_asked_of_the_patient_alone(
    client, cast, patient, afternoon
):
    make_symptom(slug="intimacy", label="Change in desire", is_private=True)
    client.force_login(cast["owner"])
    client.post(list_url(patient), {"follow": "intimacy"})

    asked = client.get(today_url(patient)).text
    client.force_login(cast["helper"])
    helpers = client.get(today_url(patient)).text + client.get(list_url(patient)).text

    assert patient.followed_symptoms.get().is_private
    assert "Change in desire" in asked
    assert "Change in desire" not in helpers


def test_helper_cannot_choose_a_private_symptom(client, cast, patient, afternoon):
    make_symptom(slug="intimacy", label="Change in desire", is_private=True)
    client.force_login(cast["helper"])

    client.post(list_url(patient), {"follow": "intimacy"})
    found = client.post(list_url(patient), {"find": "desire", "search": "1"})

    assert not patient.followed_symptoms.exists()
    assert "No results for “desire”" in found.text


@pytest.mark.parametrize("name", ["stop", "follow_again", "move", "edit"])
def test_symptom_of_another_journal_is_not_there(owner, patient, name):
    elsewhere = make_followed(name="Somebody else’s")
    address = reverse(f"journal:symptom_{name}", args=[patient.pk, elsewhere.pk])

    assert owner.post(address).status_code == 404


def test_name_of_a_private_symptom_is_free_for_others(client, cast, patient):
    """AUZ-2: neither adding nor renaming one tells that it is there."""
    client.force_login(cast["helper"])
    make_followed(patient=patient, name="Low mood", is_private=True)

    client.post(list_url(patient), {"own": "Low mood"})

    shared = patient.followed_symptoms.get(name="Low mood", is_private=False)
    make_followed(patient=patient, name="Change in desire", is_private=True)
    url = reverse("journal:symptom_edit", args=[patient.pk, shared.pk])

    assert client.post(url, {"name": "Change in desire"}).status_code == 302
