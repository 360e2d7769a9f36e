"""The entries of journal.html.

Not a template: tens of thousands of entries would take minutes to render. `format_html`
escapes its arguments; text that many entries share is formatted once and cached.
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

# The columns that are read.
ENTRY_FIELDS = (
    *("patient", "created_by_name", "felt_on", "part_of_day", "overall", "note"),
    *("discuss", "written_at", "deleted_at", "question__text"),
)
RATING_FIELDS = ("entry", "name", "severity", "stopped", "answers_in_words")
MEASUREMENT_FIELDS = ("entry", "name", "value", "second_value", "unit")


class EntriesHtml:
    """Renders entries in the active language and time zone.

    `member` reads no more here than on the pages.
    """

    def __init__(self, rows: Rows, member: Membership) -> None:
        self._entries = rows.patient.entries(manager="all_objects").all()
        self._private = rows.private
        self._member = member
        self._overall = _labels(Overall)
        self._part_of_day = _labels(PartOfDay)
        self._weekday = cache(partial(date_format, format="l"))
        self._day = cache(partial(date_format, format="DATE_FORMAT"))
        self._time = cache(partial(time_format, format="TIME_FORMAT"))
        self._ratings: dict[tuple[Any, ...], str] = {}
        self._overall_is = _("Overall:")
        self._written = _("Added by <bdi>{who}</bdi> on {day} at {time}.")
        self._deleted = _("Deleted on {day}.")
        self._to_discuss = _("To discuss at the visit.")
        self._shown = _("Message shown on {day} at {time}: <strong>{title}</strong>.")

    def months(self) -> list[date]:
        """The first day of each month with entries, the latest first."""
        return list(self._entries.dates("felt_on", "month", order="DESC"))

    def month(self, first: date) -> str:
        """The entries of one month as HTML, the latest first; four queries."""
        last = first.replace(day=monthrange(first.year, first.month)[1])
        entries = self._entries.filter(felt_on__range=(first, last))
        parts = _EntryParts(entries, self._member)
        records = entries.select_related("question").only(*ENTRY_FIELDS)
        articles = ("".join(self._article(entry, parts)) for entry in records)
        name = date_format(first, "YEAR_MONTH_FORMAT")
        return format_html("<h3>{}</h3>\n", name) + "".join(articles)

    def _article(self, entry: Entry, parts: "_EntryParts") -> Iterator[str]:
        yield format_html("<article>\n<h4>{}</h4>\n", self._when(entry))
        written = self._sentence(
            self._written, entry.written_at, who=entry.created_by_name
        )
        yield f'<p class="quiet">{written}'
        if entry.deleted_at:
            deleted = self._sentence(self._deleted, entry.deleted_at)
            yield f" <strong>{deleted}</strong>"
        yield "</p>\n"
        if entry.overall is not None:
            overall = self._overall[entry.overall]
            yield format_html("<p>{} {}</p>\n", self._overall_is, overall)
        yield from self._answers(entry, parts)
        if entry.note:
            yield f'<div dir="auto">{linebreaks(entry.note, autoescape=True)}</div>\n'
        if entry.discuss:
            yield format_html("<p>{}", self._to_discuss)
            if entry.question and not self._private.hides(entry.question_id):
                yield format_html(" <bdi>{}</bdi>", entry.question.text)
            yield "</p>\n"
        for match in parts.rule_matches[entry.pk]:
            yield self._rule_match(match)
        yield "</article>\n"

    def _when(self, entry: Entry) -> str:
        when = f"{self._weekday(entry.felt_on)}, {self._day(entry.felt_on)}"
        if not entry.part_of_day:
            return when
        return f"{when}, {self._part_of_day[entry.part_of_day]}"

    def _sentence(self, sentence: str, at: datetime, **words: str) -> str:
        """A sentence with a time, to the minute; `words` are escaped."""
        local = timezone.localtime(at)
        time = self._time(local.time().replace(second=0, microsecond=0))
        return format_html(sentence, day=self._day(local.date()), time=time, **words)

    def _answers(self, entry: Entry, parts: "_EntryParts") -> Iterator[str]:
        ratings = map(self._rating, parts.ratings[entry.pk])
        lines = [*ratings, *map(str, parts.measurements[entry.pk])]
        if lines:
            items = "".join(
                format_html('<li dir="auto">{}</li>\n', line) for line in lines
            )
            yield f"<ul>\n{items}</ul>\n"

    def _rating(self, rating: Rating) -> str:
        """Cached: the same few symptoms repeat."""
        key = (
            rating.name,
            rating.severity,
            rating.stopped,
            rating.answers_in_words,
        )
        if key not in self._ratings:
            self._ratings[key] = str(rating)
        return self._ratings[key]

    def _rule_match(self, match: RuleMatch) -> str:
        return format_html(
            "<p>{} {} <bdi>{}</bdi>. <bdi>{}</bdi> <bdi>{}</bdi> <bdi>{}</bdi></p>\n",
            self._sentence(self._shown, match.shown_at, title=match.title),
            match.text,
            match.reading,
            match.rule_words,
            match.attribution,
            match.answer.sentence if match.answer else "",
        )


class _EntryParts:
    """The parts of entries that `member` may see, by the key of the entry."""

    def __init__(self, entries: QuerySet[Entry], member: Membership) -> None:
        of_entries = {"entry__in": entries.order_by().values("pk")}
        ratings = Rating.objects.visible_to(member).filter(**of_entries)
        measurements = Measurement.objects.filter(**of_entries)
        self.ratings = _by_entry(ratings.only(*RATING_FIELDS))
        self.measurements = _by_entry(measurements.only(*MEASUREMENT_FIELDS))
        self.rule_matches = _by_entry(
            RuleMatch.objects.visible_to(member).filter(**of_entries).with_replies()
        )


def _by_entry(parts: QuerySet[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for part in parts:
        found[part.entry_id].append(part)
    return found


def _labels(scale: type[Choices]) -> dict[Any, str]:
    return {choice.value: str(choice.label) for choice in scale}
