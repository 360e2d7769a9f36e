"""What a form offers from the catalogue."""

from typing import Any

from myeloma_journal.catalogue.models import CatalogueRecord


def offered(model: type[CatalogueRecord], chosen: int | None) -> Any:
    """What the catalogue offers, and what was chosen before it was retired."""
    return model.objects.current() | model.objects.filter(pk=chosen)
