"""The tables and columns of a journal, read from the models.

Every model that would be deleted with the patient (each foreign key that cascades,
directly or through others) belongs to the journal, and so does its history. What is
left out all the same stands here with its reason.
"""

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from myeloma_journal.appointments.models import CalendarFeed
from myeloma_journal.care_circle.models import Invitation, Patient
from myeloma_journal.catalogue.models.base import CatalogueRecord
from myeloma_journal.platform.accounts.models import User

LEFT_OUT_TABLES: dict[type[models.Model], str] = {
    CalendarFeed: "opens the calendar to whoever holds it; a new one is soon made",
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
    (
        Patient,
        "deletion_scheduled_user",
    ): "what is brought in again does not wait to be deleted",
    (
        Patient,
        "deletion_cancelled_at",
    ): "what is brought in again does not wait to be deleted",
}


class ColumnKind(Enum):
    """What a column holds: a plain value, or a link, and to what."""

    VALUE = auto()
    PERSON = auto()
    CATALOGUE = auto()
    RECORD = auto()


@dataclass(frozen=True)
class Column:
    """One field of a table.

    Attributes:
        field: Its name is the key in the JSON.
        kind: A json_default value, or what it points to: an account, a record of the
            catalogue, or another record of the journal.
    """

    field: "models.Field[Any, Any]"
    kind: ColumnKind

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def field_type(self) -> type["models.Field[Any, Any]"]:
        """The class of its field; of a link, that of the key it points to."""
        if self.kind is ColumnKind.CATALOGUE:
            return models.SlugField
        field: models.Field[Any, Any] = getattr(self.field, "target_field", self.field)
        return type(field)

    @property
    def is_text(self) -> bool:
        """Whether it is told just as the database writes it, or nearly."""
        return issubclass(self.field_type, (models.UUIDField, models.DateField))

    @property
    def source(self) -> "str | Cast":
        """The expression for `values_list`; a record of the catalogue is its slug.

        Ids and timestamps are cast to text in SQL: making Python objects of them, and
        text of these again, would be most of the work.
        """
        if self.kind is ColumnKind.CATALOGUE:
            return f"{self.name}__slug"
        return Cast(self.name, models.TextField()) if self.is_text else self.name


@dataclass(frozen=True)
class Table:
    """All records of one model in a journal, or all their historical versions.

    Attributes:
        name: The related name, as in `patient.entries`.
        model: The model of the records, or of their history.
        columns: In the order of the model.
        parent: The table they belong to; None for the patient.
        parent_field: The foreign key to it.
    """

    name: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    parent: "Table | None" = None
    parent_field: str = "id"

    @property
    def record(self) -> type[models.Model]:
        """The model of the records, also for a table of versions."""
        record: type[models.Model] = getattr(self.model, "instance_type", self.model)
        return record

    @property
    def is_versions(self) -> bool:
        return self.record is not self.model

    def rows(self, patient: Patient) -> models.QuerySet[Any]:
        """All of them in the journal of `patient`, soft-deleted ones included."""
        records = self.model._base_manager.all()
        if self.parent is None or self.parent.parent is None:
            return records.filter(**{self.parent_field: patient.pk})
        parents = self.parent.rows(patient).values("id")
        return records.filter(**{f"{self.parent_field}__in": parents})


@cache
def tables() -> tuple[Table, ...]:
    """All tables of a journal: records after their parents, then the versions."""
    records = {Patient: Table("patient", Patient, _columns(Patient))}
    queue = list(records.values())
    # Breadth first: the queue grows while it is walked.
    for table in queue:
        for relation in _cascading_relations(table.model):
            model = relation.related_model
            if model not in records:
                foreign_key = relation.field.name
                records[model] = Table(
                    _name(relation), model, _columns(model), table, foreign_key
                )
                queue.append(records[model])
    versions: dict[Table, Table] = {}
    for table in records.values():
        if history := getattr(table.model, "history", None):
            # The parent is found through its own versions: the record may be deleted.
            parent = versions.get(table.parent, table.parent) if table.parent else None
            columns = _columns(history.model)
            name = f"{table.name}_history"
            versions[table] = Table(
                name, history.model, columns, parent, table.parent_field
            )
    return (*records.values(), *versions.values())


def _cascading_relations(model: type[models.Model]) -> list[Any]:
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ForeignObjectRel)
        and relation.on_delete is models.CASCADE
        and relation.related_model not in LEFT_OUT_TABLES
    ]


def _name(relation: Any) -> str:
    """The related name; the model's own plural where there is none."""
    plural = str(relation.related_model._meta.verbose_name_plural)
    return plural.replace(" ", "_") if relation.hidden else relation.get_accessor_name()


def _columns(model: type[models.Model]) -> tuple[Column, ...]:
    """The fields, without automatic keys and what is left out."""
    record = getattr(model, "instance_type", model)
    return tuple(
        Column(field, _column_kind(field))
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
        and (record, field.name) not in LEFT_OUT_COLUMNS
    )


def _column_kind(field: "models.Field[Any, Any]") -> ColumnKind:
    target = field.related_model
    if not isinstance(target, type):
        return ColumnKind.VALUE
    if issubclass(target, User):
        return ColumnKind.PERSON
    return (
        ColumnKind.CATALOGUE
        if issubclass(target, CatalogueRecord)
        else ColumnKind.RECORD
    )
