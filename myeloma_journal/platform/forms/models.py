"""Forms that were not sent yet, and forms that were."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from myeloma_journal.platform.database.models import Record
from myeloma_journal.platform.forms.form_data import UNSEEN, DraftData
from myeloma_journal.platform.forms.idempotency import TOKEN_LIFETIME, FormToken

KEPT_FOR = timedelta(days=30)
# Room for ten long notes in a draft, and for more drafts than anybody leaves lying.
MOST_LETTERS = 200_000
MOST_DRAFTS = 50
PATH_LENGTH = 200
TAB_ID_LENGTH = 36

Fields = dict[str, list[str]]


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions to ask of drafts."""

    def keep(
        self,
        *,
        user_id: UUID,
        token: FormToken,
        page: str,
        action: str,
        tab_id: str,
        fields: Fields,
    ) -> "Draft | None":
        """Keep what stands in a form, in place of what stood there a moment ago.

        Args:
            user_id: Whose words they are.
            token: The token of the form.
            page: The address the form stands on.
            action: The address it is sent to.
            tab_id: Tells this tab from another one with the same page.
            fields: All its answers, without passwords and tokens.

        Returns:
            The draft; None when this very form was saved meanwhile, says nothing, or
            is larger than anything that people type.
        """
        said = any(value.strip() for values in fields.values() for value in values)
        if not said or len(json.dumps(fields)) > MOST_LETTERS:
            return None
        if max(len(page), len(action)) > PATH_LENGTH:
            return None
        # Without a location it is only being saved, in the transaction of this request.
        saved = Submission.objects.filter(user=user_id, nonce=token.nonce).exclude(
            location=""
        )
        if saved.exists():
            return None
        draft, _is_new = self.update_or_create(
            user_id=user_id,
            page=page,
            tab_id=tab_id[:TAB_ID_LENGTH],
            defaults={"action": action, "fields": fields},
        )
        self._forget_all_but_the_latest(user_id)
        return draft

    def _forget_all_but_the_latest(self, user_id: UUID) -> None:
        mine = self.filter(user=user_id).order_by("-updated_at")
        too_many = mine.values_list("pk", flat=True)[MOST_DRAFTS:]
        self.filter(pk__in=list(too_many)).delete()

    def naming(self, key: UUID) -> "DraftQuerySet":
        """Drafts of forms that have this id in their address, such as a journal's."""
        named = str(key)
        return self.filter(Q(page__contains=named) | Q(action__contains=named))

    def old(self) -> "DraftQuerySet":
        """Drafts that nobody has come back to."""
        return self.filter(updated_at__lt=timezone.now() - KEPT_FOR)


class Draft(Record):
    """What one person typed into one form and has not sent yet, on any device."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    page = models.CharField(max_length=PATH_LENGTH)
    # Two tabs with the same page are two drafts.
    tab_id = models.CharField(max_length=TAB_ID_LENGTH, blank=True, default="")
    action = models.CharField(max_length=PATH_LENGTH)
    fields: "models.JSONField[Fields, Fields]" = models.JSONField(default=dict)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[Sequence[str]] = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "tab_id"],
                name="forms_draft_is_one_in_each_tab",
            ),
        ]

    def __str__(self) -> str:
        return self.page

    def answers(self) -> DraftData:
        """The form as it was left, to be shown and not to be judged."""
        answers = DraftData(mutable=True)
        for name, values in self.fields.items():
            answers.setlist(name, values)
        return answers


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Questions to ask of forms that were sent."""

    def old(self) -> "SubmissionQuerySet":
        """Those that are not sent again by any page that is still open."""
        return self.filter(created_at__lt=timezone.now() - TOKEN_LIFETIME)


class Submission(Record):
    """A form that was saved: the same one, sent again, is not saved again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    nonce = models.UUIDField()
    # Other words in the same form, after the back button, are another thing said.
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


def digest_of(path: str, answers: Mapping[str, object]) -> str:
    """What was sent, and where to, as 64 letters that do not tell it.

    The form's token is among the answers, so nobody can find out what was said by
    trying. What the page fills in unseen is left out: the device's clock differs from
    one click to the next.
    """
    said = {
        name: values
        for name, values in dict(answers).items()
        if name.rpartition("-")[2] not in UNSEEN
    }
    whole = json.dumps([path, sorted(said.items())], default=str)
    return hashlib.sha256(whole.encode()).hexdigest()
