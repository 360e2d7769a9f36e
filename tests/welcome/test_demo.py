from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.archive.restore.reading import parse_journal
from myeloma_journal.archive.restore.records import restore
from myeloma_journal.journal.call_history import what_was_said
from myeloma_journal.journal.models import Entry
from myeloma_journal.welcome import demo
from myeloma_journal.welcome.demo import Shift
from tests.factories import make_user

DAYS = 124

pytestmark = [
    pytest.mark.sqlite_only,
    pytest.mark.django_db,
    pytest.mark.usefixtures("catalogue"),
]


@pytest.fixture
def patient():
    return demo.load().patient


def test_demo_has_four_months_of_a_plausible_life(patient):
    today = patient.today()

    days = patient.entries.dates("felt_on", "day")
    assert (days[0], days.last()) == (
        today - timedelta(days=DAYS),
        today - timedelta(days=1),
    )
    assert 0.6 < len(days) / DAYS < 0.8
    assert patient.lines.count() == 2
    assert patient.diagnosis.myeloma_type == "IgG kappa"
    assert patient.stages.count() == 1
    assert patient.gene_findings.count() == 3
    assert patient.medications.exists()
    assert patient.lab_results.exists()
    top_three = patient.questions.all().top_three()
    assert [question.top for question in top_three] == [1, 2, 3]


def test_demo_has_a_visit_next_week(patient):
    visit = patient.appointments.upcoming(timezone.now()).get()

    assert visit.days_from(patient.today()) == 7


def test_demo_says_that_somebody_called_about_the_fever(patient):
    [shown] = what_was_said(patient, patient.today() - timedelta(days=DAYS))

    assert shown.reading == "Temperature: 100.6 °F"
    assert shown.answer.startswith("Called: yes (Anna Lewis, daughter, on ")


def test_demo_visits_are_with_the_doctor_of_the_care_team(patient):
    doctor = patient.contacts.get(name="Dr. Elena Ruiz")

    assert {visit.contact for visit in patient.appointments.all()} == {doctor}
    assert patient.saved_packet_settings.get().contact == doctor


def test_demo_is_the_same_all_day(patient):
    assert demo.load().patient == patient


def test_demo_begins_anew_on_the_next_day(patient, time_machine):
    patient.questions.all().delete()
    time_machine.move_to(timedelta(days=1))

    again = demo.load().patient

    assert again.questions.exists()
    assert again.entries.latest("felt_on").felt_on == again.today() - timedelta(days=1)


def test_demo_of_the_next_day_opens_for_who_was_signed_in(client, time_machine):
    client.post(reverse("welcome:demo_login"))
    time_machine.move_to(timedelta(days=1))

    page = client.post(reverse("welcome:demo_login"), follow=True)

    assert "How do you feel today?" in page.text


def test_demo_is_restored_as_any_exported_journal():
    exported = parse_journal(demo.FILE.read_bytes())

    report = restore(exported, owner=make_user(), dry_run=True)

    assert report.name == "Margaret Lewis"
    assert report.without_login == ["Anna Lewis", "David Lewis"]
    assert (report.not_in_catalogue, report.dangling) == (0, 0)


def test_demo_leaves_alone_who_added_the_same_journal_as_their_own():
    own = make_user()
    restore(parse_journal(demo.FILE.read_bytes()), owner=own, dry_run=False)
    entries = Entry.all_objects.count()

    demo.load()

    assert own.memberships.get().patient.entries.exists()
    assert Entry.all_objects.count() == 2 * entries


def test_demo_is_the_exported_journal_with_its_days_shifted(patient):
    exported = parse_journal(demo.FILE.read_bytes())
    records = exported["tables"]["entries"]
    exported_on = date.fromisoformat(exported["exported_at"][:10])
    ago = {
        entry["id"]: exported_on - date.fromisoformat(entry["felt_on"])
        for entry in records
    }

    entries = Entry.all_objects.filter(patient=patient)

    assert {str(entry.pk): patient.today() - entry.felt_on for entry in entries} == ago


@pytest.mark.parametrize("days", [1, 40, 200])
def test_shift_keeps_times_of_day_across_summer_time(days):
    new_york = ZoneInfo("America/New_York")
    exported_at = datetime(2026, 2, 1, 12, tzinfo=new_york)
    exported = {"tables": {"entries": [{"written_at": "2026-01-31T00:02:00+00:00"}]}}

    Shift(exported_at, exported_at + timedelta(days=days)).apply(exported)

    (entry,) = exported["tables"]["entries"]
    moved = datetime.fromisoformat(entry["written_at"]).astimezone(new_york)
    assert (moved.hour, moved.minute) == (19, 2)
    assert moved.date() == date(2026, 1, 30) + timedelta(days=days)


def test_shift_moves_months_weekdays_and_no_birthday():
    exported_at = datetime(2026, 2, 2, 12, tzinfo=UTC)
    tables = {
        "patient": [{"born_on": "1954-03-14"}],
        "lines": [{"started_on": "2025-12-01", "started_precision": "month"}],
        "drugs": [{"weekdays": "17"}],
    }

    Shift(exported_at, exported_at + timedelta(days=33)).apply({"tables": tables})

    assert tables["patient"] == [{"born_on": "1954-03-14"}]
    assert tables["lines"][0]["started_on"] == "2026-01-01"
    assert tables["drugs"] == [{"weekdays": "56"}]


def test_nothing_in_the_demo_was_written_after_now():
    exported = parse_journal(demo.FILE.read_bytes())
    exported_at = datetime.fromisoformat(exported["exported_at"])
    now = exported_at - timedelta(seconds=30)

    Shift(exported_at, now).apply(exported)

    written = [
        datetime.fromisoformat(membership["created_at"])
        for membership in exported["tables"]["memberships"]
    ]
    assert max(written) <= now


def test_family_of_the_demo_are_people_of_the_demo(patient):
    users = [membership.user for membership in patient.memberships.all()]

    assert {user.email for user in users} == {
        "margaret@invented.example",
        "anna@invented.example",
        "david@invented.example",
    }
    assert all(user.is_demo and user.is_active for user in users)


def test_demo_login_opens_the_demo(client):
    page = client.post(reverse("welcome:demo_login"), follow=True)

    assert "How do you feel today?" in page.text


def test_production_has_no_demo(client, settings):
    settings.LOCAL = False

    assert client.post(reverse("welcome:demo_login")).status_code == 404
    assert "invented patient" not in client.get(reverse("account_login")).text


def test_demo_is_called_an_invented_patient_on_every_page(client, patient):
    client.force_login(patient.memberships.get(is_patient=True).user)
    words = "This is a sample journal with a made-up patient."

    record = client.get(reverse("treatment:record", args=[patient.pk]))
    help = client.get(reverse("welcome:help"))

    assert words in record.text
    assert words in help.text


def test_nobody_else_is_called_invented(client):
    client.force_login(make_user())

    page = client.get(reverse("welcome:help"))

    assert "This is a sample journal" not in page.text
