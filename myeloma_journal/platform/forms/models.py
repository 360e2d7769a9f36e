import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.form_data import UNSEEN, DraftData
from myeloma_journal.platform.forms.idempotency import TOKEN_LIFETIME, FormToken

DRAFT_LIFETIME = timedelta(days=30)
# For undoing it today.
DISCARDED_LIFETIME = timedelta(days=1)
# Ten long notes in a draft, and more drafts than anybody has.
MAX_CHARS = 200_000
MOST_DRAFTS = 50
# For going back today, to more refused forms than anybody has.
RESPONSE_LIFETIME = timedelta(days=1)
MOST_RESPONSES = 20
# Compressed; a larger one is sent, and not kept.
MAX_RESPONSE_BYTES = 300_000
PATH_LENGTH = 200
TAB_ID_LENGTH = 36

Fields = dict[str, list[str]]


class DraftQuerySet(models.QuerySet["Draft"]):
    def save_fields(
        self, fields: Fields, *, token: FormToken, page: str, action: str, tab_id: str
    ) -> "Draft | None":
        """Save the data of a form, in place of the form's last draft.

        Args:
            fields: The form's data, without passwords and tokens.
            token: The form's token; the draft belongs to its user.
            page: The path of the page with the form.
            action: The path it is submitted to.
            tab_id: Tells one browser tab from another with the same page.

        Returns:
            The draft, or None for a form that is empty, too large, or was submitted
            and saved in the meantime.
        """
        values = chain.from_iterable(fields.values())
        is_empty = not any(value.strip() for value in values)
        if is_empty or len(json.dumps(fields)) > MAX_CHARS:
            return None
        if max(len(page), len(action)) > PATH_LENGTH:
            return None
        user_id = token.user_id
        # Without a location it is only being saved, in the transaction of this request.
        submissions = Submission.objects.filter(user=user_id, nonce=token.nonce)
        if submissions.exclude(location="").exists():
            return None
        draft, _is_new = self.current().update_or_create(
            user_id=user_id,
            page=page,
            tab_id=tab_id[:TAB_ID_LENGTH],
            defaults={"action": action, "fields": fields},
        )
        self._delete_all_but_the_latest(user_id)
        return draft

    def _delete_all_but_the_latest(self, user_id: UUID) -> None:
        mine = self.filter(user=user_id).order_by("-updated_at")
        too_many = mine.values_list("pk", flat=True)[MOST_DRAFTS:]
        self.filter(pk__in=list(too_many)).delete()

    def current(self) -> "DraftQuerySet":
        """Drafts that are shown, and not discarded."""
        return self.filter(discarded_at=None)

    def discard(self) -> None:
        """Show them no more; for a day they can be restored."""
        self.current().update(discarded_at=timezone.now())

    def restore(self) -> None:
        """Show discarded drafts again, beside what was typed in their tabs since."""
        discarded = self.exclude(discarded_at=None).order_by("updated_at")
        for draft in discarded:
            draft.discarded_at = None
            here = {"user": draft.user_id, "page": draft.page, "tab_id": draft.tab_id}
            if Draft.objects.current().filter(**here).exists():
                draft.tab_id = uuid4().hex
            draft.save()

    def mentioning(self, key: UUID) -> "DraftQuerySet":
        """Drafts with this id in their URLs, such as a patient's."""
        return self.filter(Q(page__contains=str(key)) | Q(action__contains=str(key)))

    def expired(self) -> "DraftQuerySet":
        """Drafts not changed for 30 days, or discarded a day ago."""
        now = timezone.now()
        return self.filter(
            Q(updated_at__lt=now - DRAFT_LIFETIME)
            | Q(discarded_at__lt=now - DISCARDED_LIFETIME)
        )


class Draft(Record):
    """What a user typed into a form and has not submitted, on any device."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    page = models.CharField(max_length=PATH_LENGTH)
    # Two tabs with the same page are two drafts.
    tab_id = models.CharField(max_length=TAB_ID_LENGTH, blank=True, default="")
    action = models.CharField(max_length=PATH_LENGTH)
    fields: "models.JSONField[Fields, Fields]" = models.JSONField(default=dict)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[Sequence[str]] = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "tab_id"],
                condition=Q(discarded_at=None),
                name="forms_draft_is_one_in_each_tab",
            ),
        ]

    def __str__(self) -> str:
        return self.page

    def form_data(self) -> DraftData:
        data = DraftData(mutable=True)
        for name, values in self.fields.items():
            data.setlist(name, values)
        return data


class FormResponseQuerySet(models.QuerySet["FormResponse"]):
    def keep(self, *, user_id: UUID, **fields: Any) -> "FormResponse":
        """Keep a page, and of the user's earlier ones the latest."""
        kept = self.create(user_id=user_id, **fields)
        mine = self.filter(user=user_id).order_by("-created_at")
        too_many = mine.values_list("pk", flat=True)[MOST_RESPONSES:]
        self.filter(pk__in=list(too_many)).delete()
        return kept

    def mentioning(self, key: UUID) -> "FormResponseQuerySet":
        """Pages with this id in their URLs, such as a patient's."""
        return self.filter(path__contains=str(key))

    def expired(self) -> "FormResponseQuerySet":
        return self.filter(created_at__lt=timezone.now() - RESPONSE_LIFETIME)


class FormResponse(Record):
    """The page that answered a submitted form, kept for who goes back to it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    # The session that was answered; no other one is shown it.
    session_hash = models.CharField(max_length=32)
    path = models.CharField(max_length=500)
    status = models.PositiveSmallIntegerField()
    html = models.BinaryField()  # compressed

    objects = FormResponseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.path


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def expired(self) -> "SubmissionQuerySet":
        """Submissions whose token has expired, so that they cannot come again."""
        return self.filter(created_at__lt=timezone.now() - TOKEN_LIFETIME)


class Submission(Record):
    """A form that was saved: submitted again, it is not saved again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    nonce = models.UUIDField()
    # Other data in the same form, after the back button, is another submission.
    digest = models.CharField(max_length=64)
    location = models.CharField(max_length=2000, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "nonce", "digest"],
                name="forms_submission_is_saved_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nonce}"


def hash_submission(path: str, data: Mapping[str, object]) -> str:
    """A SHA-256 of the data and the path it was submitted to.

    The data includes the form's token, so it cannot be guessed from the hash. Fields
    that the page fills in are left out: the device's clock differs between two clicks.
    """
    typed = {
        name: values
        for name, values in dict(data).items()
        if name.rpartition("-")[2] not in UNSEEN
    }
    whole = json.dumps([path, sorted(typed.items())], default=str)
    return hashlib.sha256(whole.encode()).hexdigest()
