"""The catalogue: what we publish, each with its revision and its sources.

Positions within a list are held unique by the test of the fixtures, not by the
database: fixtures come in row by row, and two rows that change places would collide.
"""

from myeloma_journal.catalogue.models.base import (
    CatalogueRecord,
    Confidence,
    Source,
    SourceKind,
    Status,
)
from myeloma_journal.catalogue.models.countries import Country
from myeloma_journal.catalogue.models.questions import (
    Bundle,
    BundleItem,
    CatalogueQuestion,
    Checklist,
    Situation,
    Synonym,
    Term,
)
from myeloma_journal.catalogue.models.symptoms import (
    GeneMarker,
    LabGroup,
    LabMarker,
    Measure,
    OtherTest,
    Response,
    SignRelation,
    StagingSystem,
    Symptom,
    SymptomGroup,
    SymptomSign,
    UrgencyLevel,
    WarningSign,
)
from myeloma_journal.catalogue.models.therapies import (
    Drug,
    DrugClass,
    Phase,
    Procedure,
    Regimen,
    RegimenDrug,
    Region,
    RelapseStrategy,
    Route,
    StatusNote,
)

__all__ = [
    "Bundle",
    "BundleItem",
    "CatalogueQuestion",
    "CatalogueRecord",
    "Checklist",
    "Confidence",
    "Country",
    "Drug",
    "DrugClass",
    "GeneMarker",
    "LabGroup",
    "LabMarker",
    "Measure",
    "OtherTest",
    "Phase",
    "Procedure",
    "Regimen",
    "RegimenDrug",
    "Region",
    "RelapseStrategy",
    "Response",
    "Route",
    "SignRelation",
    "Situation",
    "Source",
    "SourceKind",
    "StagingSystem",
    "Status",
    "StatusNote",
    "Symptom",
    "SymptomGroup",
    "SymptomSign",
    "Synonym",
    "Term",
    "UrgencyLevel",
    "WarningSign",
]
