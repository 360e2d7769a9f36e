"""Names of tests, however a laboratory prints them."""

import pytest
from django.core.management import call_command

from myeloma_journal.labs.forms import choices
from tests.factories import make_lab_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def tests(db):
    call_command("loaddata", "sources", "markers", verbosity=0)
    return choices.TestChoices.current()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kappa Free Light Chain", "flc-kappa"),
        ("Free Kappa Lt Chains,S", "flc-kappa"),
        ("KAPPA LIGHT CHAIN, FREE, SERUM", "flc-kappa"),
        ("Serum free kappa light chains", "flc-kappa"),
        ("Kappa FLC", "flc-kappa"),
        ("Free\u00a0kappa light chains", "flc-kappa"),
        ("κ free light chains", "flc-kappa"),
        ("Lambda Free Light Chains", "flc-lambda"),
        ("M Spike", "m-protein-serum"),
        ("M\u2011spike", "m-protein-serum"),
        ("“M-spike”", "m-protein-serum"),
        ("M–spike", "m-protein-serum"),
        ("Serum paraprotein", "m-protein-serum"),
        ("Kappa/Lambda FLC Ratio", "flc-ratio"),
        ("Free Kappa/Lambda Ratio", "flc-ratio"),
        ("Absolute Neutrophil Count", "neutrophils"),
        ("Neutrophils, Absolute", "neutrophils"),
        ("Platelet Count", "platelets"),
        ("Immunoglobulin G, Qn, Serum", "igg"),
        ("HGB", "hemoglobin"),
        ("Haemoglobin", "hemoglobin"),
        ("Creatinine, Ser", "creatinine"),
        ("β2-Microglobulin, Serum", "b2m"),
        ("Protein, Total", "total-protein"),
        ("C-Reactive Protein", "crp"),
        ("M-spike, 24 hr urine", "m-protein-urine"),
        ("Beta2 Microglobulin", "b2m"),
        ("ß2-Mikroglobulin", "b2m"),
        ("Free Lamda light chains", "flc-lambda"),
        ("S-Albumin", "albumin"),
        ("Immunoglobulin A", "iga"),
    ],
)
def test_a_known_test_is_found(tests, name, slug):
    assert tests.find_by_name(name).slug == slug


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("Adjusted calcium", ["calcium"]),
        ("Kappa light chains", ["flc-kappa"]),
        ("UPEP", ["m-protein-urine"]),
        ("Abnormal protein band 1", ["m-protein-serum"]),
    ],
)
def test_a_test_that_is_not_sure_is_suggested(tests, name, slugs):
    assert tests.find_by_name(name) is None
    assert [marker.slug for marker in tests.suggest(name)] == slugs


@pytest.mark.parametrize(
    "name",
    [
        "Bence Jones protein",
        "Calcium, urine",
        "Neutrophils %",
        "Hemoglobin A1c",
        "Ferritin",
        "Ionized calcium",
        "Mean platelet volume",
        "Protein, urine",
        "Lambda/Kappa ratio",
        "Ig",
        "Immunoglobulins, serum",
        "Protein S",
    ],
)
def test_another_test_keeps_its_name(tests, name):
    assert (tests.find_by_name(name), tests.suggest(name)) == (None, [])


@pytest.mark.parametrize("name", ["Neutrophils", "M-spike", "Albumin"])
def test_a_percentage_is_another_test(tests, name):
    assert (tests.find_by_name(name, "%"), tests.suggest(name, "%")) == (None, [])
    assert tests.find_by_name("BMPC", "%").slug == "marrow-plasma-cells"


def test_a_daily_test_is_known_by_its_unit(tests):
    assert tests.find_by_name("UPEP", "mg/24hr").slug == "m-protein-urine"


def test_a_name_that_was_joined_before_is_that_test_again(tests, patient):
    calcium = tests.markers["calcium"]
    make_lab_result(
        patient=patient, marker=calcium, name="Adj. calcium", typed="9", unit="mg/dL"
    )

    again = choices.TestChoices.current(patient=patient)

    assert again.find_by_name("Calcium (adj)") == calcium
