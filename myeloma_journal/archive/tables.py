"""What belongs to a journal: its tables and columns, read from the models themselves.

Nobody keeps a list that could be forgotten. Whatever would go with the patient (each
foreign key that cascades, however many steps away) belongs to the journal, and so do
its earlier versions. What is left out all the same stands here with its reason.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from myeloma_journal.appointments.models import CalendarAddress
from myeloma_journal.care_circle.models import Invitation, Patient
from myeloma_journal.catalogue.models.base import CatalogueRecord
from myeloma_journal.platform.accounts.models import User

LEFT_OUT_TABLES: dict[type[models.Model], str] = {
    CalendarAddress: "opens the calendar to whoever holds it; a new one is soon made",
}
LEFT_OUT_COLUMNS: dict[tuple[type[models.Model], str], str] = {
    (Invitation, "token_hash"): "belongs to a link that lets somebody in",
    (
        Patient,
        "deletion_scheduled_at",
    ): "what is brought in again does not wait to be deleted",
    (
        Patient,
        "deletion_scheduled_by",
    ): "what is brought in again does not wait to be deleted",
}


class Holds(Enum):
    """What a column holds, seen from the journal."""

    VALUE = auto()
    PERSON = auto()
    PUBLISHED = auto()
    RECORD = auto()


@dataclass(frozen=True)
class Column:
    """One field of a table.

    Attributes:
        field: The field itself; its name is the key in the JSON.
        holds: A plain value, or what it points to: somebody with an account, something
            that we publish, or another record of the journal.
    """

    field: "models.Field[Any, Any]"
    holds: Holds

    @property
    def name(self) -> str:
        """The name of the field."""
        return self.field.name

    @property
    def kind(self) -> type["models.Field[Any, Any]"]:
        """What its values are; those of a link are what it points to."""
        if self.holds is Holds.PUBLISHED:
            return models.SlugField
        held: models.Field[Any, Any] = getattr(self.field, "target_field", self.field)
        return type(held)

    @property
    def is_text(self) -> bool:
        """Whether it is told just as the database writes it, or nearly."""
        return issubclass(self.kind, (models.UUIDField, models.DateField))

    @property
    def source(self) -> "str | Cast":
        """How a query asks for it: what we publish goes by its slug.

        To make an object of each id and each moment, and text of that again, would be
        most of the work: they come as text.
        """
        if self.holds is Holds.PUBLISHED:
            return f"{self.name}__slug"
        return Cast(self.name, models.TextField()) if self.is_text else self.name


@dataclass(frozen=True)
class Table:
    """All records of one kind in a journal, or all their versions.

    Attributes:
        name: What the journal calls them, as in `patient.entries`.
        model: The records, or their versions.
        columns: In the order of the model.
        above: What they belong to; nothing is above the patient.
        link: The field that says to which of those.
    """

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    above: "Table | None" = None
    link: str = "id"

    @property
    def record(self) -> type[models.Model]:
        """The kind of record, also for a table of versions."""
        kept: type[models.Model] = getattr(self.model, "instance_type", self.model)
        return kept

    @property
    def is_versions(self) -> bool:
        """Whether these are versions: what stood there, from the first word on."""
        return self.record is not self.model

    def rows(self, patient: Patient) -> models.QuerySet[Any]:
        """All of them in the journal of `patient`, also those in the bin."""
        every = self.model._base_manager.all()
        if self.above is None or self.above.above is None:
            return every.filter(**{self.link: patient.pk})
        above = self.above.rows(patient).values("id")
        return every.filter(**{f"{self.link}__in": above})


@cache
def tables() -> tuple[Table, ...]:
    """All tables of a journal: records after what they belong to, then the versions."""
    records = {Patient: Table("patient", Patient, _columns(Patient))}
    waiting = list(records.values())
    # It grows while it is walked, until nothing belongs to anything that is in it.
    for table in waiting:
        for relation in _going_along(table.model):
            model = relation.related_model
            if model not in records:
                link = relation.field.name
                records[model] = Table(
                    _name(relation), model, _columns(model), table, link
                )
                waiting.append(records[model])
    versions: dict[Table, Table] = {}
    for table in records.values():
        if history := getattr(table.model, "history", None):
            # A part belongs to the versions of a record: the record may be gone.
            above = versions.get(table.above, table.above) if table.above else None
            columns = _columns(history.model)
            name = f"{table.name}_history"
            versions[table] = Table(name, history.model, columns, above, table.link)
    return (*records.values(), *versions.values())


def _going_along(model: type[models.Model]) -> list[Any]:
    """The relations by which other records would be deleted with those of `model`."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel)
        and relation.on_delete is models.CASCADE
        and relation.related_model not in LEFT_OUT_TABLES
    ]


def _name(relation: Any) -> str:
    """What the record above calls them; where it calls them nothing, their own name."""
    plural = str(relation.related_model._meta.verbose_name_plural)
    return plural.replace(" ", "_") if relation.hidden else relation.get_accessor_name()


def _columns(model: type[models.Model]) -> tuple[Column, ...]:
    """Its fields, but for what each database counts for itself and what is left out."""
    record = getattr(model, "instance_type", model)
    return tuple(
        Column(field, _holds(field))
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
        and (record, field.name) not in LEFT_OUT_COLUMNS
    )


def _holds(field: "models.Field[Any, Any]") -> Holds:
    target = field.related_model
    if not isinstance(target, type):
        return Holds.VALUE
    if issubclass(target, User):
        return Holds.PERSON
    return Holds.PUBLISHED if issubclass(target, CatalogueRecord) else Holds.RECORD
