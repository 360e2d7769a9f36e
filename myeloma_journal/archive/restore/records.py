"""From journal.json to records: all of them, or none.

Ids are kept, and nothing that is here already is touched or even seen: every id in the
file must be new, and every link must lead to something in the same file.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import DatabaseError, models, transaction
from django.utils.translation import gettext as _

from myeloma_journal.archive.erasure import JOURNAL
from myeloma_journal.archive.restore.unzip import FileRefused
from myeloma_journal.archive.restore.values import read_value
from myeloma_journal.archive.tables import Column, ColumnKind, Table, tables
from myeloma_journal.care_circle.models import Invitation, Membership, Patient
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.backups.models import Erasure

# Nobody has mail there, and nobody can sign in with it (RFC 2606).
NO_LOGIN = "no-login.invalid"
# What is never exported and may not be empty: made anew, as secrets nobody knows.
ANEW: dict[tuple[type[models.Model], str], Callable[[], Any]] = {
    (Invitation, "token_hash"): lambda: secrets.token_hex(32),
}
AT_ONCE = 500

Told = dict[str, Any]


@dataclass
class Report:
    """What was brought in, or would be.

    Attributes:
        name: Whose journal it is.
        exported_at: When the file was made, as it says.
        counts: How many records of each table.
        without_login: Names of people who have no account here.
        unpublished: How many links lead to what our catalogue does not have. Their
            words are kept.
        loose: How many links lead to nothing in the file, and records that belong to
            nothing in it. They were written while the file was made.
    """

    name: str = ""
    exported_at: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    without_login: list[str] = field(default_factory=list)
    unpublished: int = 0
    loose: int = 0


def restore(journal: dict[str, Any], *, owner: User, dry_run: bool) -> Report:
    """Bring a journal in, as `read_journal` returns it.

    Args:
        journal: What stands in journal.json.
        owner: Who takes the place of the person that took it out.
        dry_run: Do all of it, and then undo it.

    Raises:
        FileRefused: It does not fit, or is here already. Nothing was brought in.
    """
    with transaction.atomic():
        report = _Restoring(journal, owner).run()
        transaction.set_rollback(dry_run)
    return report


class _Loose(Exception):
    """A record that belongs to nothing in the file."""


class _Restoring:
    """One journal on its way in."""

    def __init__(self, journal: dict[str, Any], owner: User) -> None:
        self.told = _told_of(journal)
        self.people_told = _list(journal, "people")
        self.owner = owner
        self.report = Report(exported_at=str(journal.get("exported_at", "")))
        self.records: dict[type[models.Model], set[UUID]] = {}
        self.versions: dict[type[models.Model], set[UUID]] = {}
        self.slugs: dict[type[models.Model], dict[str, Any]] = {}

    def run(self) -> Report:
        patients = self.told["patient"]
        if len(patients) != 1:
            raise FileRefused(
                _("The file does not hold one patient, but another number.")
            )
        self._gather_ids()
        self._refuse_known()
        self.people = dict(self._people())
        for table in tables():
            for number, told in enumerate(self.told[table.name], 1):
                self._restore(table, number, told)
        self._refuse_without_owner()
        Erasure.objects.filter(
            kind=JOURNAL, erased_id__in=self.records[Patient]
        ).delete()
        self.report.name = str(patients[0].get("name", ""))
        return self.report

    def _gather_ids(self) -> None:
        for table in tables():
            ids = {
                self._read(table, number, "id", told.get("id"))
                for number, told in enumerate(self.told[table.name], 1)
                if _has_id(table)
            }
            known = self.versions if table.is_versions else self.records
            known[table.record] = ids

    def _refuse_known(self) -> None:
        """Every id must be new, also among versions; it might open what is there."""
        if Patient._base_manager.filter(pk__in=self.records[Patient]).exists():
            raise FileRefused(_("This journal is here already."))
        for table in tables():
            ids = list(self._known(table.record))
            for start in range(0, len(ids), AT_ONCE):
                some = ids[start : start + AT_ONCE]
                if table.model._base_manager.filter(id__in=some).exists():
                    raise FileRefused(
                        _("Some of this journal is here already, in “%(table)s”.")
                        % {"table": table.name}
                    )

    def _people(self) -> Iterator[tuple[int, UUID]]:
        """Who stands behind each number: the owner, or a name that cannot sign in."""
        for person in self.people_told:
            number, name = person.get("number"), person.get("name")
            if not isinstance(number, int) or not isinstance(name, str):
                raise FileRefused(_("In “people”, somebody has no number or no name."))
            if number == 1:
                yield number, self.owner.pk
                continue
            self.report.without_login.append(name)
            nobody = User.objects.create_user(
                f"{uuid4()}@{NO_LOGIN}", name=name[:100], is_active=False
            )
            yield number, nobody.pk

    def _restore(self, table: Table, number: int, told: Told) -> None:
        unknown = told.keys() - {column.name for column in table.columns}
        if unknown:
            raise FileRefused(
                _("“%(table)s” has a “%(column)s”, which is not known here.")
                % {"table": table.name, "column": min(unknown)}
            )
        try:
            values = {
                column.field.attname: self._value(table, number, column, told)
                for column in table.columns
                if column.name in told
            }
        except _Loose:
            self.report.loose += 1
            self.records[table.record].discard(UUID(told["id"]))
            return
        for (model, name), make in ANEW.items():
            if model is table.model:
                values[name] = make()
        try:
            # As it was, to the second: no clock and no history of our own is added.
            table.model(**values).save_base(raw=True, force_insert=True)
        except (DatabaseError, ValueError, OverflowError) as error:
            raise _at(table, number, _("does not fit: %s") % error) from error
        self.report.counts[table.name] += 1

    def _value(self, table: Table, number: int, column: Column, told: Told) -> Any:
        value = told[column.name]
        if column.kind is ColumnKind.VALUE:
            return self._read(table, number, column.name, value)
        if value is None and column.field.null:
            return None
        if column.kind is ColumnKind.PERSON:
            if value not in self.people:
                reason = _("“%s” is a person that is not in “people”") % column.name
                raise _at(table, number, reason)
            return self.people[value]
        if column.kind is ColumnKind.CATALOGUE:
            return self._published(column, value)
        return self._record(table, number, column, value)

    def _read(self, table: Table, number: int, name: str, value: Any) -> Any:
        try:
            return read_value(table.model._meta.get_field(name), value)
        except FileRefused as reason:
            raise _at(table, number, f"“{name}” {reason}") from None

    def _published(self, column: Column, slug: Any) -> Any:
        """What we publish under that name; nothing if there is no such thing here."""
        model = _target(column)
        if model not in self.slugs:
            known = model._base_manager.values_list("slug", "pk")
            self.slugs[model] = dict(known)
        found = self.slugs[model].get(slug) if isinstance(slug, str) else None
        self.report.unpublished += found is None
        return found

    def _record(self, table: Table, number: int, column: Column, told: Any) -> Any:
        """Another record of this journal; of a version it may be gone.

        Raises:
            _Loose: It is not in the file, and the record is nothing without it.
        """
        target = _target(column)
        key = self._read_key(table, number, column, told)
        known = self._known(target) if table.is_versions else self.records[target]
        if key in known:
            return key
        if target is Patient:
            raise _at(table, number, _("belongs to another journal"))
        if column.name == table.parent_field or not column.field.null:
            raise _Loose
        self.report.loose += 1
        return None

    def _read_key(self, table: Table, number: int, column: Column, told: Any) -> Any:
        try:
            return read_value(_target(column)._meta.get_field("id"), told)
        except FileRefused as reason:
            raise _at(table, number, f"“{column.name}” {reason}") from None

    def _known(self, record: type[models.Model]) -> set[UUID]:
        return self.records[record] | self.versions.get(record, set())

    def _refuse_without_owner(self) -> None:
        mine = Membership.objects.open_to(self.owner.pk).owners()
        if not mine.filter(patient__in=self.records[Patient]).exists():
            raise FileRefused(_("Person 1 of the file is no owner of this journal."))


def _told_of(journal: dict[str, Any]) -> dict[str, list[Told]]:
    """The records of each table; a table that is not in the file is an empty one."""
    told = journal.get("tables")
    if not isinstance(told, dict):
        raise FileRefused(_("There are no “tables” in journal.json."))
    names = [table.name for table in tables()]
    unknown = told.keys() - set(names)
    if unknown:
        raise FileRefused(
            _("journal.json has “%s”, which is not known here.") % min(unknown)
        )
    return {name: _list(told, name) for name in names}


def _list(among: dict[str, Any], name: str) -> list[Told]:
    told = among.get(name, [])
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise FileRefused(_("“%s” is not a list of records.") % name)
    return told


def _has_id(table: Table) -> bool:
    return any(column.name == "id" for column in table.columns)


def _target(column: Column) -> type[models.Model]:
    target = column.field.related_model
    if not isinstance(target, type):
        raise LookupError(column.name)
    return target


def _at(table: Table, number: int, reason: str) -> FileRefused:
    """The place in the file, and what is wrong there."""
    place = {"table": table.name, "number": number, "reason": reason}
    return FileRefused(_("In “%(table)s”, record %(number)s: %(reason)s.") % place)
