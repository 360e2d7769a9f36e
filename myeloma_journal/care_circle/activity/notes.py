"""Writing down who did what, for the owner to read."""

from uuid import UUID

from myeloma_journal.care_circle.models import DAILY, Activity, Kind, Membership


def note(
    member: Membership, kind: Kind, about: str = "", *, object_id: UUID | None = None
) -> None:
    """Write down that `member` did something, and from where.

    Args:
        member: Who did it, as the door handed them to the view.
        kind: What they did. What is `DAILY` is written down once a day.
        about: The name of a person or thing, such as "packet": never words that
            somebody wrote in the journal, and no secret.
        object_id: The record it was done to.
    """
    visitor = member.visitor
    activity = Activity(
        patient=member.patient,
        by=member.user,
        signed=member.signature,
        kind=kind,
        on=member.patient.today(),
        about=about,
        object_id=object_id,
        address=visitor.network if visitor else "",
        device=visitor.device if visitor else "",
    )
    if kind in DAILY:
        Activity.objects.bulk_create([activity], ignore_conflicts=True)
    else:
        activity.save()
