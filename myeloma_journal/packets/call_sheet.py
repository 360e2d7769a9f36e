"""When to call, on paper: a sheet for the refrigerator and a card for the wallet."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.default_rules import (
    Checking,
    all_rules,
    checking_of,
    checking_of_signs,
)
from myeloma_journal.care_team.models import CallRule, Urgency
from myeloma_journal.care_team.numbers import numbers_of
from myeloma_journal.care_team.rules import UPWARD, LimitComparator
from myeloma_journal.packets.printing import render_for_pdf
from myeloma_journal.packets.settings import Size
from myeloma_journal.platform.pdf import client as pdf
from myeloma_journal.treatment.models import Allergy, Line


class Parts(TextChoices):
    BOTH = "both", gettext_lazy("The sheet and the card")
    SHEET = "sheet", gettext_lazy("Only the sheet for the refrigerator")
    CARD = "card", gettext_lazy("Only the card for the wallet")


@dataclass(frozen=True)
class PrintedSign:
    """One rule or general sign, with what belongs to it in smaller print.

    Attributes:
        text: In its words.
        details: Its examples.
        is_from_team: Whether the team said so.
        stays: Whether it is an emergency of this person, which no others push out.
    """

    text: str
    details: str = ""
    is_from_team: bool = False
    stays: bool = False


@dataclass(frozen=True)
class PrintedLevel:
    """How soon to call, and for what, the most important first."""

    urgency: str
    signs: tuple[PrintedSign, ...]

    def shown(self, fit: "Fit") -> tuple[PrintedSign, ...]:
        """Those that are shown when it is set this way."""
        return tuple(
            sign
            for place, sign in enumerate(self.signs)
            if place < (fit.most_emergencies if sign.stays else fit.most)
        )


@dataclass(frozen=True)
class CallSheet:
    """What the sheet and the card say. A number nobody saved is empty."""

    name: str
    born_on: date | None
    printed_on: date
    treatment: tuple[str, ...]
    allergies: tuple[str, ...]
    team: str
    by_day: str
    nights: str
    emergency: str
    family: str
    fever: tuple[str, ...]
    levels: tuple[PrintedLevel, ...]

    @property
    def foot(self) -> str:
        return _(
            "When to call: %(name)s. Printed %(day)s. "
            "Print it again when a number or a rule changes."
        ) % {"name": self.name, "day": date_format(self.printed_on, "DATE_FORMAT")}

    @property
    def has_team_rules(self) -> bool:
        return any(sign.is_from_team for level in self.levels for sign in level.signs)

    @property
    def has_general_signs(self) -> bool:
        return any(
            not sign.is_from_team for level in self.levels for sign in level.signs
        )


@dataclass(frozen=True)
class Fit:
    """One way to set a sheet or a card.

    Attributes:
        points: The size of its text; print.css has a class for each.
        most: How many signs of a level, drugs, or allergies it shows.
        max_chars: How much of one of them.
        with_examples: Whether signs have theirs.
        most_emergencies: How many of the signs that stay it shows.
    """

    points: int
    most: int
    max_chars: int = 400
    with_examples: bool = False
    most_emergencies: int = 100

    @property
    def first_slice(self) -> str:
        """The argument of the filter `slice` for what is shown."""
        return f":{self.most}"

    @property
    def rest_slice(self) -> str:
        """The argument of the filter `slice` for what is not."""
        return f"{self.most}:"


# Each way takes less room than the one before. Examples go first; then, below a size
# that is still large, large print gives up signs that are no emergency. Words of the
# team are cut, and emergencies left out, only where nothing else is left.
LAST_FITS = (
    *(Fit(11, 3), Fit(11, 2), Fit(9, 2), Fit(9, 2, max_chars=60)),
    Fit(9, 2, max_chars=60, most_emergencies=10),
)
SHEET_FITS = {
    Size.REGULAR: (
        *(Fit(14, 6, with_examples=True), Fit(13, 6, with_examples=True)),
        *(Fit(12, 6, with_examples=True), Fit(11, 6, with_examples=True)),
        *(Fit(11, 6), *LAST_FITS),
    ),
    Size.LARGE: (
        *(Fit(17, 6, with_examples=True), Fit(17, 6), Fit(16, 6), Fit(15, 6)),
        *(
            Fit(14, 6),
            Fit(13, 6),
            Fit(13, 5),
            Fit(13, 4),
            Fit(13, 3),
            Fit(12, 3),
            *LAST_FITS,
        ),
    ),
    Size.VERY_LARGE: (
        *(Fit(20, 6, with_examples=True), Fit(20, 6), Fit(18, 6), Fit(17, 6)),
        *(Fit(16, 6), Fit(15, 6), Fit(15, 5), Fit(15, 4), Fit(15, 3), Fit(14, 3)),
        *(Fit(13, 3), Fit(12, 3), *LAST_FITS),
    ),
}
# With the card below it, the sheet is no smaller than this.
TOGETHER = SHEET_FITS[Size.REGULAR][:3]
# Long names and notes of the card are cut before its print is too small to read.
LAST_CARD_FITS = (
    *(Fit(9, 9), Fit(8, 9), Fit(8, 4, max_chars=80), Fit(8, 2, max_chars=45)),
    *(Fit(7, 2, max_chars=45), Fit(6, 2, max_chars=45)),
)
CARD_FITS = {
    Size.REGULAR: (Fit(10, 9), *LAST_CARD_FITS),
    Size.LARGE: (Fit(12, 9), Fit(11, 9), Fit(10, 9), *LAST_CARD_FITS),
    Size.VERY_LARGE: (Fit(13, 9), Fit(12, 9), Fit(11, 9), Fit(10, 9), *LAST_CARD_FITS),
}
CARD_PANELS = 2


# Emergencies to read first, of those that are the same for everybody.
FIRST_EMERGENCIES = (
    *("sign-stroke", "sign-confusion", "sign-chest-breath", "sign-bleeding"),
    *("sign-spine", "sign-allergic"),
)


def call_sheet(patient: Patient) -> CallSheet:
    """What the paper says today, in as many queries however much there is."""
    today = patient.today()
    rules = [rule for rule in all_rules(patient) if rule.is_active]
    checking = checking_of_signs()
    lines = list(patient.lines.current(today).with_drugs())
    numbers = numbers_of(patient).in_words
    drugs = _slugs_of_drugs(lines)
    # What the team said, then the signs of this treatment, then the others.
    rules.sort(key=lambda rule: _importance(rule, drugs, checking))
    return CallSheet(
        name=patient.name,
        born_on=patient.born_on,
        printed_on=today,
        treatment=tuple(_treatment(lines)),
        allergies=tuple(map(_allergy, patient.allergies.current(today))),
        team=numbers.contact_name,
        by_day=numbers.by_day,
        nights=numbers.after_hours,
        emergency=numbers.emergency,
        family=patient.call_about,
        fever=tuple(_fever(rules)),
        levels=tuple(
            PrintedLevel(
                level,
                tuple(
                    _sign(rule, numbers.crisis, concerns=_concerns(rule, drugs))
                    for rule in rules
                    if rule.level == level
                ),
            )
            for level in Urgency
        ),
    )


def call_sheet_pdf(
    sheet: CallSheet, parts: str, size: str, paper: str
) -> pdf.PdfDocument:
    """The sheet, the card, or both: on one page where both have room there."""
    context = {"sheet": sheet, "size": size, "paper": paper}
    if parts != Parts.SHEET:
        context["card_fit"] = _roomiest(CARD_FITS[Size(size)], _card_fits(context))
    if parts != Parts.CARD:
        context |= _sheet_fit(context, size)
    return pdf.render_pdf(_html(context))


def _sheet_fit(context: dict[str, object], size: str) -> dict[str, object]:
    """The roomiest way that takes one page, with the card if that has room, too."""

    def is_one_page(fit: Fit) -> bool:
        return pdf.count_pages(_html(context | {"fit": fit, "is_alone": True})) == 1

    def is_one_page_with_card(fit: Fit) -> bool:
        return pdf.count_pages(_html(context | {"fit": fit})) == 1

    if size == Size.REGULAR and "card_fit" in context:
        together = _roomiest(TOGETHER, is_one_page_with_card)
        if is_one_page_with_card(together):
            return {"fit": together}
    return {"fit": _roomiest(SHEET_FITS[Size(size)], is_one_page)}


def _card_fits(context: dict[str, object]) -> Callable[[Fit], bool]:
    """Whether each half of the card, on a page of its size, is one page."""

    def fits(fit: Fit) -> bool:
        panels = context | {"card_fit": fit, "is_measuring": True}
        return pdf.count_pages(_html(panels)) == CARD_PANELS

    return fits


def _roomiest(fits: Sequence[Fit], is_right: Callable[[Fit], bool]) -> Fit:
    """The first that is right, found by halves; the last where none is."""
    return fits[bisect_left(fits[:-1], True, key=is_right)]


def _html(context: dict[str, object]) -> str:
    return render_for_pdf("packets/pdf/when_to_call.html", context)


def _importance(
    rule: CallRule, drugs: frozenset[str], checking: Mapping[str, Checking]
) -> tuple[int, int]:
    """The place of a rule in its level; a sign only to read never comes earlier."""
    if not rule.is_general:
        return 0, 0
    if not _concerns(rule, drugs):
        return 4, 0
    if rule.sign and rule.sign.slug in FIRST_EMERGENCIES:
        return 1, FIRST_EMERGENCIES.index(rule.sign.slug)
    is_only_read = checking_of(rule, checking) == Checking.READ
    return 2 if rule.sign and rule.sign.only_on and not is_only_read else 3, 0


def _concerns(rule: CallRule, drugs: frozenset[str]) -> bool:
    """Whether it is no sign of a treatment that the person does not have."""
    only_on = rule.sign.only_on if rule.sign and rule.is_general else []
    return not only_on or not drugs.isdisjoint(only_on)


def _sign(rule: CallRule, crisis: str, *, concerns: bool) -> PrintedSign:
    text = rule.on_paper
    if rule.is_crisis and crisis:
        text = _("%(sign)s. Crisis line: %(number)s") % {
            "sign": text,
            "number": crisis,
        }
    # Who has only this paper has to know an emergency from it.
    is_emergency = rule.level == Urgency.EMERGENCY
    return PrintedSign(
        text,
        rule.details if is_emergency else "",
        is_from_team=not rule.is_general,
        stays=is_emergency and concerns,
    )


def _fever(rules: Iterable[CallRule]) -> Iterable[str]:
    """The rules about a high temperature, the most urgent first."""
    urgencies = list(Urgency)
    about = [
        rule
        for rule in rules
        if rule.measure
        and rule.measure.slug == "temperature"
        and rule.comparator in UPWARD
    ]
    for rule in sorted(about, key=lambda rule: urgencies.index(Urgency(rule.level))):
        yield _fever_sentence(rule)


def _fever_sentence(rule: CallRule) -> str:
    is_above = rule.comparator == LimitComparator.ABOVE
    words = {
        Urgency.EMERGENCY: (
            _("Fever of %(number)s or higher: call the emergency number now"),
            _("Fever above %(number)s: call the emergency number now"),
        ),
        Urgency.NOW: (
            _("Fever of %(number)s or higher: call my team now"),
            _("Fever above %(number)s: call my team now"),
        ),
        Urgency.TODAY: (
            _("Fever of %(number)s or higher: call my team today"),
            _("Fever above %(number)s: call my team today"),
        ),
    }
    return words[Urgency(rule.level)][is_above] % {"number": rule.number_in_two_units}


def _treatment(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        names = [drug.name for drug in line.drugs.all()]
        yield from names or filter(None, [line.regimen_name])


def _slugs_of_drugs(lines: Iterable[Line]) -> frozenset[str]:
    """Slugs of the drugs of these lines and of their classes."""
    drugs = [drug.drug for line in lines for drug in line.drugs.all() if drug.drug]
    classes = [drug.drug_class for drug in drugs]
    return frozenset(record.slug for record in [*drugs, *classes])


def _allergy(allergy: Allergy) -> str:
    if not allergy.reaction:
        return allergy.name
    return _("%(name)s (%(reaction)s)") % {
        "name": allergy.name,
        "reaction": allergy.reaction,
    }
