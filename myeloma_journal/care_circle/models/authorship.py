"""Who created a record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

# Room for the name of an account, and for what its person is to the patient.
SIGNATURE_LENGTH = 170


class CreatedBy(models.Model):
    """The account that created a record, and the signature of its person then.

    `Membership.as_creator` fills both. The name stays when the account is gone.
    """

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Not translated: only the archive prints this label, like every other column's.
    created_by_name = models.CharField(
        "signed", max_length=SIGNATURE_LENGTH, editable=False
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_is_signed",
                condition=~Q(created_by_name=""),
            )
        ]
