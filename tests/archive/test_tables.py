"""Nothing that belongs to a journal is missing from what is taken out."""

from django.apps import apps
from django.db import models

from myeloma_journal.archive.tables import (
    LEFT_OUT_COLUMNS,
    LEFT_OUT_TABLES,
    tables,
)

# Apps whose tables say nothing about one person's illness.
NOT_A_JOURNAL = {
    "accounts": "who signs in; people are in the file by their names",
    "catalogue": "what we publish; the file names it by its slug",
    "mail": "emails leave within a day, and are deleted as soon as they were sent",
    "forms": "what somebody typed and did not save is theirs, and goes after 30 days",
    "files": "what was read of a file is encrypted, and goes within a day",
    "backups": "ids of what was erased, and nothing else",
    "web": "when the daily jobs ran, and which failed",
}


def is_personal(model):
    label = model._meta.app_config.name if model._meta.app_config else ""
    is_ours = label.startswith("myeloma_journal.")
    return is_ours and model._meta.app_label not in NOT_A_JOURNAL


def counted(field):
    """Whether each database counts it for itself."""
    return isinstance(field, models.AutoField)


def test_every_table_about_a_person_is_exported_or_left_out_for_a_reason():
    """PRI-1: everything."""
    every = {
        model
        for model in apps.get_models(include_auto_created=True)
        if is_personal(model)
    }

    assert every == {table.model for table in tables()} | LEFT_OUT_TABLES.keys()


def test_every_column_is_exported_or_left_out_for_a_reason():
    """PRI-1: everything."""
    taken = {
        (table.model, column.name) for table in tables() for column in table.columns
    }
    every = {
        (table.model, field.name)
        for table in tables()
        for field in table.model._meta.concrete_fields
        if not counted(field)
    }

    assert every - taken == LEFT_OUT_COLUMNS.keys()


def test_what_is_left_out_exists_and_has_its_reason():
    for model, name in LEFT_OUT_COLUMNS:
        assert model._meta.get_field(name)
    assert all((*LEFT_OUT_TABLES.values(), *LEFT_OUT_COLUMNS.values()))


def test_every_record_stands_after_what_it_belongs_to():
    seen = []
    for table in tables():
        assert table.parent is None or table.parent in seen
        seen.append(table)
