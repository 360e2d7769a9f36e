"""The catalogue is loaded from fixtures, and may be loaded again."""

import pytest
from django.apps import apps
from django.core.management import call_command

from myeloma_journal.catalogue.models import (
    Bundle,
    CatalogueQuestion,
    CatalogueRecord,
    Checklist,
    Drug,
    Measure,
    Regimen,
)
from tests.conftest import CATALOGUE_FILES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
MODELS = list(apps.get_app_config("catalogue").get_models(include_auto_created=True))


def load():
    call_command("loaddata", *CATALOGUE_FILES, verbosity=0)


def snapshot():
    """Everything in the catalogue, by kind; a link is identified by what it links."""
    return {
        model.__name__: sorted(
            str([(name, value) for name, value in row.items() if name != "id"])
            for row in model.objects.values()
        )
        for model in MODELS
    }


def test_loading_again_restores_a_text_and_a_reference_and_changes_nothing_else():
    before = snapshot()
    CatalogueQuestion.objects.filter(slug="rel-signs").update(text="Changed?")
    Drug.objects.get(slug="bortezomib").watch_symptoms.clear()

    load()

    assert snapshot() == before
    restored = CatalogueQuestion.objects.get(slug="rel-signs")
    assert restored.text == "How do you know that my myeloma is back?"
    assert Drug.objects.get(slug="bortezomib").watch_symptoms.count() == 9
    assert Checklist.objects.current().count() == 35
    assert CatalogueQuestion.objects.count() == 459


def test_a_drug_knows_its_kind_and_what_people_watch_for():
    bortezomib = Drug.objects.get(slug="bortezomib")

    assert bortezomib.drug_class.slug == "proteasome-inhibitor"
    assert bortezomib.watch_symptoms.filter(slug="neuropathy").exists()
    assert bortezomib.watch_labs.filter(slug="platelets").exists()


def test_a_mix_keeps_the_order_of_its_drugs():
    parts = Regimen.objects.get(slug="vrd").parts.all()

    assert [part.drug.slug for part in parts] == [
        "bortezomib",
        "lenalidomide",
        "dexamethasone",
    ]


def test_a_measure_knows_its_limits():
    celsius, fahrenheit = Measure.objects.get(slug="temperature").units

    assert (celsius["soft_max"], celsius["hard_max"]) == (41.5, 45.0)
    assert (fahrenheit["soft_max"], fahrenheit["hard_max"]) == (106.7, 113.0)


def test_every_record_is_a_draft_or_retired():
    records = [model for model in MODELS if issubclass(model, CatalogueRecord)]
    kept = ["draft", "retired"]

    assert not any(model.objects.exclude(status__in=kept).exists() for model in records)


def test_bundles_and_lists_are_counted():
    lists = {row.slug: row.question_count for row in Checklist.objects.with_counts()}
    bundles = {row.slug: row.question_count for row in Bundle.objects.with_counts()}

    assert lists["second-opinion"] == 11
    assert sum(lists.values()) == 459
    assert bundles == {
        "new-drug-full-set": 68,
        "first-visits": 52,
        "change-of-treatment": 57,
        "immune-therapy": 67,
        "protecting-your-body": 52,
    }


def test_a_bundle_keeps_the_order_of_its_lists():
    bundle = Bundle.objects.get(slug="change-of-treatment")

    assert [row.slug for row in bundle.ordered_checklists()] == [
        "relapse-and-switching",
        "starting-a-new-therapy",
        "side-effects-and-interactions",
        "clinical-trials",
    ]
