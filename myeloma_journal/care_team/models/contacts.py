"""The people of the care team, and how to reach them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from simple_history.models import HistoricalRecords

from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Patient
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.values import validate_telephone


class ContactQuerySet(models.QuerySet["Contact"]):
    def with_number(self) -> "ContactQuerySet":
        """Contacts with a telephone number, the first to call first."""
        return self.exclude(daytime_number="", after_hours_number="")

    def to_call(self) -> "Contact | None":
        """The contact to call first, if any has a number."""
        return self.with_number().first()


class Contact(Record):
    """A person or desk of the care team. Numbers are stored as typed."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=100)
    role = models.CharField(_("their role"), max_length=100, blank=True)
    place = models.CharField(_("where"), max_length=200, blank=True)
    daytime_number = models.CharField(
        _("daytime number"), max_length=60, blank=True, validators=[validate_telephone]
    )
    after_hours_number = models.CharField(
        _("number for nights and weekends"),
        max_length=60,
        blank=True,
        validators=[validate_telephone],
    )
    is_first = models.BooleanField(_("call this one first"), default=False)

    objects = ContactQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-is_first", "created_at"]
        constraints = [
            models.CheckConstraint(
                name="care_team_contact_has_a_name", condition=~Q(name="")
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(is_first=True),
                name="care_team_contact_to_call_first_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name


audit.register(Contact, ngettext_lazy("a contact", "%(number)d contacts", "number"))
