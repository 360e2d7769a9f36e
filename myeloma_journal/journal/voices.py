"""Whose words stand in a journal: the patient's, and each other person's. Pure.

The patient's own words and what each other person noticed are series of their own, and
never put together: where several wrote about one day and symptom, each word stands with
its name. Whatever counts, compares, draws or prints entries groups them here.

1. An entry in the patient's own voice is the patient's, whichever account wrote it,
   and also when that account is gone. The patient needs no name here.
2. What an account noticed is one person's, under the name they last signed with. If
   they become the patient later, what they noticed before stays theirs.
3. Where the account is gone, the name is all that is left: the same name is one person.
   It is never joined to an account that has this name, too.
4. Two people who sign alike stay apart: "Anna (1)" and "Anna (2)".
5. Where one other person wrote all of it, a page says so once (`sole_writer`).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from myeloma_journal.journal.models.scales import Voice

T = TypeVar("T")
# An account, or the name where it is gone; None is the patient.
Key = UUID | str | None


@dataclass(frozen=True)
class Writer:
    """One person who wrote; the same one under any name.

    Attributes:
        key: Who it is.
        name: How they last signed, with a number where two people sign alike; empty for
            the patient.
    """

    key: Key
    name: str = field(default="", compare=False)

    @property
    def is_patient(self) -> bool:
        return self.key is None


PATIENT = Writer(None)


class Signed(Protocol):
    """What tells whose an entry is. Every `Entry` has it."""

    @property
    def voice(self) -> str: ...
    @property
    def created_by_id(self) -> UUID | None: ...
    @property
    def created_by_name(self) -> str: ...
    @property
    def written_at(self) -> datetime: ...


def by_writer(
    rows: Iterable[T], signed: Callable[[T], Signed] | None = None
) -> dict[Writer, list[T]]:
    """These rows by who wrote them, in their order: the patient first, then by name.

    Args:
        rows: Entries, or what belongs to them.
        signed: The entry of a row; without it, a row is one.
    """
    groups: dict[Key, list[T]] = {}
    latest: dict[Key, Signed] = {}
    for row in rows:
        entry: Any = signed(row) if signed else row
        key = _key(entry)
        groups.setdefault(key, []).append(row)
        if key not in latest or entry.written_at >= latest[key].written_at:
            latest[key] = entry
    writers = _writers({key: entry.created_by_name for key, entry in latest.items()})
    return {writer: groups[key] for key, writer in writers.items()}


def sole_writer(writers: Collection[Writer]) -> Writer | None:
    """The one who wrote all of it, unless that is the patient."""
    if len(writers) != 1:
        return None
    (writer,) = writers
    return None if writer.is_patient else writer


def main_writer(writers: Collection[Writer]) -> Writer:
    """Whose words need no name beside them: the patient's, or the sole writer's."""
    return sole_writer(writers) or PATIENT


def series_of(writers: Collection[Writer]) -> list[Writer]:
    """Whose series a chart may have, in the order of its shapes.

    The first shape is the patient's in every chart, also where they wrote nothing,
    unless one other person wrote all of it.
    """
    others = [writer for writer in writers if not writer.is_patient]
    return [main_writer(writers)] if len(writers) < 2 else [PATIENT, *others]


def wrote_all(writers: Collection[Writer]) -> str:
    """Whose words all of it are, to be said once; empty unless one other wrote it."""
    sole = sole_writer(writers)
    return _("%(who)s wrote all of this.") % {"who": sole.name} if sole else ""


def describe_writers(writers: Collection[Writer], patient: str) -> str:
    """Who wrote, to be said once; empty where it was the patient alone.

    Args:
        writers: Everybody who wrote.
        patient: The patient's name.
    """
    if PATIENT not in writers or len(writers) < 2:
        return wrote_all(writers)
    return _("By %(name)s, unless another name is given.") % {"name": patient}


def _key(entry: Signed) -> Key:
    if entry.voice == Voice.OWN:
        return None
    return entry.created_by_id or entry.created_by_name


def _writers(names: Mapping[Key, str]) -> dict[Key, Writer]:
    """A writer for each key; accounts with one name in the order of their ids."""
    others = [key for key in names if key is not None]
    others.sort(key=lambda key: (names[key].casefold(), str(key)))
    same = Counter(names[key] for key in others)
    used: Counter[str] = Counter()
    writers: dict[Key, Writer] = {None: PATIENT} if None in names else {}
    for key in others:
        name = names[key]
        used[name] += 1
        numbered = {"name": name, "number": used[name]}
        if same[name] > 1:
            name = _("%(name)s (%(number)d)") % numbered
        writers[key] = Writer(key, name)
    return writers


def worst_by_day(rows: Iterable[tuple[date, int]]) -> dict[date, int]:
    """The worst of each day, in the words of one writer.

    >>> worst_by_day([(date(2026, 11, 3), 1), (date(2026, 11, 3), 2)])
    {datetime.date(2026, 11, 3): 2}
    """
    days: dict[date, int] = {}
    for on, level in rows:
        days[on] = max(level, days.get(on, level))
    return days
