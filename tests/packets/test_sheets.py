from datetime import date

import pytest

from myeloma_journal.packets.sheets import (
    SheetSettings,
    sheet_of_bundle,
    sheet_of_checklist,
    sheet_of_picks,
)
from tests.factories import make_bundle, make_catalogue_question, make_checklist

pytestmark = [pytest.mark.sqlite_only, pytest.mark.django_db]


@pytest.fixture
def checklist():
    made = make_checklist(title="When myeloma comes back", label="Change of treatment")
    for slug, sensitive in (("signs", False), ("outlook", True), ("reuse", False)):
        make_catalogue_question(
            checklist=made, slug=slug, text=f"About {slug}?", is_sensitive=sensitive
        )
    return made


def texts(sheet):
    return [row.text for part in sheet.parts for row in part.rows]


def test_none_ticked_prints_all_but_the_hard_ones(checklist):
    assert texts(sheet_of_checklist(checklist, SheetSettings())) == [
        "About signs?",
        "About reuse?",
    ]


def test_ticked_ones_print_in_the_order_of_the_list_hard_ones_too(checklist):
    settings = SheetSettings(picked=frozenset({"reuse", "outlook"}))

    assert texts(sheet_of_checklist(checklist, settings)) == [
        "About outlook?",
        "About reuse?",
    ]


def test_what_is_not_on_the_list_counts_as_not_ticked(checklist):
    settings = SheetSettings(picked=frozenset({"no-such-question"}))

    assert len(texts(sheet_of_checklist(checklist, settings))) == 2


def test_retired_questions_do_not_print(checklist):
    checklist.questions.filter(slug="signs").update(status="retired")

    assert texts(sheet_of_checklist(checklist, SheetSettings())) == ["About reuse?"]


def test_a_retired_question_does_not_print_though_it_was_ticked(checklist):
    checklist.questions.filter(slug="signs").update(status="retired")
    bundle = make_bundle(checklists=[checklist])

    settings = SheetSettings(picked=frozenset({"signs", "outlook"}))

    assert texts(sheet_of_checklist(checklist, settings)) == ["About outlook?"]
    assert texts(sheet_of_bundle(bundle, settings)) == ["About outlook?"]


def test_own_questions_and_room_for_more_come_last(checklist):
    sheet = sheet_of_checklist(checklist, SheetSettings(own=("Why me?",), space=True))

    assert texts(sheet)[2:] == ["Why me?", "", ""]
    assert [row.number for row in sheet.parts[0].rows] == [1, 2, 3, 4, 5]


def test_the_foot_says_revision_date_and_that_it_is_a_draft(checklist):
    checklist.written_on = date(2026, 11, 21)

    assert sheet_of_checklist(checklist, SheetSettings()).foot == (
        "Myeloma Journal, list “When myeloma comes back”. Revision 1, written on "
        "November 21, 2026 (draft, not yet reviewed by a clinician). General "
        "information, not medical advice."
    )


def test_the_foot_says_when_a_clinician_has_read_it(checklist):
    checklist.reviewed_on = date(2026, 12, 1)

    foot = sheet_of_checklist(checklist, SheetSettings()).foot
    assert "reviewed by a clinician on December 1, 2026" in foot
    assert "draft" not in foot


def test_a_bundle_prints_list_after_list_numbered_through(checklist):
    other = make_checklist(title="New treatment", label="New treatment")
    make_catalogue_question(checklist=other, text="What is it?")
    bundle = make_bundle(title="First visits", checklists=[other, checklist])

    sheet = sheet_of_bundle(bundle, SheetSettings(own=("Why me?",)))

    assert [part.title for part in sheet.parts] == [
        "New treatment",
        "When myeloma comes back",
        "My own questions",
    ]
    assert [row.number for part in sheet.parts for row in part.rows] == [1, 2, 3, 4]
    assert "lists “First visits”. Revision 1" in sheet.foot


def test_picks_from_several_lists_print_under_the_names_of_their_lists(checklist):
    other = make_checklist(title="Money")
    make_catalogue_question(checklist=other, slug="pay", text="Who pays?")
    picked = frozenset({"signs", "pay"})

    sheet = sheet_of_picks(SheetSettings(picked=picked, own=("Can I swim?",)))

    assert [part.title for part in sheet.parts] == [
        "When myeloma comes back",
        "Money",
        "My own questions",
    ]
    assert texts(sheet) == ["About signs?", "Who pays?", "Can I swim?"]


def test_nothing_picked_and_nothing_typed_is_a_blank_sheet(checklist):
    sheet = sheet_of_picks(SheetSettings())

    assert texts(sheet) == [""] * 8
    assert sheet.foot == "Myeloma Journal"


def test_only_own_questions_stand_without_a_heading(checklist):
    sheet = sheet_of_picks(SheetSettings(own=("Can I swim?",)))

    assert [part.title for part in sheet.parts] == [""]
