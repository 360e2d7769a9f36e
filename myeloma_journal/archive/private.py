"""What an export leaves out, because the member who exports may not see it.

Private questions of others and private symptoms of the patient are left out with their
answers, ratings and history, and are only counted.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import (
    CallReply,
    FollowedSymptom,
    Rating,
    RuleMatch,
    RuleMatchQuerySet,
)
from myeloma_journal.questions.models import Answer, Question

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Private:
    """What one member may not see.

    Attributes:
        questions: Ids of private questions of others.
        symptoms: Ids of private symptoms of the patient.
        rows: For each model, which rows are left out, also of its history.
    """

    questions: frozenset[UUID]
    symptoms: frozenset[UUID]
    rows: dict[type[Model], Q]

    @property
    def is_any(self) -> bool:
        return bool(self.questions or self.symptoms)

    def hides(self, record_id: object) -> bool:
        return record_id in self.questions or record_id in self.symptoms


def private_from(member: Membership) -> Private:
    """What `member` may not see in this journal; four queries."""
    of_others = Q(private_to__isnull=False) & ~Q(private_to=member.user_id)
    of_patient = NOTHING if member.is_patient else Q(is_private=True)
    mine = {"patient": member.patient_id}
    questions = _private_ids(
        Question._base_manager.filter(**mine),
        Question.history.filter(**mine),
        of_others,
    )
    symptoms = _private_ids(
        FollowedSymptom._base_manager.filter(**mine),
        FollowedSymptom.history.filter(**mine),
        of_patient,
    )
    hidden = ~Q(pk__in=_visible_rule_matches(member).values("pk"))
    rows: dict[type[Model], Q] = {
        Question: of_others | Q(id__in=questions),
        Answer: Q(question__in=questions),
        FollowedSymptom: of_patient | Q(id__in=symptoms),
        Rating: Q(followed__in=symptoms),
        RuleMatch: hidden,
        CallReply: of_patient | Q(match__in=RuleMatch.objects.filter(hidden)),
    }
    return Private(questions, symptoms, rows)


def _private_ids(
    records: QuerySet[Model], versions: QuerySet[Model], private: Q
) -> frozenset[UUID]:
    """Ids of records that are private, or were when they were deleted."""
    deleted = versions.filter(private).exclude(id__in=records.values("id"))
    existing = records.filter(private)
    return frozenset(existing.values_list("id", flat=True)) | frozenset(
        deleted.values_list("id", flat=True)
    )


def _visible_rule_matches(member: Membership) -> RuleMatchQuerySet:
    """Matches of rules about visible symptoms: a match names its symptom."""
    match = RuleMatch.objects.filter(entry__patient=member.patient_id)
    return match.visible_to(member)
