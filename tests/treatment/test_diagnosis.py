"""The pages of the diagnosis, its stages and its gene findings."""

from datetime import date

import pytest

from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from tests.factories import (
    make_diagnosis,
    make_gene_finding,
    make_gene_marker,
    make_stage,
    make_staging_system,
)
from tests.treatment.urls import url

pytestmark = pytest.mark.django_db

MAKERS = {"stage": make_stage, "gene_finding": make_gene_finding}
MANY = {"stage": "stages", "gene_finding": "gene_findings"}
PAGES_OF_A_RECORD = [
    f"{name}_{action}" for name in MAKERS for action in ("edit", "delete")
]
DIAGNOSIS = {"myeloma_type": "IgG kappa", "when": "spring 2023"}
FINDING = {"name": "t(4;14)", "result": "found", "when": "2023"}
SPRING = PartialDate(date(2023, 3, 1), Precision.SEASON)


def stage_of(system, stage="II"):
    """The answers that choose this stage."""
    key = f"{system.pk}:{stage}"
    return {"system_and_stage": key, "when": "March 2024", "reported_by": "Dr. Ruiz"}


@pytest.mark.parametrize("page", PAGES_OF_A_RECORD)
def test_a_record_of_another_journal_is_not_there(as_helper, patient, page):
    elsewhere = MAKERS[page.rpartition("_")[0]]()

    assert as_helper.post(url(page, patient, elsewhere)).status_code == 404


def test_diagnosis_edit_writes_the_first_and_then_the_same_one(as_helper, patient):
    as_helper.post(url("diagnosis_edit", patient), DIAGNOSIS)
    as_helper.post(url("diagnosis_edit", patient), DIAGNOSIS | {"bones": "a rib"})

    patient.refresh_from_db()
    diagnosis = patient.diagnosis
    saved = (diagnosis.myeloma_type, diagnosis.bones, diagnosis.when)
    assert saved == ("IgG kappa", "a rib", SPRING)
    assert diagnosis.history.count() == 2


def test_diagnosis_edit_shows_the_time_as_it_was_meant_and_can_forget_it(
    as_helper, patient
):
    diagnosis = make_diagnosis(patient=patient, when=SPRING)

    page = as_helper.get(url("diagnosis_edit", patient)).content.decode()
    as_helper.post(url("diagnosis_edit", patient), DIAGNOSIS | {"when": ""})

    assert 'value="spring 2023"' in page
    diagnosis.refresh_from_db()
    assert diagnosis.when is None


def test_diagnosis_edit_proposes_types_and_takes_any_other(as_helper, patient):
    page = as_helper.get(url("diagnosis_edit", patient)).content.decode()
    as_helper.post(url("diagnosis_edit", patient), {"myeloma_type": "two kinds"})

    assert '<option value="Light chain lambda">' in page
    assert patient.__class__.objects.get(pk=patient.pk).diagnosis.when is None


def test_stage_add_keeps_the_stage_and_the_name_of_its_system(as_helper, patient):
    system = make_staging_system()

    response = as_helper.post(url("stage_add", patient), stage_of(system))

    assert response.url == url("diagnosis", patient)
    stage = patient.stages.get()
    assert (stage.system, str(stage), str(stage.when)) == (
        system,
        "R-ISS: II",
        "March 2024",
    )


def test_stage_edit_can_choose_another_system(as_helper, patient):
    old, new = make_staging_system(), make_staging_system(name="ISS", stages=["I"])
    stage = make_stage(patient=patient, system=old)

    as_helper.post(url("stage_edit", patient, stage), stage_of(new, "I"))

    stage.refresh_from_db()
    assert (stage.system, str(stage)) == (new, "ISS: I")
    assert stage.history.count() == 2


@pytest.mark.parametrize("is_gone", [True, False])
def test_stage_edit_keeps_what_the_catalogue_no_longer_offers(
    as_helper, patient, is_gone
):
    system = make_staging_system(status="retired", stages=["I"])
    stage = make_stage(patient=patient, system=system, stage="II")
    if is_gone:
        system.delete()
        stage.refresh_from_db()

    page = as_helper.get(url("stage_edit", patient, stage)).content.decode()
    chosen = f"{'' if is_gone else system.pk}:II"
    as_helper.post(url("stage_edit", patient, stage), {"system_and_stage": chosen})

    assert f'<option value="{chosen}" selected>R-ISS: II</option>' in page
    stage.refresh_from_db()
    assert str(stage) == "R-ISS: II"


@pytest.mark.parametrize("typed", ["t(4,14)", "T (4; 14)", "nsd2"])
def test_gene_finding_add_knows_a_change_by_each_of_its_names(
    as_helper, patient, typed
):
    marker = make_gene_marker(name="t(4;14)")

    as_helper.post(url("gene_finding_add", patient), FINDING | {"name": typed})

    finding = patient.gene_findings.get()
    assert (finding.name, finding.marker, str(finding.when)) == (
        "t(4;14)",
        marker,
        "2023",
    )


def test_gene_finding_add_keeps_a_name_that_nobody_knows(as_helper, patient):
    make_gene_marker()

    as_helper.post(url("gene_finding_add", patient), FINDING | {"name": "t(8;14)"})

    finding = patient.gene_findings.get()
    assert (finding.name, finding.marker) == ("t(8;14)", None)


def test_gene_finding_edit_keeps_a_name_that_was_left_alone(as_helper, patient):
    marker = make_gene_marker(name="a newer name", aliases=[])
    finding = make_gene_finding(patient=patient, marker=marker, name="t(4;14)")

    as_helper.post(url("gene_finding_edit", patient, finding), FINDING)

    finding.refresh_from_db()
    assert (finding.name, finding.marker) == ("t(4;14)", marker)


@pytest.mark.parametrize(
    ("typed", "shown"), [("12,5", "12.5"), ("30 %", "30"), ("100", "100"), ("0", "0")]
)
def test_gene_finding_add_reads_the_percent_as_people_type_it(
    as_helper, patient, typed, shown
):
    as_helper.post(url("gene_finding_add", patient), FINDING | {"percent": typed})

    finding = patient.gene_findings.get()
    page = as_helper.get(url("gene_finding_edit", patient, finding)).content.decode()
    record = as_helper.get(url("diagnosis", patient)).content.decode()
    assert f'value="{shown}"' in page
    assert f"in {shown}% of cells" in record


@pytest.mark.parametrize("name", MAKERS)
def test_what_was_written_by_mistake_is_deleted_after_a_question(
    as_helper, patient, name
):
    record = MAKERS[name](patient=patient)
    address = url(f"{name}_delete", patient, record)

    asked = as_helper.get(address).content.decode()
    assert getattr(patient, MANY[name]).exists()
    done = as_helper.post(address, follow=True).content.decode()

    assert f"Delete <bdi>{record}</bdi>?" in asked
    assert f"Deleted: {record}." in done
    assert not getattr(patient, MANY[name]).exists()
    assert record.history.first().history_type == "-"


HOW_TO_WRITE = "Enter it like March 5, 2024, or March 2024, spring 2024, or 2024."
TOO_LATE = "You entered December 2026. Enter a date from 1900 to November 21, 2026."
PERCENT = "Enter a number from 0 to 100, like 30 or 12.5."
REFUSALS = [
    ("diagnosis_edit", {"when": "3/24"}, HOW_TO_WRITE),
    ("diagnosis_edit", {"when": "December 2026"}, TOO_LATE),
    ("diagnosis_edit", {"when": "x" * 41}, "Use 40 characters or fewer. You typed 41."),
    (
        "diagnosis_edit",
        {"myeloma_type": "x" * 101},
        "Use 100 characters or fewer. You typed 101.",
    ),
    (
        "diagnosis_edit",
        {"note": "x" * 30_000},
        "Use 20,000 characters or fewer. You typed 30,000.",
    ),
    ("stage_add", {"when": "long ago"}, HOW_TO_WRITE),
    ("stage_add", {}, "Choose the stage you were told."),
    ("stage_add", {"system_and_stage": "7:XI"}, "Choose a stage from the list"),
    ("gene_finding_add", {"name": ""}, "Enter the change the test looked for."),
    (
        "gene_finding_add",
        {"name": "x" * 61},
        "Use 60 characters or fewer. You typed 61.",
    ),
    ("gene_finding_add", {"result": ""}, "Choose the test result."),
    ("gene_finding_add", {"percent": "101"}, PERCENT),
    ("gene_finding_add", {"percent": "-1"}, PERCENT),
    ("gene_finding_add", {"percent": "12.55"}, PERCENT),
    ("gene_finding_add", {"percent": "a third"}, PERCENT),
    ("gene_finding_add", {"copies": "100"}, "Enter a whole number from 0 to 99."),
    ("gene_finding_add", {"copies": "some"}, "Enter a whole number from 0 to 99."),
]


@pytest.mark.parametrize(("page", "wrong", "sentence"), REFUSALS)
def test_a_refusal_says_what_to_do(as_helper, patient, page, wrong, sentence):
    right = {"diagnosis_edit": DIAGNOSIS, "stage_add": {}, "gene_finding_add": FINDING}

    response = as_helper.post(url(page, patient), right[page] | wrong)

    shown = response.content.decode()
    assert response.status_code == 422
    assert shown.count(sentence) == 2  # above the form, and beside the field
    assert "<title>Error:" in shown
    assert not hasattr(patient, "diagnosis")
    assert not patient.stages.exists()
    assert not patient.gene_findings.exists()


def test_a_refused_form_gives_back_what_was_typed(as_helper, patient):
    wrong = FINDING | {"when": "once", "percent": "a third", "rules": "of the lab"}

    page = as_helper.post(url("gene_finding_add", patient), wrong).content.decode()

    for typed in ("once", "a third", "of the lab"):
        assert f'value="{typed}"' in page


def test_record_shows_what_was_reported_and_computes_nothing(as_helper, patient):
    make_diagnosis(patient=patient, when=SPRING, kidneys="not involved")
    make_stage(patient=patient, reported_by="Dr. Ruiz")
    make_gene_finding(
        patient=patient, copies=3, method="FISH", rules="IMS/IMWG 2025", when=SPRING
    )
    make_gene_finding(
        patient=patient,
        name="No change found",
        marker=make_gene_marker(slug="normal-genes"),
    )

    page = as_helper.get(url("diagnosis", patient)).content.decode()
    section = " ".join(page[page.index("What your team told you") :].split())

    for words in (
        "<bdi>IgG kappa</bdi>",
        "<dd>spring 2023</dd>",
        "<bdi>not involved</bdi>",
        "<bdi>II</bdi>, <bdi>Dr. Ruiz</bdi>",
        "Found, 3 copies, <bdi>FISH</bdi>, spring 2023",
        "Rules used: <bdi>IMS/IMWG 2025</bdi>",
        "<dt><bdi>No change found</bdi></dt> <dd> Tested <br>",
    ):
        assert words in section


def test_record_says_so_when_all_that_was_reported_is_deleted(as_helper, patient):
    make_diagnosis(patient=patient, myeloma_type="")

    page = as_helper.get(url("diagnosis", patient)).content.decode()

    assert "If you know the type of myeloma, start with that." in page


def test_record_asks_for_the_type_first(as_helper, patient):
    page = as_helper.get(url("diagnosis", patient)).content.decode()

    assert "If you know the type of myeloma, start with that." in page
    assert "Add what your team told you" in page
