"""Whom a patient calls: the team, the emergency number, the crisis line.

Where the patient chose no number, the published one of their country stands. Where that
is not known either, there is none, and the pages say "your emergency number".
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.care_team.wording import PhoneNumbers, is_after_hours
from myeloma_journal.catalogue.models import Country
from myeloma_journal.platform.forms.telephones import tel_uri


class Hours(models.TextChoices):
    """When a number of the team answers, where it has two."""

    DAYTIME = "daytime", pgettext_lazy("telephone number", "Daytime")
    AFTER = "after", pgettext_lazy("telephone number", "Nights and weekends")


@dataclass(frozen=True)
class NumberToCall:
    """A number as it was typed, with whose it is.

    Attributes:
        name: Whose number it is.
        number: As typed, with the words beside it.
        hours: When it answers, where the other hours have their own number.
        uri: What dials it; empty where it cannot be told which digits to dial.
        country: The country whose published number it is; None for the patient's own.
        is_now: Whether these are its hours.
    """

    name: str
    number: str
    hours: Hours | None = None
    uri: str = ""
    country: Country | None = None
    is_now: bool = False

    @property
    def title(self) -> str:
        """Whose it is, and when."""
        if self.hours is None:
            return self.name
        titles = {
            (Hours.DAYTIME, False): _("%(name)s, daytime"),
            (Hours.DAYTIME, True): _("%(name)s, daytime (now)"),
            (Hours.AFTER, False): _("%(name)s, nights and weekends"),
            (Hours.AFTER, True): _("%(name)s, nights and weekends (now)"),
        }
        return titles[self.hours, self.is_now] % {"name": self.name}

    @property
    def label(self) -> str:
        """What a screen reader says of the link."""
        words = {"whom": self.title, "number": self.number}
        return _("Call: %(whom)s, %(number)s") % words

    @property
    def label_by_number(self) -> str:
        """The same where "Call" and the number are seen, so that the name has both."""
        words = {"whom": self.title, "number": self.number}
        return _("Call %(number)s: %(whom)s") % words

    @property
    def link(self) -> SafeString:
        """The number in a sentence; as text where it is not certain what to dial."""
        if not self.uri:
            return format_html('<bdi class="num">{}</bdi>', self.number)
        return format_html(
            '<a class="num" href="{}" aria-label="{}">{}</a>',
            self.uri,
            self.label,
            self.number,
        )


@dataclass(frozen=True)
class Numbers:
    """All numbers of a patient.

    Attributes:
        team: Of the contact to call first; the one that answers at this hour first.
        emergency: Those for an emergency. Some countries have two.
        crisis: Those of the crisis line.
        contact: The contact to call first, if any has a number.
        is_after_hours: Whether it is night or weekend where the patient lives.
        country: The patient's, where a number of it stands.
    """

    team: tuple[NumberToCall, ...] = ()
    emergency: tuple[NumberToCall, ...] = ()
    crisis: tuple[NumberToCall, ...] = ()
    contact: Contact | None = None
    is_after_hours: bool = False
    country: Country | None = None

    @property
    def all(self) -> tuple[NumberToCall, ...]:
        return self.team + self.emergency + self.crisis

    @property
    def if_worried(self) -> str:
        """Whom to call in that case, in a sentence; empty where no number is saved."""
        name = format_html("<bdi>{}</bdi>", self.contact.name if self.contact else "")
        match self.team:
            case [NumberToCall(hours=None) as only]:
                text = _("If you’re worried, call {name} at {number}.")
                return format_html(text, name=name, number=only.link)
            case [only]:
                text = _(
                    "If you’re worried, call {name} at {number}, the number for nights "
                    "and weekends."
                )
                return format_html(text, name=name, number=only.link)
            case [first, second]:
                text = (
                    _(
                        "If you’re worried, call {name} at {first} at night and on "
                        "weekends. During the day, call {second}."
                    )
                    if first.hours == Hours.AFTER
                    else _(
                        "If you’re worried, call {name} at {first} during the day. "
                        "At night and on weekends, call {second}."
                    )
                )
                links = {"first": first.link, "second": second.link}
                return format_html(text, name=name, **links)
        return ""

    @property
    def in_emergency(self) -> str:
        """Which number to call then, in a sentence; empty where none is known."""
        match self.emergency:
            case [only]:
                return format_html(
                    _("In an emergency, call {number}."), number=only.link
                )
            case [first, second]:
                text = _("In an emergency, call {first} or {second}.")
                return format_html(text, first=first.link, second=second.link)
        return ""

    @property
    def in_crisis(self) -> NumberToCall | None:
        """Of a crisis line; where none is known, the next best that is."""
        return next(iter(self.crisis + self.emergency + self.team), None)

    @property
    def in_words(self) -> PhoneNumbers:
        """For the texts of the catalogue."""
        return PhoneNumbers(
            contact_name=self.contact.name if self.contact else "",
            by_day=self.contact.daytime_number if self.contact else "",
            after_hours=self.contact.after_hours_number if self.contact else "",
            emergency=_either(self.emergency),
            crisis=_either(self.crisis),
            is_after_hours=self.is_after_hours,
        )


def numbers_of(patient: Patient, moment: datetime | None = None) -> Numbers:
    """All numbers to call, at this moment or now."""
    local = patient.local(moment or timezone.now())
    contact = patient.contacts.to_call()
    country = _country_of(patient)
    emergency, crisis = patient.emergency_number, patient.crisis_line
    return Numbers(
        team=contact_numbers(contact, patient.country, local) if contact else (),
        emergency=_own(_("Your emergency number"), emergency, patient.country)
        or _emergency_of(country),
        crisis=_own(_("Your crisis line"), crisis, patient.country)
        or _crisis_of(country),
        contact=contact,
        is_after_hours=is_after_hours(local),
        country=country,
    )


def contact_numbers(
    contact: Contact, country: str, local: datetime
) -> tuple[NumberToCall, ...]:
    """The numbers of a contact, the one that answers at this hour first.

    Args:
        contact: Of the care team.
        country: The patient's, as ISO 3166-1 code.
        local: The moment in the patient's time zone.
    """
    by_day, after_hours = contact.daytime_number, contact.after_hours_number
    # An only number without a word beside it is for any hour.
    numbers = [
        (by_day, Hours.DAYTIME if after_hours else None),
        (after_hours, Hours.AFTER),
    ]
    answers_now = Hours.AFTER if is_after_hours(local) else Hours.DAYTIME
    if answers_now == Hours.AFTER:
        numbers.reverse()
    return tuple(
        NumberToCall(
            contact.name,
            number,
            hours,
            tel_uri(number, country),
            is_now=hours == answers_now,
        )
        for number, hours in numbers
        if number
    )


def _country_of(patient: Patient) -> Country | None:
    """The country, unless the patient chose both numbers and it is not needed."""
    if not patient.country or (patient.emergency_number and patient.crisis_line):
        return None
    slug = patient.country.lower()
    return Country.objects.current().filter(slug=slug).first()


def _own(name: str, number: str, country: str) -> tuple[NumberToCall, ...]:
    if not number:
        return ()
    return (NumberToCall(name, number, uri=tel_uri(number, country)),)


def _emergency_of(country: Country | None) -> tuple[NumberToCall, ...]:
    if country is None:
        return ()
    name = _("Emergency number, %(country)s") % {"country": country.name}
    return _published(country, name, country.emergency_number, country.other_emergency)


def _crisis_of(country: Country | None) -> tuple[NumberToCall, ...]:
    if country is None:
        return ()
    name = country.crisis_name or _("Crisis line, %(country)s") % {
        "country": country.name
    }
    return _published(country, name, country.crisis_line, country.other_crisis)


def _published(country: Country, name: str, *numbers: str) -> tuple[NumberToCall, ...]:
    return tuple(
        NumberToCall(
            name, number, uri=tel_uri(number, country.slug.upper()), country=country
        )
        for number in numbers
        if number
    )


def _either(numbers: tuple[NumberToCall, ...]) -> str:
    match [number.number for number in numbers]:
        case [first, second]:
            return _("%(first)s (or %(second)s)") % {"first": first, "second": second}
        case [first]:
            return first
    return ""
