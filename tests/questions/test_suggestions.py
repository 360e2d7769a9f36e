from datetime import date

import pytest
from django.urls import reverse

from myeloma_journal.questions.suggestions import suggested_lists
from tests.factories import (
    make_catalogue_question,
    make_checklist,
    make_diagnosis,
    make_drug,
    make_line,
    make_line_drug,
    make_phase,
    make_question,
)

pytestmark = pytest.mark.django_db


def url(name, patient, pk=None):
    return reverse(f"questions:{name}", args=[patient.pk] + ([pk] if pk else []))


def copy(patient, source, **fields):
    return make_question(
        patient=patient,
        text=source.text,
        catalogue_question=source,
        catalogue_revision=source.revision,
        source_text=source.text,
        **fields,
    )


def test_the_same_question_is_not_put_twice_and_says_where_it_stands(
    client, cast, patient
):
    before = make_question(
        patient=patient,
        text="May I swim?",
        status="answered",
        asked_on=date(2026, 5, 3),
    )
    client.force_login(cast["owner"])

    page = client.post(
        url("question_add", patient), {"text": "may I swim"}, follow=True
    )

    assert "This question is already on your list. Status: Answered." in page.text
    assert page.redirect_chain[-1][0] == url("question", patient, before.pk)
    assert patient.questions.count() == 1


def test_newer_words_of_a_list_are_offered(client, cast, patient):
    source = make_catalogue_question(text="Old words?")
    copied = copy(patient, source)
    source.text, source.revision = "New words?", 2
    source.save()
    client.force_login(cast["owner"])

    page = client.get(url("question", patient, copied.pk))

    assert "The list has a newer wording for this question" in page.text
    assert "New words?" in page.text
    assert "Old words?" in page.text


@pytest.mark.parametrize(
    ("words", "text"), [("new", "New words?"), ("mine", "Old words?")]
)
def test_newer_words_are_taken_only_when_chosen_and_not_offered_again(
    client, cast, patient, words, text
):
    source = make_catalogue_question(text="Old words?")
    copied = copy(patient, source)
    source.text, source.revision = "New words?", 2
    source.save()
    client.force_login(cast["owner"])

    client.post(url("question_reword", patient, copied.pk), {"words": words})

    copied.refresh_from_db()
    assert copied.text == text
    assert copied.newer is None


@pytest.mark.parametrize(
    ("who", "words"), [("owner", "You started"), ("helper", "Margaret Lewis started")]
)
def test_a_list_that_fits_a_drug_of_the_line_is_offered(
    client, cast, patient, who, words
):
    drug = make_drug(name="lenalidomide")
    checklist = make_checklist(title="On this drug")
    checklist.drug_classes.add(drug.drug_class)
    make_catalogue_question(checklist=checklist)
    line = make_line(patient=patient)
    make_line_drug(line=line, drug=drug, name="lenalidomide")
    client.force_login(cast[who])

    page = client.get(url("question_list", patient))

    assert "On this drug" in page.text
    assert f"{words} lenalidomide: 1 question to ask" in page.text


def test_an_offered_list_that_fits_in_two_ways_counts_each_question_once(
    client, cast, patient
):
    drug, phase = make_drug(name="lenalidomide"), make_phase()
    checklist = make_checklist(title="On this drug")
    checklist.drug_classes.add(drug.drug_class)
    checklist.phases.add(make_phase(), phase)
    make_catalogue_question(checklist=checklist)
    line = make_line(patient=patient, phase=phase)
    make_line_drug(line=line, drug=drug, name="lenalidomide")
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient))

    assert "lenalidomide: 1 question to ask" in page.text


def test_what_is_offered_costs_the_same_for_many_drugs(
    patient, django_assert_num_queries
):
    line = make_line(patient=patient)
    for _ in range(3):
        make_line_drug(line=line, drug=make_drug())

    # The lines, their drugs, the classes of these, the diagnosis for a phase, and the
    # lists that fit them.
    with django_assert_num_queries(5):
        assert suggested_lists(patient) == []


def test_a_list_of_which_something_was_copied_is_not_offered(client, cast, patient):
    drug = make_drug(name="lenalidomide")
    checklist = make_checklist(title="On this drug")
    checklist.drug_classes.add(drug.drug_class)
    copy(patient, make_catalogue_question(checklist=checklist))
    make_line_drug(line=make_line(patient=patient), drug=drug, name="lenalidomide")
    client.force_login(cast["owner"])

    page = client.get(url("question_list", patient))

    assert "Lists that fit now" not in page.text


def test_somebody_without_treatment_is_offered_the_lists_of_the_phase(
    client, cast, patient
):
    phase = make_phase(name="Watching (early myeloma)")
    checklist = make_checklist(title="Early myeloma")
    checklist.phases.add(phase)
    make_catalogue_question(checklist=checklist)
    client.force_login(cast["owner"])
    client.post(
        reverse("treatment:diagnosis_edit", args=[patient.pk]), {"phase": phase.pk}
    )

    page = client.get(url("question_list", patient))

    assert "Early myeloma" in page.text
    assert "Watching (early myeloma): 1 question to ask" in page.text


def test_the_phase_of_the_treatment_counts_more_than_what_was_told_before_it(patient):
    watching, induction = make_phase(name="Watching"), make_phase(name="Induction")
    make_diagnosis(patient=patient, phase=watching)
    make_line(patient=patient, phase=induction)
    for phase in (watching, induction):
        make_checklist(title=phase.name).phases.add(phase)

    assert [found.because_of for found in suggested_lists(patient)] == ["Induction"]


def test_a_list_may_fit_one_drug_of_a_class_and_not_the_others(patient):
    drug = make_drug(name="melphalan")
    other = make_drug(name="bendamustine", drug_class=drug.drug_class)
    checklist = make_checklist(title="Transplant")
    checklist.drugs.add(drug)
    line = make_line(patient=patient)
    make_line_drug(line=line, drug=other, name="bendamustine")

    assert suggested_lists(patient) == []

    make_line_drug(line=line, drug=drug, name="Alkeran")

    assert [found.because_of for found in suggested_lists(patient)] == ["Alkeran"]
