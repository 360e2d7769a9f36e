"""Preparing a visit: five steps that can be left and come back to."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from myeloma_journal.care_circle.models import Activity, ActivityKind
from myeloma_journal.packets import printing
from myeloma_journal.packets.models import Packet, SavedPacketSettings, Step
from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.questions import answering
from myeloma_journal.questions.models import Status
from tests.factories import (
    make_appointment,
    make_contact,
    make_entry,
    make_followed,
    make_lab_result,
    make_medication,
    make_packet,
    make_question,
    make_rating,
    make_saved_packet_settings,
)

pytestmark = pytest.mark.sqlite_only

STEPS = [step.value for step in Step]
EARLIER = datetime(2026, 11, 3, 15, tzinfo=UTC)
LATER = datetime(2027, 1, 5, 15, tzinfo=UTC)
WAYS = {"since": "visit", "size": "regular", "paper": "letter"}
PRINT = WAYS | {"sections": ["questions", "medications"], "then": "print"}


@pytest.fixture
def visit(patient, afternoon):
    return make_appointment(patient=patient)


def url(visit, step=""):
    name = f"packets:prepare_{step}" if step else "packets:prepare"
    return reverse(name, args=[visit.patient_id, visit.pk])


def done(visit):
    return {step.step: step.created_by_name for step in visit.prepared_steps.all()}


def key(question):
    return f"question:{question.pk}"


@pytest.mark.parametrize("step", ["", *STEPS])
def test_prepare_does_not_reach_into_another_journal(client, cast, patient, step):
    elsewhere = make_appointment()
    client.force_login(cast["owner"])
    name = f"packets:prepare_{step}" if step else "packets:prepare"

    response = client.get(reverse(name, args=[patient.pk, elsewhere.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("step", STEPS[:-1])
def test_a_reader_marks_no_step(client, cast, visit, step):
    client.force_login(cast["reader"])

    assert client.post(url(visit, step)).status_code == 403
    assert "Skip this step" not in client.get(url(visit, step)).text
    assert done(visit) == {}


@pytest.mark.parametrize(
    ("step", "following"), [("changes", "medications"), ("labs", "print")]
)
def test_a_submitted_step_is_saved_and_leads_on(client, cast, visit, step, following):
    client.force_login(cast["helper"])

    response = client.post(url(visit, step))

    assert response.url == url(visit, following)
    assert done(visit) == {step: "Helper"}


def test_prepare_opens_where_it_was_left_on_every_device(client, cast, visit):
    client.force_login(cast["owner"])
    client.post(url(visit, "top"))
    client.post(url(visit, "changes"))
    client.force_login(cast["helper"])

    assert client.get(url(visit)).url == url(visit, "medications")


def test_prepare_opens_at_the_print_when_all_was_done(client, cast, visit):
    client.force_login(cast["owner"])
    for step in STEPS[:-1]:
        client.post(url(visit, step))

    assert client.get(url(visit)).url == url(visit, "print")


@pytest.mark.parametrize(
    ("step", "heading"), [("changes", "what changed"), ("labs", "lab results")]
)
def test_the_heading_names_the_step(client, cast, visit, step, heading):
    client.force_login(cast["owner"])

    page = client.get(url(visit, step)).text

    assert f"<h1>Prepare for the visit: {heading}</h1>" in page


def test_a_done_step_says_so_to_a_screen_reader(client, cast, visit):
    client.force_login(cast["owner"])
    client.post(url(visit, "changes"))

    page = client.get(url(visit, "labs")).text

    assert page.count("(done)") == 1
    assert page.count('aria-current="step"') == 1


def test_a_step_done_twice_names_who_did_it_last(client, cast, visit):
    client.force_login(cast["owner"])
    client.post(url(visit, "labs"))
    client.force_login(cast["helper"])
    client.post(url(visit, "labs"))

    assert done(visit) == {"labs": "Helper"}


# The top three


def test_prepare_top_puts_in_and_takes_out_what_was_ticked(
    client, cast, visit, patient
):
    old = make_question(patient=patient, text="Old", top=1)
    stays = make_question(patient=patient, text="Stays", top=2)
    new = make_question(patient=patient, text="New")
    client.force_login(cast["owner"])

    response = client.post(
        url(visit, "top"), {"seen": [old.pk, stays.pk], "top": [stays.pk, new.pk]}
    )

    assert response.url == url(visit, "changes")
    assert list(patient.questions.all().top_three()) == [stays, new]


def test_prepare_top_takes_three_at_most_and_keeps_the_ticks(
    client, cast, visit, patient
):
    four = [make_question(patient=patient) for _n in range(4)]
    client.force_login(cast["owner"])

    response = client.post(
        url(visit, "top"), {"top": [question.pk for question in four]}
    )

    assert response.status_code == 422
    assert "Only three fit on page one. You chose 4. Take out 1." in response.text
    assert response.text.count(" checked") == 4
    assert not patient.questions.all().top_three()
    assert done(visit) == {}


def test_prepare_top_leaves_what_somebody_else_put_there_meanwhile(
    client, cast, visit, patient
):
    theirs = [make_question(patient=patient, top=place) for place in (1, 2, 3)]
    mine = make_question(patient=patient)
    client.force_login(cast["owner"])

    response = client.post(url(visit, "top"), {"top": [mine.pk]})

    assert response.status_code == 422
    assert "Someone else just changed the top three." in response.text
    assert list(patient.questions.all().top_three()) == theirs


@pytest.mark.parametrize("whose", ["private", "elsewhere"])
def test_prepare_top_takes_no_question_it_did_not_show(
    client, cast, visit, patient, whose
):
    question = (
        make_question(
            patient=patient, created_by=cast["owner"], private_to=cast["owner"]
        )
        if whose == "private"
        else make_question()
    )
    client.force_login(cast["owner"])

    response = client.post(url(visit, "top"), {"top": [question.pk]})

    assert response.status_code == 422
    assert "One of these questions is no longer on your list." in response.text


def test_prepare_top_says_what_left_the_top_three(client, cast, visit, patient):
    question = make_question(patient=patient, top=1)
    client.force_login(cast["owner"])

    page = client.post(url(visit, "top"), {"seen": [question.pk]}, follow=True)

    assert "Taken out of your top three." in page.text


def test_prepare_top_offers_no_question_that_waits_for_its_answer(
    client, cast, visit, patient
):
    asked = make_question(patient=patient, text="Is it the drug?", top=1)
    make_question(patient=patient, text="Do I need IVIG?", top=2)
    answering.set_status(question=asked, status=Status.ASKED, on=date(2026, 11, 20))
    client.force_login(cast["owner"])

    page = client.get(url(visit, "top")).text

    assert "Is it the drug?" not in page
    assert re.findall(r"Now number (\d)", page) == ["1"]


def test_prepare_top_offers_no_question_of_a_later_visit(client, cast, visit, patient):
    later = make_appointment(patient=patient, starts_at=LATER)
    make_question(patient=patient, text="Can I swim?", appointment=later)
    client.force_login(cast["owner"])

    assert "Can I swim?" not in client.get(url(visit, "top")).text
    assert "Can I swim?" in client.get(url(later, "top")).text


def test_prepare_top_says_for_which_later_visit_a_top_question_is(
    client, cast, visit, patient
):
    later = make_appointment(patient=patient, starts_at=LATER)
    make_question(patient=patient, appointment=later, top=1)
    client.force_login(cast["owner"])

    page = client.get(url(visit, "top"))

    assert "For the visit on January 5, 2027" in page.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_prepare_top_of_a_past_visit_moves_on_and_says_why(
    client, cast, patient, visit, method
):
    past = make_appointment(patient=patient, starts_at=EARLIER)
    question = make_question(patient=patient)
    client.force_login(cast["owner"])

    page = getattr(client, method)(
        url(past, "top"), {"top": [question.pk]}, follow=True
    )

    assert page.request["PATH_INFO"] == url(past, "changes")
    assert "This visit is over, so its top three can’t change." in page.text
    assert not patient.questions.all().top_three()


# What changed, medications, lab results


def test_prepare_changes_tells_what_the_packet_will_tell(client, cast, visit, patient):
    followed = make_followed(patient=patient, name="Bone pain")
    entry = make_entry(patient=patient, felt_on=date(2026, 11, 20))
    make_rating(entry=entry, followed=followed, severity=2)
    client.force_login(cast["reader"])

    page = client.get(url(visit, "changes")).text

    assert "Bone pain" in page
    assert "There is no earlier visit in this journal" in page


def test_prepare_medications_saves_what_was_looked_through(
    client, cast, visit, patient
):
    row = f"medication-{make_medication(patient=patient).pk}"
    client.force_login(cast["helper"])

    response = client.post(url(visit, "medications"), {f"{row}-answer": "right"})

    assert response.url == url(visit, "labs")
    assert patient.medication_checks.get().created_by_name == "Helper"


def test_prepare_medications_asks_about_each(client, cast, visit, patient):
    make_medication(patient=patient, name="Acyclovir")
    client.force_login(cast["helper"])

    response = client.post(url(visit, "medications"))

    assert response.status_code == 422
    assert "Choose one of the three answers for Acyclovir." in response.text
    assert done(visit) == {}


def test_prepare_medications_shows_a_reader_the_list_alone(
    client, cast, visit, patient
):
    make_medication(patient=patient, name="Acyclovir")
    client.force_login(cast["reader"])

    page = client.get(url(visit, "medications")).text

    assert "Acyclovir" in page
    assert "Still right" not in page


def test_prepare_labs_leads_to_a_form_that_leads_back(client, cast, visit, patient):
    make_lab_result(patient=patient, name="Ferritin")
    client.force_login(cast["owner"])

    page = client.get(url(visit, "labs")).text

    assert "Ferritin" in page
    add = reverse("labs:result_add", args=[patient.pk])
    assert f'href="{add}?next={url(visit, "labs")}"' in page


# What stands in it


def test_prepare_print_offers_what_there_is(client, cast, visit, patient):
    make_question(patient=patient, text="Can I travel?")
    client.force_login(cast["owner"])

    page = client.get(url(visit, "print")).text

    assert "Can I travel?" in page
    assert "1 question with space for the answer" in page
    assert "Lab results" not in page.partition("<main")[2]


def test_prepare_print_is_the_packet_with_what_was_chosen(
    client, cast, visit, patient, quick
):
    make_question(patient=patient, text="Can I travel?")
    make_medication(patient=patient, name="Acyclovir")
    client.force_login(cast["owner"])

    response = client.post(url(visit, "print"), PRINT | {"sections": ["medications"]})

    assert response["Content-Type"] == "application/pdf"
    assert "Acyclovir" in response.text
    assert "Can I travel?" not in response.text
    assert done(visit) == {"print": "Owner"}


def test_a_question_that_was_not_ticked_is_left_out_and_stays_so(
    client, cast, visit, patient, quick
):
    keep, out = (make_question(patient=patient, text=text) for text in ("One?", "Two?"))
    client.force_login(cast["owner"])
    shown = {"shown": [key(keep), key(out)], "item": [key(keep)]}

    first = client.post(url(visit, "print"), PRINT | shown).text
    again = client.get(reverse("packets:packet", args=[patient.pk, visit.pk])).text

    assert "One?" in first
    assert "Two?" not in first + again


def test_a_question_written_since_the_page_was_opened_is_in(
    client, cast, visit, patient, quick
):
    old = make_question(patient=patient, text="Old?")
    make_question(patient=patient, text="New?")
    client.force_login(cast["owner"])

    response = client.post(url(visit, "print"), PRINT | {"shown": [key(old)]})

    assert "New?" in response.text
    assert "Old?" not in response.text


def test_settings_are_saved_for_the_clinician(client, cast, patient, visit, quick):
    ruiz = make_contact(patient=patient, name="Dr. Ruiz")
    first, second = (make_appointment(patient=patient, contact=ruiz) for _n in range(2))
    make_question(patient=patient)
    client.force_login(cast["helper"])

    client.post(url(first, "print"), PRINT | {"size": "large", "sections": []})

    saved = SavedPacketSettings.objects.get()
    assert (saved.contact, saved.size) == (ruiz, "large")
    assert "questions" not in saved.sections
    client.force_login(cast["owner"])
    again = client.get(url(second, "print")).context["form"]
    assert again["size"].value() == "large"
    assert "questions" not in again.selected_settings.sections


def test_sections_that_are_empty_now_stay_as_they_were_chosen(
    client, cast, patient, visit, quick
):
    make_question(patient=patient)
    make_saved_packet_settings(patient=patient, sections=["questions", "labs"])
    client.force_login(cast["owner"])

    client.post(url(visit, "print"), PRINT)

    assert "labs" in SavedPacketSettings.objects.get().sections
    assert "care-team" not in SavedPacketSettings.objects.get().sections


def test_a_reader_chooses_for_themself_alone(client, cast, patient, visit, quick):
    make_question(patient=patient, text="Can I travel?")
    client.force_login(cast["reader"])

    client.post(url(visit, "print"), PRINT | {"sections": []})

    packet = reverse("packets:packet", args=[patient.pk, visit.pk])
    sheet = '<section class="section" id="questions">'
    assert not SavedPacketSettings.objects.exists()
    assert done(visit) == {}
    assert sheet not in client.get(packet).text
    client.force_login(cast["owner"])
    assert sheet in client.get(packet).text


def test_a_refused_form_keeps_every_tick(client, cast, patient, visit):
    question = make_question(patient=patient)
    client.force_login(cast["owner"])
    sent = {"sections": ["changes"], "shown": [key(question)], "then": "print"}

    response = client.post(url(visit, "print"), WAYS | sent | {"paper": "a3"})

    page = " ".join(response.text.split())
    assert response.status_code == 422
    assert "Choose Letter or A4." in page
    assert "1 item left out" in page
    assert 'id="section-questions">' in page
    assert not SavedPacketSettings.objects.exists()


def test_a_browser_can_come_back_to_a_refused_form(client, cast, visit, quick):
    client.force_login(cast["owner"])
    browser = {"Accept": "text/html"}

    refused = client.post(
        url(visit, "print"), PRINT | {"size": "huge"}, headers=browser
    )

    page = client.get(refused.url, headers=browser)
    assert page.status_code == 422
    assert "Choose a text size from the list." in page.text

    client.post(refused.url, PRINT | {"then": "look"}, headers=browser)
    assert client.get(refused.url, headers=browser).url == url(visit, "print")


@pytest.mark.parametrize("forged", ["item", "shown"])
def test_a_key_that_the_page_did_not_offer_is_not_saved(
    client, cast, patient, visit, quick, forged
):
    client.force_login(cast["owner"])

    client.post(url(visit, "print"), PRINT | {forged: ["question:x", "a" * 9000]})

    saved = SavedPacketSettings.objects.get()
    assert (saved.left_out, saved.private) == ([], [])


# What only one person sees


@pytest.fixture
def private(patient, cast):
    return make_question(
        patient=patient,
        text="Am I a burden?",
        created_by=cast["helper"],
        private_to=cast["helper"],
    )


def test_a_private_question_is_offered_to_its_person_and_out(
    client, cast, visit, private
):
    client.force_login(cast["helper"])
    page = " ".join(client.get(url(visit, "print")).text.split())
    assert "Am I a burden?" in page
    assert f'value="{key(private)}" id="private-1">' in page

    for who in ("owner", "reader"):
        client.force_login(cast[who])
        assert "Am I a burden?" not in client.get(url(visit, "print")).text


def test_a_private_question_prints_for_its_person_alone(
    client, cast, visit, private, quick
):
    client.force_login(cast["helper"])
    chosen = client.post(url(visit, "print"), PRINT | {"item": [key(private)]})
    assert "Am I a burden?" in chosen.text

    client.force_login(cast["owner"])
    theirs = client.post(url(visit, "print"), PRINT | {"item": [key(private)]})
    client.force_login(cast["helper"])
    page = client.post(
        reverse("packets:packet_print", args=[visit.patient_id, visit.pk])
    )

    assert "Am I a burden?" not in theirs.text
    assert "Am I a burden?" in page.text


# What was made


def test_a_packet_is_saved_and_audited(client, cast, visit, quick):
    client.force_login(cast["reader"])

    client.post(url(visit, "print"), PRINT)

    made = Packet.objects.get()
    assert (made.created_by_name, made.pages, made.created_by) == (
        "Reader",
        5,
        cast["reader"],
    )
    assert (made.first_day, made.last_day) == (date(2026, 10, 23), date(2026, 11, 21))
    noted = Activity.objects.get(kind=ActivityKind.PRINTED)
    assert (noted.about, noted.object_id) == ("packet", made.pk)


def test_a_second_tap_is_no_second_packet(client, cast, visit, quick):
    client.force_login(cast["owner"])

    for _tap in range(2):
        assert client.post(url(visit, "print"), PRINT).status_code == 200

    assert Packet.objects.count() == 1


@pytest.mark.parametrize(
    "problem", [pdf.LimitExceededError("pages", 73, 60), pdf.WorkerBusyError()]
)
def test_without_a_file_nothing_was_printed(client, cast, visit, monkeypatch, problem):
    def refuse(html):
        raise problem

    monkeypatch.setattr(printing.pdf, "render_pdf", refuse)
    client.force_login(cast["owner"])

    response = client.post(url(visit, "print"), PRINT)

    assert response.status_code in {422, 503}
    assert 'name="sections" value="medications"' in response.text
    assert not Packet.objects.exists()
    assert not Activity.objects.filter(kind=ActivityKind.PRINTED).exists()
    assert done(visit) == {}


def test_looking_first_saves_the_settings_and_prints_nothing(client, cast, visit):
    client.force_login(cast["owner"])

    response = client.post(url(visit, "print"), PRINT | {"then": "look"})

    assert response.url == reverse("packets:packet", args=[visit.patient_id, visit.pk])
    assert SavedPacketSettings.objects.exists()
    assert not Packet.objects.exists()


@pytest.mark.parametrize("name", ["packets:prepare_print", "appointments:appointment"])
def test_packets_that_were_made_are_listed(client, cast, visit, name):
    make_packet(appointment=visit)
    client.force_login(cast["reader"])

    page = client.get(reverse(name, args=[visit.patient_id, visit.pk])).text

    assert "Printed so far" in page
    assert (
        "Printed by <bdi>Anna Lewis, daughter</bdi>, covering October 27 to "
        "November 21, 5 pages"
    ) in " ".join(page.split())


def test_today_leads_to_the_visit_and_the_visit_to_prepare(client, cast, visit):
    client.force_login(cast["helper"])
    visit_page = reverse("appointments:appointment", args=[visit.patient_id, visit.pk])
    today = reverse("today", args=[visit.patient_id])

    assert f'href="{visit_page}"' in client.get(today).text
    assert f'href="{url(visit)}"' in client.get(visit_page).text
