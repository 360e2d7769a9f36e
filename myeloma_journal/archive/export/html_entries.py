"""The entries of journal.html.

No template makes them: a journal may hold tens of thousands, and of these it would take
minutes. `format_html` escapes all it is given; what many entries say alike is put into
words once.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db.models import Choices, QuerySet
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html, linebreaks
from django.utils.translation import gettext as _

from myeloma_journal.archive.rows import Rows
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import (
    Entry,
    Measurement,
    Overall,
    PartOfDay,
    Rating,
    RuleMatch,
)

# What is read of entries and of the parts they hold.
ENTRY = (
    *("patient", "created_by_name", "felt_on", "part_of_day", "overall", "note"),
    *("discuss", "written_at", "deleted_at", "question__text"),
)
RATING = ("entry", "name", "severity", "stopped")
MEASUREMENT = ("entry", "name", "value", "second_value", "unit")


class Diary:
    """Says entries in the language and by the clock in use; one for each file."""

    def __init__(self, rows: Rows, member: Membership) -> None:
        """Find the words that entries have in common.

        Args:
            rows: Where the journal is read.
            member: Who takes it out; they read no more here than on the pages.
        """
        self._entries = rows.patient.entries(manager="with_deleted").all()
        self._private = rows.private
        self._member = member
        self._overall = _in_sentences(Overall)
        self._part_of_day = _in_sentences(PartOfDay)
        self._weekday = cache(partial(date_format, format="l"))
        self._day = cache(partial(date_format, format="DATE_FORMAT"))
        self._time = cache(partial(time_format, format="TIME_FORMAT"))
        self._ratings: dict[tuple[Any, ...], str] = {}
        self._overall_is = _("Overall:")
        self._written = _("Written by <bdi>{who}</bdi> at {time} on {day}.")
        self._taken_back = _("Taken back on {day}.")
        self._to_discuss = _("To talk about at the visit.")
        self._shown = _("On {day} at {time} this was shown: <strong>{title}</strong>.")

    def months(self) -> list[date]:
        """The first day of each month with entries, the latest first."""
        return list(self._entries.dates("felt_on", "month", order="DESC"))

    def month(self, first: date) -> str:
        """The entries of one month as HTML, the latest first; four queries."""
        last = first.replace(day=monthrange(first.year, first.month)[1])
        entries = self._entries.filter(felt_on__range=(first, last))
        held = _Held(entries, self._member)
        whole = entries.select_related("question").only(*ENTRY)
        articles = ("".join(self._article(entry, held)) for entry in whole)
        name = date_format(first, "YEAR_MONTH_FORMAT")
        return format_html("<h3>{}</h3>\n", name) + "".join(articles)

    def _article(self, entry: Entry, held: "_Held") -> Iterator[str]:
        yield format_html("<article>\n<h4>{}</h4>\n", self._when(entry))
        written = self._said(self._written, entry.written_at, who=entry.created_by_name)
        yield f'<p class="quiet">{written}'
        if entry.deleted_at:
            yield f" <strong>{self._said(self._taken_back, entry.deleted_at)}</strong>"
        yield "</p>\n"
        if entry.overall is not None:
            overall = self._overall[entry.overall]
            yield format_html("<p>{} {}</p>\n", self._overall_is, overall)
        yield from self._list(entry, held)
        if entry.note:
            yield f'<div dir="auto">{linebreaks(entry.note, autoescape=True)}</div>\n'
        if entry.discuss:
            yield format_html("<p>{}", self._to_discuss)
            if entry.question and not self._private.hides(entry.question_id):
                yield format_html(" <bdi>{}</bdi>", entry.question.text)
            yield "</p>\n"
        for match in held.rule_matches[entry.pk]:
            yield self._of_rule(match)
        yield "</article>\n"

    def _when(self, entry: Entry) -> str:
        when = f"{self._weekday(entry.felt_on)}, {self._day(entry.felt_on)}"
        if not entry.part_of_day:
            return when
        return f"{when}, {self._part_of_day[entry.part_of_day]}"

    def _said(self, sentence: str, at: datetime, **words: str) -> str:
        """A sentence about a moment, to the minute; its words are escaped."""
        here = timezone.localtime(at)
        time = self._time(here.time().replace(second=0, microsecond=0))
        return format_html(sentence, day=self._day(here.date()), time=time, **words)

    def _list(self, entry: Entry, held: "_Held") -> Iterator[str]:
        ratings = map(self._of_rating, held.ratings[entry.pk])
        lines = [*ratings, *map(str, held.measurements[entry.pk])]
        if lines:
            items = "".join(
                format_html('<li dir="auto">{}</li>\n', one) for one in lines
            )
            yield f"<ul>\n{items}</ul>\n"

    def _of_rating(self, rating: Rating) -> str:
        """Its own words; the same few symptoms come again and again."""
        says = (rating.name, rating.severity, rating.stopped)
        if says not in self._ratings:
            self._ratings[says] = str(rating)
        return self._ratings[says]

    def _of_rule(self, match: RuleMatch) -> str:
        return format_html(
            "<p>{} {} <bdi>{}</bdi>. <bdi>{}</bdi> <bdi>{}</bdi></p>\n",
            self._said(self._shown, match.shown_at, title=match.title),
            match.text,
            match.reading,
            match.rule_words,
            match.attribution,
        )


class _Held:
    """What entries hold, by the key of the entry."""

    def __init__(self, entries: QuerySet[Entry], member: Membership) -> None:
        """Read what `member` may see of it."""
        of_these = {"entry__in": entries.order_by().values("pk")}
        ratings = Rating.objects.shown_to(member).filter(**of_these)
        measurements = Measurement.objects.filter(**of_these)
        self.ratings = _by_entry(ratings.only(*RATING))
        self.measurements = _by_entry(measurements.only(*MEASUREMENT))
        self.rule_matches = _by_entry(
            RuleMatch.objects.shown_to(member).filter(**of_these)
        )


def _by_entry(parts: QuerySet[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for part in parts:
        found[part.entry_id].append(part)
    return found


def _in_sentences(scale: type[Choices]) -> dict[Any, str]:
    return {one.value: str(one.label).lower() for one in scale}
