import pytest

from tests.factories import make_kind_of_procedure, make_line, make_procedure
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

ANSWERS = {"name": "Surgery", "when": "spring 2024", "where": "spine", "what": "screws"}


def test_a_procedure_is_shown_as_it_was_entered(as_helper, patient):
    as_helper.post(url("procedure_add", patient), ANSWERS)

    page = as_helper.get(url("earlier_treatments", patient)).content.decode()

    for words in ("Surgery", "spring 2024", "spine", "screws"):
        assert words in page


def test_a_procedure_may_belong_to_a_line(as_helper, patient):
    line = make_line(patient=patient)

    as_helper.post(url("procedure_add", patient), ANSWERS | {"line": line.pk})

    page = as_helper.get(url("treatment_now", patient)).content.decode()
    assert line.procedures.get().name == "Surgery"
    assert "<strong><bdi>Surgery</bdi></strong>, spring 2024, <bdi>spine</bdi>" in page
    assert "Other procedures" not in page


def test_a_procedure_cannot_belong_to_a_line_of_another_journal(as_helper, patient):
    elsewhere = make_line()

    response = as_helper.post(
        url("procedure_add", patient), ANSWERS | {"line": elsewhere.pk}
    )

    assert response.status_code == 422
    assert not elsewhere.procedures.exists()


def test_a_procedure_takes_the_name_that_was_chosen(as_helper, patient):
    kind = make_kind_of_procedure(name="Radiation therapy")
    answers = ANSWERS | {"name": "", "kind": kind.pk}

    as_helper.post(url("procedure_add", patient), answers)

    procedure = patient.procedures.get()
    assert (procedure.kind, procedure.name) == (kind, "Radiation therapy")


def test_another_kind_brings_its_own_name(as_helper, patient):
    old, new = make_kind_of_procedure(), make_kind_of_procedure(name="Dialysis")
    procedure = make_procedure(patient=patient, kind=old, name=old.name)
    address = url("procedure_edit", patient, procedure)

    page = as_helper.get(address).content.decode()
    as_helper.post(address, {"kind": new.pk, "name": ""})

    assert f'value="{old.name}"' not in page
    procedure.refresh_from_db()
    assert procedure.name == "Dialysis"


def test_a_procedure_can_be_moved_out_of_its_line(as_helper, patient):
    line = make_line(patient=patient)
    procedure = make_procedure(patient=patient, line=line)

    as_helper.post(url("procedure_edit", patient, procedure), ANSWERS | {"line": ""})

    procedure.refresh_from_db()
    assert procedure.line is None
