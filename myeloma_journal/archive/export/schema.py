"""journal.schema.json: what may stand in journal.json, for programs."""

import json
from functools import cache
from typing import Any

from django.db import models

from myeloma_journal.archive.export.data import FORMAT, VERSION
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables

KINDS: list[tuple[type, dict[str, Any]]] = [
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.DecimalField, {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}),
    (models.IntegerField, {"type": "integer"}),
    (models.BooleanField, {"type": "boolean"}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
    (models.JSONField, {}),
]
POINTS_TO: dict[ColumnKind, dict[str, Any]] = {
    ColumnKind.PERSON: {
        "type": "integer",
        "minimum": 1,
        "description": "number in people",
    },
    ColumnKind.CATALOGUE: {"type": "string", "description": "slug in the catalogue"},
    ColumnKind.RECORD: {
        "type": "string",
        "format": "uuid",
        "description": "id of a record",
    },
}


@cache
def schema_json() -> str:
    """The JSON Schema (draft 2020-12) of the files that this version writes."""
    return json.dumps(schema(), indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The same as a dictionary."""
    count = {"type": "integer", "minimum": 0}
    person = {"number": {"type": "integer", "minimum": 1}, "name": {"type": "string"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A journal of Myeloma Journal",
        **_object(
            {
                "format": {"const": FORMAT},
                "version": {"const": VERSION},
                "exported_at": {"type": "string", "format": "date-time"},
                "left_out": _object(
                    {"private_questions": count, "private_symptoms": count}
                ),
                "tables": _object({one.name: _list_of(one) for one in tables()}),
                "people": {"type": "array", "items": _object(person)},
            }
        ),
    }


def _list_of(table: Table) -> dict[str, Any]:
    properties = {column.name: column_schema(column) for column in table.columns}
    return {"type": "array", "items": _object(properties)}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def column_schema(column: Column) -> dict[str, Any]:
    """What may stand in one column.

    Raises:
        LookupError: Its kind of field is in no list here; a test asks for all.
    """
    field = column.field
    told: dict[str, Any] = dict(_told(column))
    if isinstance(field, models.CharField) and field.max_length:
        told["maxLength"] = field.max_length
    return {"anyOf": [told, {"type": "null"}]} if field.null and told else told


def _told(column: Column) -> dict[str, Any]:
    if column.kind is not ColumnKind.VALUE:
        return POINTS_TO[column.kind]
    for kind, told in KINDS:
        if isinstance(column.field, kind):
            return told
    raise LookupError(f"journal.json knows no field like {column.field!r}")
