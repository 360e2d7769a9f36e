"""When to call, on paper, with the signs that we publish."""

from itertools import product

import pytest

from myeloma_journal.packets.call_sheet import call_sheet, call_sheet_pdf
from myeloma_journal.packets.settings import Paper, Size
from tests.packets.reading import read

pytestmark = [pytest.mark.sqlite_only, pytest.mark.usefixtures("catalogue")]


@pytest.mark.parametrize(("size", "paper"), list(product(Size.values, Paper.values)))
def test_every_emergency_of_the_person_is_on_the_sheet(patient, size, paper):
    sheet = call_sheet(patient)
    labels = [sign.text for sign in sheet.levels[0].signs if sign.stays]

    [text] = read(call_sheet_pdf(sheet, "sheet", size, paper))

    assert len(labels) >= 10
    assert [label for label in labels if label not in text] == []


def test_emergencies_begin_with_the_one_that_cannot_wait(patient):
    signs = call_sheet(patient).levels[0].signs

    assert signs[0].text.startswith("Signs of a stroke")
    assert signs[-1].text.startswith("After CAR-T or a bispecific")
    assert not signs[-1].stays
