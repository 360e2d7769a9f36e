"""The pages that a set of lists says it has."""

from types import SimpleNamespace

import pytest

from myeloma_journal.catalogue.models import Bundle
from myeloma_journal.packets import printing
from myeloma_journal.packets.sheets import SheetSettings, sheet_of_bundle

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]


def counted(html):
    """Laid out and counted only: to write the file takes as long again."""
    return SimpleNamespace(pages=printing.pdf.count_pages(html))


@pytest.mark.usefixtures("catalogue")
def test_each_set_has_as_many_pages_as_it_says(monkeypatch):
    """Printed as its page offers it: write what is laid out into `pages` of its row."""
    monkeypatch.setattr(printing.pdf, "render_pdf", counted)
    bundles = list(Bundle.objects.current())
    as_offered = SheetSettings(space=True)
    sheets = {bundle: sheet_of_bundle(bundle, as_offered) for bundle in bundles}

    laid_out = {
        bundle.slug: printing.sheet_pdf(sheet, "large", "letter", ruled=True).pages
        for bundle, sheet in sheets.items()
    }

    assert {bundle.slug: bundle.pages for bundle in bundles} == laid_out
