"""Whom a patient calls: the team, the emergency number, the crisis line.

Where the patient chose no number, the published one of their country stands. Where that
is not known either, there is none, and the pages say "your emergency number".
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.care_team.wording import PhoneNumbers, is_after_hours
from myeloma_journal.catalogue.models import Country
from myeloma_journal.platform.forms.telephones import tel_uri


@dataclass(frozen=True)
class NumberToCall:
    """A number as it was typed, with whose it is.

    Attributes:
        name: Whose number it is.
        number: As typed, with the words beside it.
        when: "by day" or "nights and weekends", where the other has its own number.
        uri: What dials it; empty where it cannot be told which digits to dial.
        country: The country whose published number it is; None for the patient's own.
    """

    name: str
    number: str
    when: str = ""
    uri: str = ""
    country: Country | None = None

    @property
    def title(self) -> str:
        """Whose it is, and when."""
        if not self.when:
            return self.name
        return _("%(name)s, %(when)s") % {"name": self.name, "when": self.when}

    @property
    def label(self) -> str:
        """What a screen reader says of the link."""
        words = {"whom": self.title, "number": self.number}
        return _("Call %(whom)s: %(number)s") % words

    @property
    def label_by_number(self) -> str:
        """The same where "Call" and the number are seen, so that the name has both."""
        words = {"whom": self.title, "number": self.number}
        return _("Call %(number)s: %(whom)s") % words


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
        emergency=_own(_("your emergency number"), emergency, patient.country)
        or _emergency_of(country),
        crisis=_own(_("your crisis line"), crisis, patient.country)
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
    by_day_only = pgettext("telephone number", "by day") if after_hours else ""
    numbers = [
        (by_day, by_day_only),
        (after_hours, pgettext("telephone number", "nights and weekends")),
    ]
    if is_after_hours(local):
        numbers.reverse()
    return tuple(
        NumberToCall(contact.name, number, when, tel_uri(number, country))
        for number, when in numbers
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
    name = _("emergency number, %(country)s") % {"country": country.name}
    return _published(country, name, country.emergency_number, country.other_emergency)


def _crisis_of(country: Country | None) -> tuple[NumberToCall, ...]:
    if country is None:
        return ()
    name = country.crisis_name or _("crisis line, %(country)s") % {
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
