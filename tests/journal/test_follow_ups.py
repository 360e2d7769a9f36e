"""What is asked about a symptom beside how strong it was, and where it is shown."""

import uuid

import pytest
from django.urls import reverse

from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token
from tests.factories import make_followed, make_rating, make_symptom
from tests.journal.pages import today_url, url

pytestmark = pytest.mark.django_db

TIMES = {
    "id": "times",
    "label": "How many times in 24 hours?",
    "type": "whole-number",
    "max": 99,
    "in_words": {"one": "1 time in 24 hours.", "other": "{number} times in 24 hours."},
}
BLOOD = {
    "id": "blood",
    "label": "Is there blood in it?",
    "type": "yes-no",
    "in_words": {"yes": "Blood in it.", "no": "No blood."},
}
WHERE = {
    "id": "where",
    "label": "Where is it?",
    "type": "choice-many",
    "choices": [
        {"id": "ribs-or-chest", "label": "ribs or chest"},
        {"id": "hip", "label": "hip"},
    ],
    "in_words": "Where: {choices}.",
}


@pytest.fixture
def stools(patient):
    symptom = make_symptom(
        slug="diarrhea", label="Loose stools", follow_ups=[TIMES, BLOOD, WHERE]
    )
    return make_followed(patient=patient, symptom=symptom, name="Loose stools")


@pytest.fixture
def answer(write, stools):
    """Send Today's page with these answers about the stools."""

    def send(severity="3", **answers):
        prefix = f"s-{stools.pk}"
        fields = {f"{prefix}-a-{name}": value for name, value in answers.items()}
        return write(**{f"{prefix}-severity": severity} | fields)

    return send


def rating(patient):
    return patient.entries.get().ratings.get()


def test_answers_are_saved_as_given(answer, patient):
    answer(times="5", blood="no", where=["hip", "ribs-or-chest"])

    saved = rating(patient).answers
    assert saved == {"times": 5, "blood": "no", "where": ["hip", "ribs-or-chest"]}


def test_what_is_not_answered_is_not_saved(answer, patient):
    answer(times="", blood="")

    assert rating(patient).answers == {}


def test_entry_shows_the_answers_in_words(answer):
    page = answer(times="5", blood="no")

    assert "5 times in 24 hours. No blood." in page.text


def test_journal_shows_the_answers_in_words(answer, client, patient):
    answer(times="5", blood="no")

    page = client.get(reverse("journal:entry_list", args=[patient.pk]))

    assert "5 times in 24 hours. No blood." in page.text


def test_answers_keep_their_words_whatever_the_catalogue_says_later(
    answer, client, patient, stools
):
    answer(blood="no")
    stools.symptom.follow_ups = []
    stools.symptom.save()

    page = client.get(url("entry", patient.entries.get()))

    assert "No blood." in page.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("five", "“five” is not a whole number. Enter a number like 3."),
        ("2,5", "“2,5” is not a whole number. Enter a number like 3."),
        ("-2", "you entered -2. Enter a number from 0 to 99."),
        ("100", "you entered 100. Enter a number from 0 to 99."),
    ],
)
def test_wrong_count_is_refused_with_a_sentence_and_stays(
    answer, patient, typed, sentence
):
    page = answer(times=typed, blood="yes")

    field = page.context["form"].ratings[0]["a-times"]
    assert f"Loose stools: {sentence}" in page.text
    assert (page.status_code, field.value()) == (422, typed)
    assert not patient.entries.exists()


@pytest.mark.parametrize(("typed", "count"), [(" 12 ", 12), ("3.0", 3), ("0", 0)])
def test_count_is_read_as_people_type_it(answer, patient, typed, count):
    answer(times=typed)

    assert rating(patient).answers == {"times": count}


@pytest.mark.parametrize("severity", ["", "0"])
def test_answers_about_what_was_not_felt_are_asked_about_and_stay(
    answer, patient, severity
):
    page = answer(severity, times="4", where=["hip"])

    form = page.context["form"].ratings[0]
    assert "Loose stools: you wrote more about it. Choose how severe" in page.text
    assert (form["a-times"].value(), form["a-where"].value()) == ("4", ["hip"])
    assert not patient.entries.exists()


def test_fold_is_closed_until_something_is_answered(client, cast, patient, stools):
    client.force_login(cast["owner"])

    page = client.get(today_url(patient))

    assert '<details class="more follow-ups">' in page.text
    assert "How many times in 24 hours?" in page.text


def test_fold_is_open_where_an_answer_is_wrong(answer):
    assert '<details class="more follow-ups" open>' in answer(times="many").text


def test_own_symptom_asks_nothing_more(client, cast, patient, fatigue):
    client.force_login(cast["owner"])

    assert "More about this" not in client.get(today_url(patient)).text


def test_same_as_last_time_leaves_the_answers_to_their_day(
    answer, client, patient, stools
):
    answer(times="5")

    page = client.post(today_url(patient), {"same": "1", "felt_on": "2026-11-21"})

    form = page.context["form"].ratings[0]
    assert form["severity"].value() == "3"
    assert form["a-times"].value() in (None, "")


def test_same_as_last_time_keeps_what_is_ticked(answer, client, patient, stools):
    answer()
    ticked = {f"s-{stools.pk}-a-where": ["hip", "ribs-or-chest"]}

    page = client.post(today_url(patient), {"same": "1"} | ticked)

    where = page.context["form"].ratings[0]["a-where"]
    assert where.value() == ["hip", "ribs-or-chest"]


def test_same_form_with_another_answer_corrects_the_entry(answer, write, patient):
    sent = {"client_uuid": str(uuid.uuid4())}
    prefix = f"s-{patient.followed_symptoms.get().pk}"
    for times in ("4", "4", "5"):
        write(**sent, **{f"{prefix}-severity": "2", f"{prefix}-a-times": times})

    kept = {entry.ratings.get().answers["times"] for entry in patient.entries.all()}
    assert (patient.entries.count(), kept) == (1, {5})


@pytest.fixture
def correct(answer, client, patient, stools, time_machine):
    """Edit entry with answers; the page shows what changed."""
    answer(times="5", blood="no")
    entry, prefix = patient.entries.get(), f"s-{stools.pk}"

    def send(severity="3", **answers):
        fields = {f"{prefix}-a-{name}": value for name, value in answers.items()}
        time_machine.shift(60)
        usual = {"felt_on": "2026-11-21", f"{prefix}-severity": severity}
        page = client.post(url("entry_edit", entry), usual | fields, follow=True)
        time_machine.shift(60)
        return page

    return send


def test_correcting_starts_from_the_answers(client, correct, patient):
    page = client.get(url("entry_edit", patient.entries.get()))

    form = page.context["form"].ratings[0]
    assert (form["a-times"].value(), form["a-blood"].value()) == (5, "no")


def test_corrected_answer_is_a_change_in_words(correct):
    changes = correct(times="6", blood="no").context["changes"]

    [change] = changes[0].differences
    assert change.before == "Loose stools: Severe. 5 times in 24 hours. No blood."
    assert change.after == "Loose stools: Severe. 6 times in 24 hours. No blood."


def test_answers_corrected_elsewhere_meanwhile_are_shown_in_words(
    client, correct, patient, stools
):
    correct(times="6", where=["hip", "ribs-or-chest"])
    late = {"felt_on": "2026-11-21", "version": "1", f"s-{stools.pk}-severity": "3"}

    page = client.post(url("entry_edit", patient.entries.get()), late)

    assert page.status_code == 409
    assert "Loose stools: Where is it?" in page.text
    assert "Ribs or chest, Hip" in page.text or "Hip, Ribs or chest" in page.text


def test_undone_correction_brings_the_answers_back(client, correct, patient):
    page = correct(times="6")
    entry, number = patient.entries.get(), page.context["changes"][0].number

    client.post(
        reverse("journal:entry_revert", args=[entry.patient_id, entry.pk, number])
    )

    assert rating(patient).answers == {"times": 5, "blood": "no"}
    assert rating(patient).answers_in_words == "5 times in 24 hours. No blood."


def test_new_wording_in_the_catalogue_is_no_change_of_an_entry(
    correct, patient, stools
):
    reworded = BLOOD | {"in_words": {"yes": "Bloody.", "no": "Not bloody."}}
    stools.symptom.follow_ups = [TIMES, reworded]
    stools.symptom.save()

    correct(times="5", blood="no")

    assert rating(patient).answers_in_words == "5 times in 24 hours. No blood."


def test_answer_to_a_question_of_before_outlives_a_correction(correct, patient, stools):
    stools.symptom.follow_ups = [TIMES]
    stools.symptom.save()

    page = correct(times="6")

    assert rating(patient).answers == {"times": 6, "blood": "no"}
    assert "6 times in 24 hours. blood: no." in page.text


def test_choice_of_before_can_still_be_kept(client, cast, patient, stools):
    entry = make_rating(followed=stools, answers={"where": ["left-knee"]}).entry
    entry.patient, entry.created_by = patient, cast["owner"]
    entry.save()
    client.force_login(cast["owner"])

    page = client.get(url("entry_edit", entry))

    where = page.context["form"].ratings[0]["a-where"]
    assert ("left-knee", "Left knee") in where.field.choices
    assert where.value() == ["left-knee"]


def test_draft_brings_the_answers_back(client, cast, patient, stools):
    client.force_login(cast["owner"])
    typed = {f"s-{stools.pk}-a-where": ["hip", "ribs-or-chest"]}
    where = dict.fromkeys(("draft_page", "draft_action"), today_url(patient))
    token = {TOKEN_FIELD: make_token(cast["owner"].pk)}
    client.post(reverse("drafts:draft_save"), token | where | typed)

    form = client.get(today_url(patient)).context["form"].ratings[0]

    assert form["a-where"].value() == ["hip", "ribs-or-chest"]


def test_helper_sees_no_answer_about_a_private_symptom(
    answer, client, cast, patient, stools
):
    stools.is_private = True
    stools.save()
    answer(blood="yes")

    client.force_login(cast["helper"])
    pages = [
        client.get(url("entry", patient.entries.get())),
        client.get(reverse("journal:entry_list", args=[patient.pk])),
    ]

    assert not any("Blood in it" in page.text for page in pages)


def test_lost_session_gives_the_answers_back_by_name(client, patient, stools):
    lost = {
        f"s-{stools.pk}-called": "Loose stools",
        f"s-{stools.pk}-a-times": "5",
    }

    page = client.post(today_url(patient), lost)

    assert "Loose stools times: 5" in page.text
