from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from myeloma_journal.journal.models import Entry
from myeloma_journal.platform.history import FieldChange, RevisionKind, revisions
from myeloma_journal.treatment.models import LineDrug
from tests.factories import (
    make_entry,
    make_gene_finding,
    make_line,
    make_line_drug,
    make_medication,
    make_phase,
    make_user,
)

pytestmark = pytest.mark.django_db


def make_told_entry():
    """An entry whose history has begun, as it does with the first change."""
    entry = make_entry()
    Entry.history.bulk_history_create([entry], default_date=entry.written_at)
    return entry


def change(record, *, by=None, **fields):
    """Save these values, as the one who is signed in would."""
    for name, value in fields.items():
        setattr(record, name, value)
    record._history_user = by
    record.save()


def test_change_says_who_and_which_field_by_its_name_for_people():
    medication = make_medication(dose="400 mg")
    change(medication, by=make_user(name="Anna"), dose="800 mg")

    latest, first = revisions(medication.history.all())

    assert (latest.kind, latest.by) == (RevisionKind.CHANGED, "Anna")
    assert latest.differences == [FieldChange("Dose", "400 mg", "800 mg")]
    assert (first.kind, first.differences) == (RevisionKind.CREATED, [])


def test_change_stands_on_the_clock_in_use():
    medication = make_medication()
    medication.history.update(history_date=datetime(2026, 11, 22, 3, 0, tzinfo=UTC))

    with timezone.override("America/New_York"):
        (first,) = revisions(medication.history.all())

    assert first.at.date() == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("make", "fields", "difference"),
    [
        (make_medication, {"kind": "supplement"},
         FieldChange("Kind", "Prescribed", "Vitamin or supplement")),
        (make_told_entry, {"felt_on": date(2026, 3, 5)},
         FieldChange("Day", "March 4, 2026", "March 5, 2026")),
        (make_told_entry, {"discuss": True},
         FieldChange("Talk about this at my next visit", "No", "Yes")),
        (make_gene_finding, {"percent": Decimal("62.0")},
         FieldChange("Percent of cells", "", "62")),
        (make_gene_finding,
         {"tested_on": date(2023, 6, 1), "tested_precision": "season"},
         FieldChange("When", "", "summer 2023")),
    ],
)  # fmt: skip
def test_change_is_told_in_words(make, fields, difference):
    record = make()
    change(record, **fields)

    assert revisions(record.history.all())[0].differences == [difference]


def test_change_names_what_was_chosen_from_the_catalogue():
    line = make_line(phase=make_phase(name="Induction"))
    change(line, phase=make_phase(name="Maintenance"), phase_name="")

    (difference,) = revisions(line.history.all())[0].differences

    assert difference == FieldChange("Phase of treatment", "Induction", "Maintenance")


def test_what_has_no_name_for_people_is_not_told():
    line = make_line()
    change(line, version=2)

    assert [revision.kind for revision in revisions(line.history.all())] == [
        RevisionKind.CREATED
    ]


def test_parts_are_told_with_the_change_they_belong_to():
    line = make_line()
    kept, dropped = make_line_drug(line=line), make_line_drug(line=line, name="x")
    change(line)
    change(kept, dose="2 mg")
    dropped.delete()
    make_line_drug(line=line, name="dexamethasone", dose="")

    latest, first = revisions(
        line.history.all(), LineDrug.history.filter(line_id=line.pk)
    )

    assert first.differences == []
    assert latest.differences == [
        FieldChange("", "pomalidomide, 4 mg, days 1 to 21 of 28", "pomalidomide, 2 mg"),
        FieldChange("", "x, 4 mg, days 1 to 21 of 28", ""),
        FieldChange("", "", "dexamethasone"),
    ]


def test_record_taken_back_and_put_back_says_so():
    entry = make_told_entry()
    change(entry, deleted_at=datetime(2026, 3, 5, tzinfo=UTC))
    change(entry, deleted_at=None)

    kinds = [revision.kind for revision in revisions(entry.history.all())]

    assert kinds == [
        RevisionKind.RESTORED,
        RevisionKind.TRASHED,
        RevisionKind.CREATED,
    ]


def test_record_that_is_gone_still_tells():
    medication = make_medication()
    key = medication.pk
    medication.delete()

    kinds = [
        revision.kind for revision in revisions(type(medication).history.filter(id=key))
    ]

    assert kinds == [RevisionKind.DELETED, RevisionKind.CREATED]


@pytest.mark.parametrize("times", [1, 12])
def test_changes_take_the_same_two_queries(times, django_assert_num_queries):
    line = make_line(phase=make_phase())
    drug = make_line_drug(line=line)
    for number in range(times):
        change(line, by=make_user(), note=f"{number}")
        change(drug, dose=f"{number} mg")

    with django_assert_num_queries(2):
        revisions(line.history.all(), LineDrug.history.filter(line_id=line.pk))
