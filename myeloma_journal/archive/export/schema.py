"""journal.schema.json: the JSON Schema of journal.json."""

import json
from functools import cache
from typing import Any

from django.db import models

from myeloma_journal.archive.format import FORMAT, VERSION
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables

FIELD_SCHEMAS: list[tuple[type, dict[str, Any]]] = [
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
LINK_SCHEMAS: dict[ColumnKind, dict[str, Any]] = {
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
    """JSON Schema, draft 2020-12."""
    return json.dumps(schema(), indent=2) + "\n"


def schema() -> dict[str, Any]:
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
                "tables": _object({table.name: _list_of(table) for table in tables()}),
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
    """The schema of one column.

    Raises:
        LookupError: The class of its field is not in FIELD_SCHEMAS.
    """
    field = column.field
    schema: dict[str, Any] = dict(_type_schema(column))
    if isinstance(field, models.CharField) and field.max_length:
        schema["maxLength"] = field.max_length
    return {"anyOf": [schema, {"type": "null"}]} if field.null and schema else schema


def _type_schema(column: Column) -> dict[str, Any]:
    if column.kind is not ColumnKind.VALUE:
        return LINK_SCHEMAS[column.kind]
    for field_class, schema in FIELD_SCHEMAS:
        if isinstance(column.field, field_class):
            return schema
    raise LookupError(f"journal.json knows no field like {column.field!r}")
