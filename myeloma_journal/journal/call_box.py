"""What the page of an entry says about calling: the most urgent first, one number."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.care_team.models import Urgency
from myeloma_journal.care_team.models.call_rules import CRISIS
from myeloma_journal.care_team.numbers import Numbers, NumberToCall
from myeloma_journal.care_team.rules import in_other_unit
from myeloma_journal.catalogue.models import Measure, WarningSign
from myeloma_journal.catalogue.units import OF_TEN
from myeloma_journal.journal.models import (
    CallReply,
    Entry,
    MeasureChoice,
    Rating,
    RuleMatch,
    Said,
    Severity,
)
from myeloma_journal.journal.models.followed import default_unit
from myeloma_journal.journal.resting import URGENCY_ORDER
from myeloma_journal.journal.rule_matching import asked_and_known
from myeloma_journal.platform.forms.numbers import plain_number

# How long the advice to call stays on top of the entry's page.
PROMINENT_FOR = timedelta(days=1)
# An evening's fever is not another day's at midnight.
STILL_NOW_FOR = timedelta(hours=6)
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
TEMPERATURE = "temperature"
LOW_MOOD = "low-mood"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CallLine:
    """One match in the box.

    Attributes:
        match: With the words that were kept.
        reading: What the entry said, in the person's unit and the other one.
        limit: The number of the rule, in both too; None where it has none.
        repeats_fever: Whether a line above says the same temperature, and this one
            only adds that it is more after a treatment.
    """

    match: RuleMatch
    reading: SafeString
    limit: SafeString | None
    repeats_fever: bool = False

    @property
    def words(self) -> str:
        """Those of the rule or the sign, within a sentence, without its examples."""
        return self.match.rule_words.removesuffix(self.examples).rstrip(". ")

    @property
    def examples(self) -> str:
        """With which the words end: long ones would push the number out of sight."""
        examples = self.match.sign.examples if self.match.sign else ""
        return examples if self.match.rule_words.endswith(examples) else ""

    @property
    def is_temperature(self) -> bool:
        return self.match.about == TEMPERATURE


@dataclass(frozen=True)
class Answered:
    """The same said to one or several matches, or to the list of signs.

    Attributes:
        replies: Those that are undone together.
        readings: What it was said about.
    """

    replies: list[CallReply]
    readings: list[str]

    @property
    def sentence(self) -> str:
        return self.replies[0].sentence

    @property
    def label(self) -> str:
        return str(self.replies[0].get_said_display())


@dataclass(frozen=True)
class CallBox:
    """What stands on top of an entry's page: one number, one sentence.

    Attributes:
        lines: The matches to call about, the most urgent first.
        numbers: The patient's.
        ago: How long ago the entry's day is and which one, in words; empty for one of
            which "now" is true.
    """

    lines: list[CallLine]
    numbers: Numbers
    ago: str

    @property
    def first(self) -> RuleMatch:
        return self.lines[0].match

    @property
    def title(self) -> str:
        if self.is_crisis:
            return _("You can talk to someone now")
        return _("Does your team know?") if self.ago else self.first.title

    @property
    def is_crisis(self) -> bool:
        """Whether the crisis line comes first."""
        return is_crisis_match(self.first)

    @property
    def other_lines(self) -> list[CallLine]:
        """What else to call about; the crisis line has a place of its own."""
        return [line for line in self.lines[1:] if not is_crisis_match(line.match)]

    @property
    def is_emergency(self) -> bool:
        return self.first.level == Urgency.EMERGENCY and not self.ago

    @property
    def needs_papers(self) -> bool:
        """Whether the team is to be called and no number of theirs is saved."""
        return not self.is_emergency and not self.numbers.team

    @property
    def button(self) -> NumberToCall | None:
        """The one number to call; in an emergency the team’s if no other is known."""
        team, emergency = self.numbers.team, self.numbers.emergency
        in_order = emergency + team if self.is_emergency else team + emergency
        return next(iter(in_order), None)

    @property
    def other_numbers(self) -> tuple[NumberToCall, ...]:
        team = self.numbers.team
        return team[1:] if self.button in team[:1] else team

    @property
    def second_emergency(self) -> NumberToCall | None:
        """The other emergency number of countries that have two."""
        if self.button in self.numbers.emergency[:1]:
            return next(iter(self.numbers.emergency[1:]), None)
        return None

    @property
    def unanswered(self) -> list[RuleMatch]:
        return [line.match for line in self.lines if not line.match.own_reply]

    @property
    def answered(self) -> list[Answered]:
        return _grouped(line.match for line in self.lines)


@dataclass(frozen=True)
class EntryMatches:
    """The rules and signs that one entry matched, for its page.

    Attributes:
        active: Those that still hold, the most urgent first.
        corrected: Those that held before a correction.
        settled: What was said of those that somebody called about, or that the team
            knows of.
        box: What stands on top of the page: for a day, for members who write, and as
            long as nobody said so. Others read that it was shown.
    """

    active: list[RuleMatch]
    corrected: list[RuleMatch]
    settled: list[Answered]
    box: CallBox | None

    @classmethod
    def of(cls, entry: Entry, member: Membership, numbers: Numbers) -> "EntryMatches":
        shown = RuleMatch.objects.filter(entry=entry).visible_to(member)
        matches = sorted(
            shown.with_replies().select_related("sign"),
            key=_order,
        )
        active = [match for match in matches if match.corrected_at is None]
        to_call = [match for match in active if not _is_settled(match)]
        since = timezone.now() - PROMINENT_FOR
        is_on_top = Permission.WRITE in member.permissions and any(
            match.shown_at > since for match in to_call
        )
        return cls(
            active=active,
            corrected=[match for match in matches if match.corrected_at],
            settled=_grouped(match for match in active if _is_settled(match)),
            box=_box(entry, member, to_call, numbers) if is_on_top else None,
        )

    @property
    def past(self) -> list[RuleMatch]:
        """What the page lists as shown at an earlier time."""
        in_box = [line.match for line in self.box.lines] if self.box else []
        return [
            match
            for match in self.active + self.corrected
            if match not in in_box and not match.is_resting
        ]


@dataclass(frozen=True)
class SignsAsked:
    """The calm list: signs that may go with what the entry says.

    Attributes:
        signs: The most urgent first.
        known: What was said before of signs that need no question now.
        answered: What somebody said to the list, since the entry says what it says.
        is_crisis: Whether the crisis line stands on the page.
        is_severe_mood: Whether it stands above all else, without a yes.
    """

    signs: list[WarningSign]
    known: list[Answered]
    answered: Answered | None = None
    is_crisis: bool = False
    is_severe_mood: bool = False

    @classmethod
    def of(
        cls, entry: Entry, member: Membership, matches: EntryMatches
    ) -> "SignsAsked":
        signs, known = _asked_and_known(entry, member)
        is_crisis = any(sign.slug == CRISIS for sign in signs) or any(
            is_crisis_match(match) for match in matches.active
        )
        return cls(
            signs=signs,
            known=_grouped(known),
            answered=_answered_list(entry, member),
            is_crisis=is_crisis,
            is_severe_mood=is_crisis and _is_severe_mood(entry, member),
        )


def entry_to_call_about(entries: Iterable[Entry], member: Membership) -> Entry | None:
    """Of several saved together, the one to show: the most urgent, then the latest.

    Where none is to call about, the latest of which signs are asked.
    """
    latest = sorted(entries, key=lambda entry: entry.felt_on, reverse=True)
    matches = RuleMatch.objects.filter(entry__in=latest).visible_to(member).active()
    levels: dict[Any, int] = {}
    for match in matches.with_replies():
        if match.answer is None:
            rank = URGENCY_ORDER[match.level]
            levels[match.entry_id] = min(rank, levels.get(match.entry_id, rank))
    to_call = [entry for entry in latest if entry.pk in levels]
    if to_call:
        return min(to_call, key=lambda entry: levels[entry.pk])
    asked = (entry for entry in latest if _asked_and_known(entry, member)[0])
    return next(asked, None)


def _asked_and_known(
    entry: Entry, member: Membership
) -> tuple[list[WarningSign], list[RuleMatch]]:
    """For a day, as the box; an error there must not cost anybody the page."""
    if entry.updated_at < timezone.now() - PROMINENT_FOR:
        return [], []
    try:
        with transaction.atomic():
            return asked_and_known(entry, member)
    except Exception:
        logger.exception("The signs could not be listed for entry %s", entry.pk)
        return [], []


def _answered_list(entry: Entry, member: Membership) -> Answered | None:
    """What was said to the list after the entry was last changed."""
    replies = CallReply.objects.visible_to(member).filter(
        entry=entry, match=None, created_at__gte=entry.updated_at
    )
    given = replies.first()
    return Answered([given], []) if given else None


def _is_severe_mood(entry: Entry, member: Membership) -> bool:
    ratings = Rating.objects.visible_to(member).filter(entry=entry)
    return ratings.filter(
        followed__symptom__slug=LOW_MOOD, severity=Severity.SEVERE
    ).exists()


def _grouped(matches: Iterable[RuleMatch]) -> list[Answered]:
    groups: dict[Any, Answered] = {}
    for match in matches:
        if given := match.answer:
            group = groups.setdefault(_said(given), Answered([], []))
            group.readings.append(match.reading)
            if given not in group.replies:
                group.replies.append(given)
    return list(groups.values())


def _said(given: CallReply) -> tuple[str, str, date]:
    return given.said, given.created_by_name, given.created_at.date()


def _is_settled(match: RuleMatch) -> bool:
    answer = match.answer
    return answer is not None and answer.said in {Said.CALLED, Said.KNOWN}


def _order(match: RuleMatch) -> tuple[int, bool, int]:
    """The most urgent first, then the team's rules, then the signs as published."""
    position = match.sign.position if match.sign else 0
    return URGENCY_ORDER[match.level], is_crisis_match(match), position


def is_crisis_match(match: RuleMatch) -> bool:
    return match.sign is not None and match.sign.slug == CRISIS


def _box(
    entry: Entry, member: Membership, matches: list[RuleMatch], numbers: Numbers
) -> CallBox:
    units = _units(member, [match.about for match in matches if match.unit])
    lines = [_line(match, units) for match in matches]
    if any(line.is_temperature and line.limit for line in lines):
        lines = [
            replace(line, repeats_fever=line.is_temperature and not line.limit)
            for line in lines
        ]
    return CallBox(
        lines=lines,
        numbers=numbers,
        ago=_ago(entry, matches[0], member),
    )


def _units(member: Membership, slugs: list[str]) -> dict[str, str]:
    """The person's unit of each of these measures."""
    if not slugs:
        return {}
    patient = member.patient
    chosen = dict(
        MeasureChoice.objects.filter(patient=patient, measure__slug__in=slugs)
        .exclude(unit="")
        .values_list("measure__slug", "unit")
    )
    return {
        measure.slug: chosen.get(measure.slug) or default_unit(measure, patient.units)
        for measure in Measure.objects.filter(slug__in=slugs)
    }


def _line(match: RuleMatch, units: dict[str, str]) -> CallLine:
    unit = units.get(match.about, match.unit)
    limit = match.limit
    return CallLine(
        match,
        reading=_reading(match, unit),
        limit=in_both_units(limit, match.limit_unit, unit)
        if limit is not None
        else None,
    )


def _reading(match: RuleMatch, unit: str) -> SafeString:
    name, _colon, words = match.reading.partition(": ")
    if match.about == TEMPERATURE and match.number is not None:
        return in_both_units(match.number, match.unit, unit)
    if match.number is not None and in_other_unit(match.number, match.unit):
        both = in_both_units(match.number, match.unit, unit)
        return format_html("{}: {}", name, both)
    if not words:
        return format_html("<strong>{}</strong>", name)
    # A number and its unit stay together.
    words = words.replace(" ", NO_BREAK_SPACE) if match.unit else words
    return format_html("{}: <strong>{}</strong>", name, words)


def in_both_units(value: Decimal, unit: str, wanted: str) -> SafeString:
    r"""A number in the unit a person uses, with the other one in brackets.

    In the unit it was typed in, it stays as it was typed.

    >>> in_both_units(Decimal("38"), "°C", "°F")
    '<strong>100.4\xa0°F</strong> (38\xa0°C)'
    >>> in_both_units(Decimal("100.4"), "°F", "°F")
    '<strong>100.4\xa0°F</strong> (38.0\xa0°C)'
    >>> in_both_units(Decimal("7"), "0-10", "0-10")
    '<strong>7</strong>'
    """
    other = in_other_unit(value, unit)
    typed = _with_unit(plain_number(value), unit)
    if other is None:
        return format_html("<strong>{}</strong>", typed)
    converted = _with_unit(*other)
    first, second = (typed, converted) if wanted == unit else (converted, typed)
    return format_html("<strong>{}</strong> ({})", first, second)


def _with_unit(value: Decimal | str, unit: str) -> str:
    number = str(number_format(value))
    return number if unit == OF_TEN else f"{number}{NO_BREAK_SPACE}{unit}"


def _ago(entry: Entry, match: RuleMatch, member: Membership) -> str:
    """How long ago the day of the entry is; empty where "now" is still true."""
    today = member.patient.today()
    days = (today - entry.felt_on).days
    shown_on = member.patient.local(match.shown_at).date()
    is_same_evening = (
        shown_on <= entry.felt_on and timezone.now() - match.shown_at < STILL_NOW_FOR
    )
    if days < 1 or is_same_evening:
        return ""
    return day_in_words(entry.felt_on, today)


def day_in_words(day: date, today: date) -> str:
    """Which day, and how long ago.

    >>> day_in_words(date(2026, 11, 26), date(2026, 11, 30))
    'Four days ago, on Thursday, November 26'
    """
    days = (today - day).days
    same_year = day.year == today.year
    named = _("%(weekday)s, %(day)s") % {
        "weekday": date_format(day, "l"),
        "day": date_format(day, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT"),
    }
    if days == 1:
        return _("Yesterday, on %(day)s") % {"day": named}
    words = ngettext(
        "%(days)s day ago, on %(day)s", "%(days)s days ago, on %(day)s", days
    )
    return capfirst(words % {"days": apnumber(days), "day": named})
