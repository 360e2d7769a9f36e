"""The demo: the journal of an invented patient, restored so that it ends today.

`fixtures/demo/journal.json` is an exported journal; `fixtures/README.md` says how to
make it anew.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from myeloma_journal.archive.erasure import erase_journal
from myeloma_journal.archive.restore.reading import parse_journal
from myeloma_journal.archive.restore.records import restore
from myeloma_journal.archive.tables import Column, tables
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.platform.accounts.models import DEMO_DOMAIN, User
from myeloma_journal.platform.forms.partial_dates import Precision

ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
FILE = settings.BASE_DIR / "fixtures" / "demo" / "journal.json"


@transaction.atomic
def load() -> Membership:
    """The patient's membership of the demo journal; restored anew on each new day."""
    owner = _owner()
    member = Membership.objects.active().filter(user=owner).first()
    if member and _is_of_today(member):
        return member
    now = timezone.now()
    for old in Membership.objects.filter(user=owner):
        erase_journal(old.patient_id, now)
    exported = _read_file()
    patient = exported["tables"]["patient"][0]
    User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}").exclude(pk=owner.pk).delete()
    shift = Shift(
        exported_at=_local(exported["exported_at"], patient["zone"]),
        now=now.astimezone(ZoneInfo(settings.TIME_ZONE)),
    )
    shift.apply(exported)
    restore(exported, owner=owner, dry_run=False)
    member = Membership.objects.get(user=owner, patient=patient["id"])
    _activate_family(member.patient)
    return member


def _read_file() -> dict[str, Any]:
    """The exported journal, with other ids where somebody added it as their own."""
    text = FILE.read_text()
    exported = parse_journal(text.encode())
    if Patient.objects.filter(pk=exported["tables"]["patient"][0]["id"]).exists():
        salt = uuid4()
        text = ID.sub(lambda found: str(uuid5(salt, found[0])), text)
        exported = parse_journal(text.encode())
    return exported


def _owner() -> User:
    user, is_new = User.objects.get_or_create(
        email=f"margaret@{DEMO_DOMAIN}", defaults={"name": "Margaret Lewis"}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    # Serializes concurrent logins.
    return User.objects.select_for_update().get(pk=user.pk)


def _is_of_today(member: Membership) -> bool:
    patient = member.patient
    return patient.local(member.created_at).date() == patient.today()


def _activate_family(patient: Patient) -> None:
    """Give the others accounts of the demo; a restore leaves them without a login."""
    for user in User.objects.filter(memberships__patient=patient, is_active=False):
        user.email = f"{user.name.split()[0].lower()}@{DEMO_DOMAIN}"
        user.is_active = True
        user.save()


@dataclass(frozen=True)
class Shift:
    """Moves an exported journal in time, as if it were exported now.

    Attributes:
        exported_at: When it was, on the clock of its patient.
        now: The present, on the clock that the patient has from now on.
    """

    exported_at: datetime
    now: datetime

    @property
    def span(self) -> timedelta:
        """Whole days, so that times of day stay."""
        return self.now.date() - self.exported_at.date()

    def apply(self, exported: dict[str, Any]) -> None:
        """Change the records of all tables in place."""
        for table in tables():
            for record in exported["tables"].get(table.name, []):
                record.update(self._moved(record, table.columns))

    def _moved(
        self, record: dict[str, Any], columns: tuple[Column, ...]
    ) -> Iterator[tuple[str, str]]:
        for column in columns:
            name, value = column.name, record.get(column.name)
            if not value or name == "born_on":
                continue
            if name == "zone":
                yield name, settings.TIME_ZONE
            elif name == "weekdays":
                # Doses move with the symptoms of the days after them.
                yield name, self._weekdays(value)
            elif issubclass(column.field_type, models.DateTimeField):
                yield name, self._at(value).isoformat()
            elif issubclass(column.field_type, models.DateField):
                precision = record.get(f"{name.removesuffix('on')}precision")
                yield name, self._day(value, precision or Precision.DAY).isoformat()

    def _at(self, value: str) -> datetime:
        at = _local(value, str(self.exported_at.tzinfo))
        moved = at.replace(tzinfo=self.now.tzinfo) + self.span
        # What was written on the day of the export was not written later than now.
        return min(moved, self.now) if at <= self.exported_at else moved

    def _day(self, value: str, precision: str) -> date:
        day = date.fromisoformat(value)
        if precision == Precision.DAY:
            return day + self.span
        if precision == Precision.MONTH:
            return (day + self.span).replace(day=1)
        return day

    def _weekdays(self, value: str) -> str:
        moved = ((int(number) - 1 + self.span.days) % 7 + 1 for number in value)
        return "".join(map(str, sorted(moved)))


def _local(value: str, zone: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(ZoneInfo(zone))
