"""Every drug and every phase of the catalogue meets the lists that fit it."""

import pytest

from myeloma_journal.catalogue.models import Checklist, Drug, Phase
from myeloma_journal.questions.suggestions import suggested_lists
from tests.factories import make_diagnosis, make_line, make_line_drug, make_patient
from tests.questions.list_offers import FOR_DRUGS, FOR_PHASES, GENERAL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


def slugs(checklists):
    return {checklist.slug for checklist in checklists}


def suggested(patient):
    return [found.checklist.slug for found in suggested_lists(patient)]


def test_the_page_of_each_drug_leads_to_the_lists_that_fit_it():
    lists = Checklist.objects.current()
    fit = {drug.slug: slugs(lists.for_drug(drug)) for drug in Drug.objects.all()}

    assert fit == {drug: {*fitting, *GENERAL} for drug, fitting in FOR_DRUGS.items()}


def test_the_page_of_a_drug_names_the_lists_about_it_before_the_general_ones():
    drug = Drug.objects.get(slug="talquetamab")
    lists = list(Checklist.objects.current().for_drug(drug))

    assert slugs(lists[-2:]) == GENERAL


def test_the_page_of_each_phase_leads_to_the_lists_that_fit_it():
    lists = Checklist.objects.current()
    fit = {
        phase.slug: slugs(lists.filter(phases=phase)) for phase in Phase.objects.all()
    }

    assert fit == FOR_PHASES


def test_somebody_on_a_drug_is_suggested_its_own_lists_first():
    line = make_line(patient=make_patient())
    line_drug = make_line_drug(line=line)
    for drug in Drug.objects.all():
        line_drug.drug, line_drug.name = drug, drug.name
        line_drug.save()
        own, found = FOR_DRUGS[drug.slug], suggested(line.patient)

        assert set(found) <= {*own, *GENERAL}, drug
        assert set(found[: len(own)]) == own, drug


def test_somebody_in_a_phase_without_treatment_is_suggested_its_lists():
    diagnosis = make_diagnosis(patient=make_patient())
    for phase in Phase.objects.all():
        diagnosis.phase, diagnosis.phase_name = phase, phase.name
        diagnosis.save()
        found = suggested(diagnosis.patient)

        assert found, phase
        assert set(found) <= FOR_PHASES[phase.slug], phase


def test_a_line_of_four_drugs_is_suggested_a_list_for_each_of_them():
    line = make_line(patient=make_patient())
    names = ("daratumumab", "bortezomib", "lenalidomide", "dexamethasone")
    for name in names:
        make_line_drug(line=line, drug=Drug.objects.get(slug=name), name=name)

    because_of = [found.because_of for found in suggested_lists(line.patient)]

    assert sorted(because_of[:4]) == sorted(names)
