import pytest

from myeloma_journal.packets import printing
from myeloma_journal.platform.pdf import client as pdf
from tests.factories import make_appointment


@pytest.fixture
def visit(patient):
    return make_appointment(patient=patient)


@pytest.fixture
def quick(monkeypatch):
    """No PDF worker runs: the contents are what matters."""
    monkeypatch.setattr(
        printing.pdf, "render_pdf", lambda html: pdf.PdfDocument(html.encode(), 5)
    )
    monkeypatch.setattr(printing.pdf, "count_pages", lambda html: 1)
    monkeypatch.setattr(printing.pdf, "find_pages", lambda html: {"end": 1})


@pytest.fixture
def refuse_with(monkeypatch):
    """Make the PDF client raise an exception."""

    def patch(problem):
        def refuse(html):
            raise problem

        monkeypatch.setattr(printing.pdf, "count_pages", lambda html: 1)
        monkeypatch.setattr(printing.pdf, "find_pages", lambda html: {"end": 1})
        monkeypatch.setattr(printing.pdf, "render_pdf", refuse)

    return patch
