"""A test kept under its own name is joined to a known one, and apart again."""

import pytest
from django.urls import reverse

from myeloma_journal.labs.models import hash_test
from tests.factories import make_lab_result

pytestmark = pytest.mark.django_db
NAME = "Paraprotein band"


def url(name, patient, test):
    return reverse(f"labs:{name}", args=[patient.pk, hash_test(patient.pk, test)])


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"])
    return client


@pytest.fixture
def join(owner, patient):
    return lambda **sent: owner.post(url("test_join", patient, NAME), sent, follow=True)


@pytest.fixture
def bands(patient, m_protein):
    """Two results under a name of their own, and one in a unit of its own."""
    return [
        make_lab_result(patient=patient, name=NAME, typed="0.8", unit="g/dL"),
        make_lab_result(patient=patient, name=NAME.upper(), typed="trace", unit=""),
        make_lab_result(patient=patient, name=NAME, typed="3", unit="%"),
    ]


def test_joining_moves_all_results_that_fit(join, patient, m_protein, bands):
    page = join(marker=m_protein.slug)

    assert patient.lab_results.filter(marker=m_protein).count() == 2
    assert "Joined 2 results. 1 is in a unit that M protein" in page.text
    assert page.redirect_chain[0][0] == url("result_chart", patient, m_protein.slug)


def test_joining_keeps_what_was_printed_and_the_history(join, m_protein, bands):
    join(marker=m_protein.slug)

    bands[0].refresh_from_db()
    assert (bands[0].name, bands[0].result) == (NAME, "0.8 g/dL")
    assert bands[0].history.count() == 2


def test_joining_can_be_undone(owner, join, patient, m_protein, bands):
    page = join(marker=m_protein.slug)
    assert f"Undo for “{NAME}”" in page.text

    owner.post(url("test_split", patient, m_protein.slug), {"name": NAME})

    assert not patient.lab_results.filter(marker=m_protein).exists()


def test_joining_leaves_other_journals_alone(join, m_protein, bands):
    other = make_lab_result(name=NAME, typed="0.8", unit="g/dL")

    join(marker=m_protein.slug)

    other.refresh_from_db()
    assert other.marker is None


def test_joining_needs_a_test(join, patient, bands):
    page = join(marker="made-up")

    assert "Choose the test that this one is the same as." in page.text
    assert not patient.lab_results.filter(marker__isnull=False).exists()
