from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import F

from myeloma_journal.catalogue.models import (
    BundleItem,
    CatalogueQuestion,
    Checklist,
    DrugClass,
    Regimen,
    RegimenDrug,
)
from tests.factories import (
    make_bundle,
    make_catalogue_question,
    make_checklist,
    make_drug,
    make_drug_class,
    make_term,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "claim"),
    [
        ({"revision": 0}, "revision_starts_at_one"),
        (
            {"status": "finished", "reviewed_on": date(2026, 4, 1)},
            "status_is_known",
        ),
        ({"status": "published"}, "read_on_a_day"),
        ({"next_review_due": date(2026, 2, 28)}, "due_after_written"),
    ],
)
def test_record_that_makes_no_sense_is_refused_by_the_database(fields, claim):
    with pytest.raises(IntegrityError, match=f"catalogue_term_{claim}"):
        make_term(**fields)


def test_kind_of_drug_is_not_its_own_parent():
    made = make_drug_class()

    with pytest.raises(IntegrityError, match="catalogue_drugclass_not_its_own_parent"):
        DrugClass.objects.filter(pk=made.pk).update(parent=F("pk"))


def test_bundle_holds_a_list_once():
    checklist = make_checklist()
    bundle = make_bundle(checklists=[checklist])

    with pytest.raises(IntegrityError):
        BundleItem.objects.create(bundle=bundle, checklist=checklist, position=2)


def test_mix_holds_a_drug_once():
    mix = Regimen.objects.create(
        slug="vd", name="Vd", position=1, written_on=date(2026, 3, 1)
    )
    drug = make_drug()
    RegimenDrug.objects.create(regimen=mix, drug=drug, position=1)

    with pytest.raises(IntegrityError):
        RegimenDrug.objects.create(regimen=mix, drug=drug, position=2)


def test_questions_of_a_list_stand_in_their_order():
    checklist = make_checklist()
    second = make_catalogue_question(checklist=checklist, position=2)
    first = make_catalogue_question(checklist=checklist, position=1)

    assert list(checklist.questions.all()) == [first, second]


def test_what_was_retired_is_no_longer_offered():
    checklist = make_checklist()
    make_catalogue_question(checklist=checklist, status="retired")
    current = make_catalogue_question(checklist=checklist)

    assert list(CatalogueQuestion.objects.current()) == [current]
    assert Checklist.objects.with_counts().get().question_count == 1


def test_sensitive_questions_stand_apart():
    checklist = make_checklist()
    sensitive = make_catalogue_question(checklist=checklist, is_sensitive=True)
    usual = make_catalogue_question(checklist=checklist)

    found = Checklist.objects.with_questions().get()

    assert (found.open_questions, found.sensitive_questions) == ([usual], [sensitive])


def test_lists_for_a_drug_are_those_of_its_kind_and_the_general_ones():
    broad = make_drug_class()
    narrow = make_drug_class(parent=broad)
    make_checklist(slug="starting-a-new-therapy")
    make_checklist(slug="side-effects-and-interactions")
    make_checklist(slug="of-the-broad-kind").drug_classes.add(broad)
    make_checklist(slug="of-the-narrow-kind").drug_classes.add(broad, narrow)
    make_checklist(slug="of-another-kind").drug_classes.add(make_drug_class())

    found = Checklist.objects.for_drug(make_drug(drug_class=narrow))

    assert {checklist.slug for checklist in found} == {
        "starting-a-new-therapy",
        "side-effects-and-interactions",
        "of-the-broad-kind",
        "of-the-narrow-kind",
    }
    assert len(found) == 4


def test_drug_says_how_it_is_given():
    drug = make_drug(routes=["oral", "intravenous"])

    assert drug.routes_in_words == ["by mouth", "an infusion or shot into a vein"]
