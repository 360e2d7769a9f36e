"""The patient, to whom everything belongs, and the people around them."""

import zoneinfo
from datetime import date, datetime
from functools import cache
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models.authorship import SIGNATURE_LENGTH
from myeloma_journal.care_circle.regions import usual_language
from myeloma_journal.care_circle.roles import GRANTS, Permission, Role
from myeloma_journal.platform.accounts.client_info import ClientInfo
from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY
from myeloma_journal.platform.forms.values import validate_telephone


class Units(models.TextChoices):
    """Preferred units; each number keeps the unit it was typed in."""

    US = "us", _("°F, pounds")
    METRIC = "metric", _("°C, kilograms")


def validate_zone(name: str) -> None:
    if name not in _zones():
        raise ValidationError(_("Choose a time zone from the list."), code="zone")


@cache
def _zones() -> frozenset[str]:
    """The zones of this machine; reading their folders takes a few milliseconds."""
    return frozenset(zoneinfo.available_timezones())


class PatientQuerySet(models.QuerySet["Patient"]):
    def open(self) -> Self:
        """Those whose journal is not about to be deleted."""
        return self.filter(deletion_scheduled_at__isnull=True)


class Patient(Record):
    """The person with myeloma, to whom the journal belongs."""

    name = models.CharField(_("name"), max_length=100)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    units = models.CharField(_("units"), max_length=10, choices=Units)
    call_about = models.CharField(
        _("who to call about the patient"), max_length=200, blank=True
    )
    # ISO 3166-1 code; empty where the person has not said. Gives the published numbers
    # of the country, as long as they chose none of their own.
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[RegexValidator("^[A-Z]{2}$")],
    )
    emergency_number = models.CharField(
        _("emergency number"),
        max_length=40,
        blank=True,
        validators=[validate_telephone],
    )
    crisis_line = models.CharField(
        _("crisis line"), max_length=60, blank=True, validators=[validate_telephone]
    )
    # Chosen by the person, since the name must not be on a shared device unasked.
    file_mark = models.CharField(
        _("mark for file names"),
        max_length=12,
        blank=True,
        validators=[
            RegexValidator(r"^[\w-]+\Z", _("Use letters, digits, and hyphens only."))
        ],
    )
    # Deleted by its owner: hidden from everybody until then, and gone after it. Who
    # did it is named as they signed.
    deletion_scheduled_at = models.DateTimeField(null=True, blank=True, editable=False)
    deletion_scheduled_by = models.CharField(
        max_length=SIGNATURE_LENGTH, blank=True, editable=False
    )
    # Names can be changed to another's; "you asked" is said of this account only.
    deletion_scheduled_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # When somebody last cancelled a deletion.
    deletion_cancelled_at = models.DateTimeField(null=True, editable=False)

    objects = PatientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="care_circle_patient_deletion_is_scheduled_by_somebody",
                condition=Q(
                    deletion_scheduled_at__isnull=True, deletion_scheduled_by=""
                )
                | Q(deletion_scheduled_at__isnull=False) & ~Q(deletion_scheduled_by=""),
            ),
            models.CheckConstraint(
                name="care_circle_patient_has_a_name", condition=~Q(name="")
            ),
            models.CheckConstraint(
                name="care_circle_patient_has_a_clock", condition=~Q(zone="")
            ),
            models.CheckConstraint(
                name="care_circle_patient_units_are_known",
                condition=Q(units__in=Units.values),
            ),
            models.CheckConstraint(
                name="care_circle_patient_born_on_is_in_our_time",
                condition=Q(born_on__isnull=True) | Q(born_on__gte=FIRST_DAY),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_pending_deletion(self) -> bool:
        return self.deletion_scheduled_at is not None

    def lock(self) -> "Patient":
        """Lock the row until the end of the transaction.

        SQLite needs no lock: its transactions begin with the only one there is.

        Returns:
            The patient, read anew.
        """
        return Patient.objects.select_for_update().get(pk=self.pk)

    def holder(self) -> "Membership | None":
        """Whose journal it is: nobody else can remove them or change their role.

        That is the patient. As long as the patient has no account, the owner who was
        here first stands for them.
        """
        owners = self.memberships.all().owners()
        return owners.order_by("-is_patient", "created_at").first()

    def file_name(self, *parts: str, extension: str) -> str:
        """The name of a file to download, with the mark that tells two patients apart.

        >>> Patient(file_mark="B").file_name("packet", "2026-11-30", extension="pdf")
        'packet-B-2026-11-30.pdf'
        """
        kind, *rest = parts
        marked = filter(None, [kind, self.file_mark, *rest])
        return f"{'-'.join(marked)}.{extension}"

    def today(self) -> date:
        """The date in the patient's time zone."""
        return self.local(timezone.now()).date()

    def local(self, moment: datetime) -> datetime:
        """In the patient's time zone."""
        return moment.astimezone(zoneinfo.ZoneInfo(self.zone))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        """Those that were not removed and did not leave."""
        return self.filter(removed_at__isnull=True)

    def with_account(self) -> Self:
        """Members who can sign in.

        Who came along with a restored journal has a name here, and no way in.
        """
        return self.active().filter(user__is_active=True)

    def of(self, user_id: UUID | str | None) -> Self:
        """Memberships of a user, the oldest first, with patient and user.

        Journals that were deleted and are not gone yet are among them.
        """
        mine = self.active().filter(user=user_id).select_related("patient", "user")
        return mine.order_by("created_at")

    def open(self) -> Self:
        """Those whose journal is not about to be deleted."""
        return self.filter(patient__in=Patient.objects.all().open())

    def open_to(self, user_id: UUID | str | None) -> Self:
        """The memberships of a user, the oldest first, whose journal is open."""
        return self.of(user_id).open()

    def owners(self) -> Self:
        """Owners who can sign in."""
        return self.with_account().filter(role=Role.OWNER)


class Membership(Record):
    """A user who is or was in the circle of a patient."""

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=10, choices=Role)
    is_patient = models.BooleanField(default=False)
    relation = models.CharField(
        _("your relationship to the patient"), max_length=60, blank=True
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    # The last day somebody who is neither patient nor owner opened a page of it.
    last_read_on = models.DateField(null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    # Network and device of the request: `circle_view` sets it, `audit.record` reads it.
    client: ClientInfo | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "user"],
                condition=Q(removed_at__isnull=True),
                name="care_circle_membership_is_active_once",
            ),
            models.UniqueConstraint(
                fields=["patient"],
                condition=Q(removed_at__isnull=True, is_patient=True),
                name="care_circle_membership_of_the_patient_is_one",
            ),
            models.CheckConstraint(
                name="care_circle_membership_role_is_known",
                condition=Q(role__in=Role.values),
            ),
            models.CheckConstraint(
                name="care_circle_membership_of_the_patient_is_owner",
                condition=Q(is_patient=False) | Q(role=Role.OWNER),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} for {self.patient}"

    @property
    def language(self) -> str:
        """The user's own, or else that of the patient's country; may be empty."""
        patient = self.patient
        return self.user.language or usual_language(patient.country, patient.zone)

    @property
    def permissions(self) -> frozenset[Permission]:
        return GRANTS[self.role]

    @property
    def signature(self) -> str:
        """The name, and what they are to the patient."""
        return f"{self.user}, {self.relation}" if self.relation else str(self.user)

    @property
    def as_creator(self) -> dict[str, Any]:
        """The fields of `CreatedBy`."""
        return {"created_by": self.user, "created_by_name": self.signature}
