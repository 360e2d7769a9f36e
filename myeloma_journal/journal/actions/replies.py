"""Writes of what somebody said about calling."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import CallReply, Entry, Rating, RuleMatch, Said


@transaction.atomic
def reply(*, matches: Iterable[RuleMatch], said: Said, by: Membership) -> None:
    """Save what was said to these matches; what was said before is replaced."""
    for match in matches:
        undo(CallReply.objects.filter(match=match))
        CallReply.objects.create(
            entry_id=match.entry_id,
            match=match,
            said=said,
            is_private=match.is_private,
            **by.as_creator,
        )


@transaction.atomic
def reply_none(*, entry: Entry, by: Membership) -> None:
    """Save that none of the signs asked about is happening.

    Where a private symptom may have led to the list, only the patient reads it.
    """
    undo(CallReply.objects.filter(entry=entry, match=None))
    private = Rating.objects.filter(entry=entry, followed__is_private=True)
    CallReply.objects.create(
        entry=entry,
        said=Said.NONE,
        is_private=by.is_patient and private.exists(),
        **by.as_creator,
    )


@transaction.atomic
def undo(replies: Iterable[CallReply]) -> None:
    """Delete replies; their history stays."""
    for given in replies:
        given.delete()


def undo_yes(matches: Iterable[RuleMatch]) -> None:
    """End matches of signs that somebody said yes to by mistake."""
    for match in matches:
        match.corrected_at = timezone.now()
        match.save()
