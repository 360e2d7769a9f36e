"""Who did what, as the owner reads it (AUD-1, AUD-2)."""

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.audit_days import days
from myeloma_journal.care_circle.models import Activity, ActivityKind
from tests.factories import (
    make_answer,
    make_entry,
    make_followed,
    make_medication,
    make_membership,
    make_question,
)

pytestmark = pytest.mark.django_db
# Counted with the record it belongs to.
PARTS = {"journal.Rating", "journal.Measurement", "treatment.LineDrug"}
TODAY = date(2026, 11, 21)
WEEK = (date(2026, 11, 15), TODAY)


@pytest.fixture
def owner(cast, patient, afternoon):
    return patient.memberships.select_related("patient").get(user=cast["owner"])


@pytest.fixture
def helper(cast, patient, afternoon):
    return patient.memberships.get(user=cast["helper"])


def told(owner, **narrowed):
    found = days(owner, *WEEK, **narrowed)
    return [(row.who, row.words) for day in found for row in day.rows]


def by(record, user, at=None):
    """As if `user` had written the record."""
    record.history.update(history_user=user)
    if at:
        record.history.update(history_date=at)
    return record


def url(patient, **asked):
    return reverse("care_circle:activity", args=[patient.pk], query=asked)


def text(page):
    return " ".join(page.text.split())


def test_record_keeps_who_and_when_without_a_word(helper, patient):
    audit.record(helper, ActivityKind.PRINTED, "packet", object_id=patient.pk)

    activity = Activity.objects.get()
    assert (activity.patient, activity.created_by, activity.created_by_name) == (
        patient,
        helper.user,
        "Helper",
    )
    assert (activity.kind, activity.about, activity.object_id) == (
        "printed",
        "packet",
        patient.pk,
    )
    assert (activity.on, activity.created_at.tzinfo) == (TODAY, UTC)


def test_a_record_of_the_audit_is_not_changed(helper):
    """AUD-2: the program writes activities once."""
    audit.record(helper, ActivityKind.PRINTED)
    activity = Activity.objects.get()
    activity.created_by_name = "Somebody else"

    with pytest.raises(ValueError, match="not changed"):
        activity.save()


def test_activities_are_forgotten_after_a_year(helper):
    """AUD-2: kept for 12 months."""
    audit.record(helper, ActivityKind.PRINTED)
    audit.record(helper, ActivityKind.EXPORTED)
    a_year = timezone.timedelta(days=365)
    printed = Activity.objects.filter(kind=ActivityKind.PRINTED)
    printed.update(created_at=timezone.now() - a_year - timezone.timedelta(minutes=1))

    call_command("purge_activity", verbosity=0)

    assert [activity.kind for activity in Activity.objects.all()] == ["exported"]


def test_the_database_records_a_look_once_a_day(helper, patient):
    look = {
        "patient": patient,
        **helper.as_creator,
        "kind": ActivityKind.READ,
        "on": TODAY,
    }
    Activity.objects.create(**look)

    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(**look)


def test_writing_an_entry_is_told_of_its_author(owner, helper, patient):
    make_entry(patient=patient, created_by=helper.user, written_at=timezone.now())
    make_entry(patient=patient, created_by=helper.user, written_at=timezone.now())

    assert told(owner) == [("Helper", "Added: 2 journal entries")]


def test_correcting_and_deleting_are_distinguished(owner, helper, patient):
    corrected, gone = (
        make_entry(
            patient=patient,
            created_by=owner.user,
            written_at=datetime(2026, 11, 1, tzinfo=UTC),
        )
        for _ in range(2)
    )
    gone.deleted_at = timezone.now()
    for entry in (corrected, gone):
        entry._history_user = helper.user
        entry.save()

    assert sorted(told(owner)) == [
        ("Helper", "Changed: a journal entry"),
        ("Helper", "Deleted: a journal entry"),
    ]


def test_writing_in_the_record_is_audited(owner, helper, patient):
    by(make_medication(patient=patient), helper.user)

    assert told(owner) == [("Helper", "Added: a medication")]


def test_all_that_one_person_wrote_on_a_day_is_one_line(owner, helper, patient):
    make_entry(patient=patient, created_by=helper.user, written_at=timezone.now())
    for _ in range(2):
        by(make_medication(patient=patient), helper.user)

    assert told(owner) == [("Helper", "Added: a journal entry, 2 medications")]


def test_an_answer_belongs_to_the_patient_of_its_question(owner, helper, patient):
    question = make_question(patient=patient)
    question.history.all().delete()
    by(make_answer(question=question), helper.user)
    by(make_answer(), helper.user)

    assert told(owner) == [("Helper", "Added: an answer")]


def test_what_is_private_to_somebody_else_is_not_told(owner, helper, patient):
    secret = make_question(
        patient=patient, private_to=helper.user, created_by=helper.user
    )
    by(secret, helper.user)
    by(make_answer(question=secret), helper.user)

    assert told(owner) == []


def test_a_private_symptom_is_told_to_the_patient_alone(owner, patient):
    by(make_followed(patient=patient, is_private=True), owner.user)
    other = make_membership(patient=patient)

    assert told(owner) == [("Owner", "Added: a symptom on the list")]
    assert told(other) == []


def test_what_was_written_on_the_patients_day_stands_there(owner, helper, patient):
    late = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)  # half past eleven in the evening
    early = datetime(2026, 11, 15, 4, 30, tzinfo=UTC)  # the day before the first
    by(make_medication(patient=patient), helper.user, late)
    by(make_medication(patient=patient), helper.user, early)

    assert [day.day for day in days(owner, *WEEK)] == [TODAY]


def test_the_same_thing_done_twice_is_one_line(owner, helper):
    audit.record(helper, ActivityKind.PRINTED, "packet")
    audit.record(helper, ActivityKind.PRINTED, "packet")

    (day,) = days(owner, *WEEK)
    assert [(row.words, row.times) for row in day.rows] == [
        ("Created a PDF to print", 2)
    ]


def test_days_can_be_narrowed_to_one_person(owner, helper, patient):
    audit.record(helper, ActivityKind.PRINTED)
    make_entry(patient=patient, created_by=owner.user, written_at=timezone.now())

    assert told(owner, by=helper.user_id) == [("Helper", "Created a PDF to print")]


def test_who_was_removed_is_told_by_name(owner, helper, patient):
    by(make_medication(patient=patient), helper.user)
    patient.memberships.filter(pk=helper.pk).update(removed_at=timezone.now())

    assert told(owner) == [("Helper", "Added: a medication")]


def test_every_model_with_a_history_is_registered_or_a_part_of_one_that_is():
    kept = {
        model._meta.label
        for model in apps.get_models()
        if hasattr(model._meta, "simple_history_manager_attribute")
    }

    assert kept == audit.registered() | PARTS


def test_days_take_three_queries_whatever_happened(
    owner, helper, patient, django_assert_num_queries
):
    for _ in range(5):
        audit.record(helper, ActivityKind.PRINTED)
        by(make_medication(patient=patient), helper.user)

    with django_assert_num_queries(3):
        days(owner, *WEEK)


def test_activity_shows_a_week_and_leads_to_earlier_ones(client, owner, helper):
    audit.record(helper, ActivityKind.PRINTED)
    client.force_login(owner.user)

    page = client.get(url(owner.patient))

    assert "November 15, 2026 to November 21, 2026" in text(page)
    assert "until=2026-11-14" in page.text
    assert "Later days" not in page.text


def test_activity_of_earlier_days_leads_back(client, owner):
    client.force_login(owner.user)

    page = client.get(url(owner.patient, until="2026-11-14"))

    assert "November 8, 2026 to November 14, 2026" in text(page)
    assert "until=2026-11-21" in page.text
    assert "no one except owners opened this journal" in text(page)


def test_activity_of_one_person_says_whose(client, owner, helper):
    audit.record(owner, ActivityKind.PRINTED)
    client.force_login(owner.user)

    page = client.get(url(owner.patient, person=helper.user_id))

    assert "No activity from <bdi>Helper</bdi> in these days" in text(page)
    assert "Created a PDF" not in page.text


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"person": "nobody"}, "Choose someone from the list."),
        ({"until": "soon"}, "Enter the day like this: 11/24/2026."),
    ],
)
def test_activity_refuses_what_it_cannot_find(client, owner, asked, sentence):
    client.force_login(owner.user)

    page = client.get(url(owner.patient, **asked))

    assert page.status_code == 422
    assert sentence in page.text


def test_activity_says_where_somebody_signed_in(client, owner):
    Activity.objects.create(
        patient=owner.patient,
        created_by_name="Anna, daughter",
        kind=ActivityKind.SIGNED_IN,
        on=TODAY,
        device="Safari on iPhone",
        network="84.115.23.0/24",
    )
    client.force_login(owner.user)

    page = client.get(url(owner.patient))

    assert "<bdi>Anna, daughter</bdi></strong> <br> Signed in" in text(page)
    assert "Safari on iPhone, 84.115.23.0/24" in text(page)


def test_circle_shows_the_owner_what_was_done_lately(client, owner, helper):
    audit.record(helper, ActivityKind.PRINTED, "packet")
    client.force_login(owner.user)

    page = client.get(reverse("care_circle:circle", args=[owner.patient_id]))

    assert (
        "<bdi>Helper</bdi></strong> <br> Created a PDF to print: <bdi>packet</bdi>"
    ) in text(page)
