from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import F

from myeloma_journal.core.unions import read_together
from tests.factories import make_contact, make_gene_finding, make_medication


def test_the_rows_of_several_tables_come_in_one_query(
    patient, django_assert_num_queries
):
    medication = make_medication(patient=patient, started_on=date(2026, 11, 9))
    finding = make_gene_finding(patient=patient, percent=Decimal("62.5"))
    # Django looks once at each connection whether it knows JSON.
    assert connection.features.supports_json_field

    with django_assert_num_queries(1):
        [taken], [found] = read_together(
            patient.medications.only("name", "started_on"),
            patient.gene_findings.only("percent"),
        )

    assert (taken, taken.started_on) == (medication, date(2026, 11, 9))
    assert (found, found.percent) == (finding, Decimal("62.5"))


def test_each_table_keeps_its_own_order(patient):
    for name in ("b", "c", "a"):
        make_medication(patient=patient, name=name)
        make_contact(patient=patient, name=name, is_first=name == "c")

    medications, contacts = read_together(
        patient.medications.order_by("-name").only("name"),
        patient.contacts.only("name"),
    )

    assert [one.name for one in medications] == ["c", "b", "a"]
    assert [one.name for one in contacts] == ["c", "b", "a"]


def test_what_was_annotated_comes_along(patient):
    make_gene_finding(patient=patient)

    [[found]] = read_together(
        patient.gene_findings.only("name").annotate(shown=F("name"))
    )

    assert found.shown == found.name


def test_an_empty_table_has_no_rows(patient):
    make_medication(patient=patient)

    contacts, medications = read_together(
        patient.contacts.only("name"), patient.medications.only("name")
    )

    assert (len(contacts), len(medications)) == (0, 1)


def test_each_column_gets_its_own_value(patient):
    """PostgreSQL gives the columns of an object by length of name, not as asked."""
    make_medication(patient=patient, name="Aspirin", dose="81 mg", what_for="clots")

    [[found]] = read_together(patient.medications.only("what_for", "name", "dose"))

    assert (found.name, found.dose, found.what_for) == ("Aspirin", "81 mg", "clots")
