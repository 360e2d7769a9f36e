"""Saved packet settings, preparation steps, and the packets that were made."""

from dataclasses import replace
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import CreatedBy, Patient
from myeloma_journal.care_circle.regions import uses_letter_paper
from myeloma_journal.care_team.models import Contact
from myeloma_journal.packets.settings import (
    DEFAULT_SETTINGS,
    PacketSettings,
    Paper,
    Section,
    SinceWhen,
    Size,
)
from myeloma_journal.platform.database.models import Record

DIGEST_LENGTH = 64


class Step(models.TextChoices):
    """The steps to a packet, in their order."""

    TOP = "top", pgettext_lazy("step", "Top three")
    CHANGES = "changes", _("Changes")
    MEDICATIONS = "medications", _("Medications")
    LABS = "labs", _("Labs")
    PRINT = "print", pgettext_lazy("step", "Print")

    @property
    def following(self) -> "Step":
        """The step after this one; the last is followed by itself."""
        steps = list(Step)
        return steps[min(steps.index(self) + 1, len(steps) - 1)]


class PreparedStep(CreatedBy, Record):
    """One step towards the packet of one visit that somebody has gone through.

    Each is a row of its own, so that two people who prepare at once do not undo each
    other's.
    """

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="prepared_steps"
    )
    step = models.CharField(max_length=20, choices=Step)

    class Meta:
        constraints = [
            *CreatedBy.Meta.constraints,
            models.UniqueConstraint(
                fields=["appointment", "step"],
                name="packets_preparedstep_is_done_once",
            ),
            models.CheckConstraint(
                name="packets_preparedstep_step_is_known",
                condition=Q(step__in=Step.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.created_by_name}"


class SavedPacketSettingsQuerySet(models.QuerySet["SavedPacketSettings"]):
    def for_appointment(self, appointment: Appointment) -> Self:
        """Those for the clinician of this visit."""
        return self.filter(
            **clinician_fields(appointment), patient=appointment.patient_id
        )


class SavedPacketSettings(Record):
    """The settings of a patient's packets for one clinician.

    The last save wins: these are checkboxes, so no text is lost.

    Attributes:
        contact: The clinician, where they stand in the care team.
        clinician_name: Their name, where a visit has nothing else.
        sections: The sections that are included.
        left_out: Keys of the items that are left out.
        private: Keys of what somebody keeps to themselves and prints all the same.
            Each counts only for the person whose it is; the key says nothing of it.
    """

    patient = models.ForeignKey(
        Patient, on_delete=models.CASCADE, related_name="saved_packet_settings"
    )
    contact = models.ForeignKey(
        Contact,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="saved_packet_settings",
    )
    clinician_name = models.CharField(max_length=100, blank=True)
    sections = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    private = models.JSONField(default=list)
    since = models.CharField(max_length=10, choices=SinceWhen, default=SinceWhen.VISIT)
    size = models.CharField(max_length=10, choices=Size, default=Size.REGULAR)
    paper = models.CharField(max_length=10, choices=Paper, default=Paper.LETTER)

    objects = SavedPacketSettingsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "contact"],
                name="packets_savedpacketsettings_of_a_contact_is_one",
            ),
            models.UniqueConstraint(
                fields=["patient", "clinician_name"],
                condition=Q(contact__isnull=True),
                name="packets_savedpacketsettings_of_a_name_is_one",
            ),
            models.CheckConstraint(
                name="packets_savedpacketsettings_is_for_a_contact_or_a_name",
                condition=Q(contact__isnull=False, clinician_name="")
                | Q(contact__isnull=True) & ~Q(clinician_name=""),
            ),
            *(
                models.CheckConstraint(
                    name=f"packets_savedpacketsettings_{name}_is_known",
                    condition=Q(**{f"{name}__in": known.values}),
                )
                for name, known in (
                    ("since", SinceWhen),
                    ("size", Size),
                    ("paper", Paper),
                )
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact or self.clinician_name}: {', '.join(self.sections)}"

    @property
    def settings(self) -> PacketSettings:
        """The same as a value."""
        return PacketSettings(
            sections=frozenset(self.sections),
            left_out=frozenset(self.left_out),
            private=frozenset(self.private),
            since=self.since,
            size=self.size,
            paper=self.paper,
        )


def clinician_fields(appointment: Appointment) -> dict[str, Any]:
    """What identifies the clinician of this visit: a contact, or else a name."""
    if appointment.contact_id:
        return {"contact_id": appointment.contact_id, "clinician_name": ""}
    return {"contact_id": None, "clinician_name": appointment.with_whom}


def default_paper(patient: Patient) -> str:
    """The paper that printers hold where the patient lives."""
    is_letter = uses_letter_paper(patient.country, patient.zone)
    return Paper.LETTER if is_letter else Paper.A4


def saved_settings(appointment: Appointment) -> PacketSettings:
    """The settings for the clinician of this visit, or else the default."""
    saved = SavedPacketSettings.objects.all().for_appointment(appointment).first()
    if saved:
        return saved.settings
    return replace(DEFAULT_SETTINGS, paper=default_paper(appointment.patient))


class Packet(CreatedBy, Record):
    """A packet that was made: by whom, when, and for which days; never the file.

    Attributes:
        sections: The sections it included.
        made_at: When the file was there.
        digest: The SHA-256 of the file, in hexadecimal.
    """

    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="packets"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    sections = models.JSONField(default=list)
    size = models.CharField(max_length=10, choices=Size)
    paper = models.CharField(max_length=10, choices=Paper)
    made_at = models.DateTimeField()
    pages = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=DIGEST_LENGTH)

    class Meta:
        ordering = ["-made_at", "-created_at"]
        constraints = [
            *CreatedBy.Meta.constraints,
            models.CheckConstraint(
                name="packets_packet_ends_after_it_begins",
                condition=Q(last_day__gte=F("first_day")),
            ),
            models.CheckConstraint(
                name="packets_packet_has_pages", condition=Q(pages__gte=1)
            ),
            models.CheckConstraint(
                name="packets_packet_has_its_digest",
                condition=Q(Exact(Length("digest"), DIGEST_LENGTH)),
            ),
            models.CheckConstraint(
                name="packets_packet_prints_in_a_known_way",
                condition=Q(size__in=Size.values, paper__in=Paper.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.created_by_name}, {self.made_at:%Y-%m-%d %H:%M}, {self.pages}"

    @property
    def names(self) -> list[str]:
        """The labels of its sections, in their order."""
        return [str(section.label) for section in Section if section in self.sections]
