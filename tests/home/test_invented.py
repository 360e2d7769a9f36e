from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.home import invented
from tests.factories import make_user

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.usefixtures("catalogue"),
]


@pytest.fixture
def patient():
    return invented.journal().patient


def test_invented_patient_has_four_months_of_a_plausible_life(patient):
    today = patient.today()

    days = patient.entries.dates("felt_on", "day")
    assert (days[0], days.last()) == (
        today - timedelta(days=invented.DAYS),
        today - timedelta(days=1),
    )
    assert 0.6 < len(days) / invented.DAYS < 0.8
    assert patient.lines.count() == 2
    assert patient.diagnosis.myeloma_type == "IgG kappa"
    assert patient.stages_told.count() == 1
    assert patient.gene_findings.count() == 3
    assert patient.medications.exists()
    assert patient.lab_results.exists()
    assert [one.top for one in patient.questions.all().top_three()] == [1, 2, 3]


def test_invented_patient_has_a_visit_next_week(patient):
    visit = patient.appointments.upcoming(timezone.now()).get()

    assert visit.days_from(patient.today()) == 7


def test_invented_visits_are_with_the_doctor_of_the_care_team(patient):
    doctor = patient.contacts.get(name="Dr. Elena Ruiz")

    assert {one.contact for one in patient.appointments.all()} == {doctor}
    assert patient.packet_choices.get().contact == doctor


def test_invented_patient_is_the_same_all_day(patient):
    assert invented.journal().patient == patient


def test_invented_patient_begins_anew_on_the_next_day(patient, time_machine):
    time_machine.move_to(timedelta(days=1))

    again = invented.journal().patient

    assert again != patient
    assert again.entries.latest("felt_on").felt_on == again.today() - timedelta(days=1)


def test_look_around_opens_the_invented_journal(client):
    page = client.post(reverse("home:look_around"), follow=True)

    assert "How do you feel today?" in page.text


def test_production_has_no_invented_patient(client, settings):
    settings.LOCAL = False

    assert client.post(reverse("home:look_around")).status_code == 404
    assert "invented patient" not in client.get(reverse("account_login")).text


def test_invented_patient_is_called_so_on_every_page(client, patient):
    client.force_login(patient.memberships.get(is_patient=True).user)
    words = "An invented patient, to look around with."

    record = client.get(reverse("treatment:record", args=[patient.pk]))
    help = client.get(reverse("home:help"))

    assert words in record.text
    assert words in help.text


def test_nobody_else_is_called_invented(client):
    client.force_login(make_user())

    page = client.get(reverse("home:help"))

    assert "An invented patient" not in page.text
