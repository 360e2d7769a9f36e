"""From journal.json to records, in one transaction.

Primary keys are kept. Every id in the file must be new and every link must lead to a
record in the same file, so a file can neither change nor reveal what is here already.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, connections, models, transaction
from django.db.models import Count, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from myeloma_journal.archive.erasure import JOURNAL
from myeloma_journal.archive.restore.errors import (
    AlreadyHereError,
    ArchiveError,
    RecordError,
    shortened,
)
from myeloma_journal.archive.restore.reading import Record, Records
from myeloma_journal.archive.restore.values import read_value
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables
from myeloma_journal.care_circle.models import Invitation, Membership, Patient
from myeloma_journal.journal.models import Entry
from myeloma_journal.platform.accounts.models import NO_LOGIN_DOMAIN, User
from myeloma_journal.platform.backups.models import Erasure
from myeloma_journal.platform.forms.values import clean_text

# Required columns that are never exported get new random values.
REGENERATED: dict[tuple[type[models.Model], str], Callable[[], Any]] = {
    (Invitation, "token_hash"): lambda: secrets.token_hex(32),
}
CHUNK_SIZE = 500
# What the database, or its adapter, raises for a value that it cannot store.
UNFIT = (DatabaseError, ValueError, OverflowError)


@dataclass
class Report:
    """What was restored, or would be.

    Attributes:
        name: The name of the patient.
        patient_id: The key of the patient, and so of the journal.
        born_on: The patient's date of birth, if the file has it.
        entries: How many, without deleted ones.
        first_day: Of these entries; None without any.
        last_day: Of the entries.
        exported_at: As the file says.
        exported_by: The name of person 1, whose place the owner takes.
        is_patient: Whether that is the patient.
        counts: How many records of each table.
        without_login: Names of people who have no account here.
        not_in_catalogue: How many links lead to slugs that the catalogue here does not
            have. The copied text is restored.
        dangling: How many links, or records with their parent, are missing in the file.
            They were saved while it was made.
    """

    name: str = ""
    patient_id: UUID | None = None
    born_on: date | None = None
    entries: int = 0
    first_day: date | None = None
    last_day: date | None = None
    exported_at: str = ""
    exported_by: str = ""
    is_patient: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    without_login: list[str] = field(default_factory=list)
    not_in_catalogue: int = 0
    dangling: int = 0


def restore(journal: dict[str, Any], *, owner: User, dry_run: bool) -> Report:
    """Restore a journal, as `read_journal` returns it.

    Args:
        journal: The parsed journal.json.
        owner: The account that replaces person 1, who exported it.
        dry_run: Roll back at the end.

    Raises:
        ArchiveError: It is invalid, or is here already. Nothing was restored.
    """
    with transaction.atomic():
        report = _Restore(journal, owner).run()
        transaction.set_rollback(dry_run)
    return report


class _DanglingLinkError(Exception):
    """The parent of a record is not in the file."""


class _Restore:
    def __init__(self, journal: dict[str, Any], owner: User) -> None:
        self.tables = _read_tables(journal)
        self.exported_people = _record_list(journal, "people")
        self.owner = owner
        self.report = Report(exported_at=str(journal.get("exported_at", "")))
        self.records: dict[type[models.Model], set[UUID]] = {}
        self.versions: dict[type[models.Model], set[UUID]] = {}
        self.slugs: dict[type[models.Model], dict[str, Any]] = {}

    def run(self) -> Report:
        patients = self.tables["patient"]
        if len(patients) != 1:
            raise ArchiveError(
                _(
                    "The file should hold one patient, but it holds none or more "
                    "than one."
                )
            )
        self._collect_ids()
        self._reject_existing_ids()
        self.people = dict(self._people())
        for table in tables():
            self._restore_table(table)
        member = self._require_owner()
        erased = Erasure.objects.filter(kind=JOURNAL, erased_id=member.patient_id)
        erased.update(returned_at=timezone.now())
        self._describe(member)
        return self.report

    def _describe(self, member: Membership) -> None:
        report, patient = self.report, member.patient
        report.name, report.patient_id = patient.name, patient.pk
        report.born_on = patient.born_on
        report.is_patient = member.is_patient
        entries = Entry.objects.filter(patient=patient)
        span = entries.aggregate(Count("id"), Min("felt_on"), Max("felt_on"))
        report.entries, report.first_day, report.last_day = span.values()

    def _collect_ids(self) -> None:
        for table in tables():
            ids = {
                self._read(table, number, "id", record.get("id"))
                for number, record in enumerate(self.tables[table.name], 1)
                if _has_id(table)
            }
            known = self.versions if table.is_versions else self.records
            known[table.record] = ids

    def _reject_existing_ids(self) -> None:
        """Every id must be new, also in history: it could attach to records here."""
        (patient_id,) = self.records[Patient]
        if Patient._base_manager.filter(pk=patient_id).exists():
            raise AlreadyHereError(patient_id)
        for table in tables():
            ids = list(self._known(table.record))
            for start in range(0, len(ids), CHUNK_SIZE):
                chunk = ids[start : start + CHUNK_SIZE]
                if table.model._base_manager.filter(id__in=chunk).exists():
                    raise ArchiveError(
                        _(
                            "Part of this journal is already on this server, in "
                            "“%(table)s”."
                        )
                        % {"table": table.name}
                    )

    def _people(self) -> Iterator[tuple[int, UUID]]:
        """The user for each number: the owner, or a new account without a login."""
        for person in self.exported_people:
            number, name = person.get("number"), person.get("name")
            if not isinstance(number, int) or not isinstance(name, str):
                raise ArchiveError(
                    _("In “people”, one entry has no number or no name.")
                )
            name = clean_text(name, one_line=True)[:100]
            if number == 1:
                self.report.exported_by = name
                yield number, self.owner.pk
                continue
            self.report.without_login.append(name)
            nobody = User.objects.create_user(
                f"{uuid4()}@{NO_LOGIN_DOMAIN}", name=name, is_active=False
            )
            yield number, nobody.pk

    def _restore_table(self, table: Table) -> None:
        built = (
            (number, record)
            for number, values in enumerate(self.tables[table.name], 1)
            if (record := self._build(table, number, values)) is not None
        )
        while chunk := list(islice(built, CHUNK_SIZE)):
            self._insert(table, chunk)
            self.report.counts[table.name] += len(chunk)

    def _build(self, table: Table, number: int, record: Record) -> models.Model | None:
        """The record, not saved yet; None when its parent is not in the file."""
        unknown = record.keys() - {column.name for column in table.columns}
        if unknown:
            raise ArchiveError(
                _("“%(table)s” has an unknown column, “%(column)s”.")
                % {"table": table.name, "column": shortened(min(unknown))}
            )
        try:
            values = {
                column.field.attname: self._value(table, number, column, record)
                for column in table.columns
                if column.name in record
            }
        except _DanglingLinkError:
            self.report.dangling += 1
            self.records[table.record].discard(UUID(record["id"]))
            return None
        for (model, name), make in REGENERATED.items():
            if model is table.model:
                values[name] = make()
        return table.model(**values)

    def _insert(self, table: Table, chunk: list[tuple[int, models.Model]]) -> None:
        """Many at once: nobody else can save meanwhile. One by one to name a wrong one.

        Raises:
            ArchiveError: One of them does not fit.
        """
        try:
            with transaction.atomic():
                _insert_raw(table.model, [record for _number, record in chunk])
        except UNFIT as error:
            if len(chunk) == 1:
                reason = _("The record doesn’t fit: %s") % error
                raise _record_error(table, chunk[0][0], reason) from error
            for numbered in chunk:
                self._insert(table, [numbered])

    def _value(self, table: Table, number: int, column: Column, record: Record) -> Any:
        value = record[column.name]
        if column.kind is ColumnKind.VALUE:
            return self._read(table, number, column.name, value)
        if value is None and column.field.null:
            return None
        if column.kind is ColumnKind.PERSON:
            if not isinstance(value, int) or value not in self.people:
                reason = _("This person is not listed in “people”.")
                raise _record_error(table, number, reason, column.name)
            return self.people[value]
        if column.kind is ColumnKind.CATALOGUE:
            return self._catalogue_record(column, value)
        return self._linked_key(table, number, column, value)

    def _read(self, table: Table, number: int, name: str, value: Any) -> Any:
        try:
            return read_value(table.model._meta.get_field(name), value)
        except ArchiveError as reason:
            raise _record_error(table, number, str(reason), name) from None

    def _catalogue_record(self, column: Column, slug: Any) -> Any:
        """The key of the catalogue record with that slug, or None."""
        model = _target(column)
        if model not in self.slugs:
            known = model._base_manager.values_list("slug", "pk")
            self.slugs[model] = dict(known)
        found = self.slugs[model].get(slug) if isinstance(slug, str) else None
        self.report.not_in_catalogue += found is None
        return found

    def _linked_key(self, table: Table, number: int, column: Column, value: Any) -> Any:
        """The key of another record of this journal; in history it may be deleted.

        Raises:
            _DanglingLinkError: It is not in the file, and it is the parent or required.
        """
        target = _target(column)
        key = self._read_key(table, number, column, value)
        known = self._known(target) if table.is_versions else self.records[target]
        if key in known:
            return key
        if target is Patient:
            raise _record_error(
                table, number, _("The record belongs to a different journal.")
            )
        if column.name == table.parent_field or not column.field.null:
            raise _DanglingLinkError
        self.report.dangling += 1
        return None

    def _read_key(self, table: Table, number: int, column: Column, value: Any) -> Any:
        try:
            return read_value(_target(column)._meta.get_field("id"), value)
        except ArchiveError as reason:
            raise _record_error(table, number, str(reason), column.name) from None

    def _known(self, record: type[models.Model]) -> set[UUID]:
        return self.records[record] | self.versions.get(record, set())

    def _require_owner(self) -> Membership:
        mine = Membership.objects.open_to(self.owner.pk).owners()
        member = mine.filter(patient__in=self.records[Patient]).first()
        if member is None:
            raise ArchiveError(
                _("Person 1 in the file is not an owner of this journal.")
            )
        return member


def _insert_raw(model: type[models.Model], records: list[models.Model]) -> None:
    """Save as they are, many at once: no timestamps are set, no history is written."""
    fields = [
        field
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    ]
    manager: Any = model._base_manager
    size = connections[manager.db].ops.bulk_batch_size(fields, records)
    for start in range(0, len(records), size):
        part = records[start : start + size]
        manager.all()._insert(part, fields=fields, using=manager.db, raw=True)


def _read_tables(journal: dict[str, Any]) -> dict[str, list[Record] | Records]:
    """The records of each table; a table that is not in the file is empty."""
    value = journal.get("tables")
    if not isinstance(value, dict):
        raise ArchiveError(_("The file journal.json has no “tables”."))
    names = [table.name for table in tables()]
    unknown = value.keys() - set(names)
    if unknown:
        raise ArchiveError(
            _("The file journal.json has an unknown part, “%s”.")
            % shortened(min(unknown))
        )
    return {name: _record_list(value, name) for name in names}


def _record_list(container: dict[str, Any], name: str) -> list[Record] | Records:
    value = container.get(name, [])
    if isinstance(value, Records):
        return value
    if not isinstance(value, list) or not all(
        isinstance(record, dict) for record in value
    ):
        raise ArchiveError(_("“%s” is not a list of records.") % name)
    return value


def _has_id(table: Table) -> bool:
    return any(column.name == "id" for column in table.columns)


def _target(column: Column) -> type[models.Model]:
    target = column.field.related_model
    if not isinstance(target, type):
        raise LookupError(column.name)
    return target


def _record_error(
    table: Table, number: int, reason: str, column: str = ""
) -> RecordError:
    place = {"table": table.name, "number": number, "reason": reason, "column": column}
    if column:
        words = _("In “%(table)s”, record %(number)s, “%(column)s”: %(reason)s")
    else:
        words = _("In “%(table)s”, record %(number)s: %(reason)s")
    return RecordError(words % place)
