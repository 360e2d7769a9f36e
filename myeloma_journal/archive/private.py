"""What the one who takes a journal out may not see: it stays where it is.

A question that a helper keeps for themselves is theirs, and a symptom that the patient
keeps for themselves is the patient's. They are left out whole, with their answers,
ratings and versions, and are only counted.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.journal.models import (
    FollowedSymptom,
    Rating,
    RuleMatch,
    RuleMatchQuerySet,
)
from myeloma_journal.questions.models import Answer, Question

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Private:
    """What is kept from one member.

    Attributes:
        questions: Ids of questions that somebody else keeps for themselves.
        symptoms: Ids of symptoms that the patient keeps for themselves.
        rows: For each kind of record, which rows are left out, versions included.
    """

    questions: frozenset[UUID]
    symptoms: frozenset[UUID]
    rows: dict[type[Model], Q]

    @property
    def is_any(self) -> bool:
        """Whether anything is left out."""
        return bool(self.questions or self.symptoms)

    def hides(self, record_id: object) -> bool:
        """Whether a link leads to something that is left out."""
        return record_id in self.questions or record_id in self.symptoms


def private_from(member: Membership) -> Private:
    """What `member` may not see in this journal; four queries."""
    of_others = Q(private_to__isnull=False) & ~Q(private_to=member.user_id)
    of_patient = NOTHING if member.is_patient else Q(is_private=True)
    mine = {"patient": member.patient_id}
    questions = _kept(
        Question._base_manager.filter(**mine),
        Question.history.filter(**mine),
        of_others,
    )
    symptoms = _kept(
        FollowedSymptom._base_manager.filter(**mine),
        FollowedSymptom.history.filter(**mine),
        of_patient,
    )
    rows: dict[type[Model], Q] = {
        Question: of_others | Q(id__in=questions),
        Answer: Q(question__in=questions),
        FollowedSymptom: of_patient | Q(id__in=symptoms),
        Rating: Q(followed__in=symptoms),
        RuleMatch: ~Q(pk__in=_rule_matches_shown_to(member).values("pk")),
    }
    return Private(questions, symptoms, rows)


def _kept(
    records: QuerySet[Model], versions: QuerySet[Model], private: Q
) -> frozenset[UUID]:
    """Ids of records that are private, or were until they were deleted."""
    gone = versions.filter(private).exclude(id__in=records.values("id"))
    now = records.filter(private)
    return frozenset(now.values_list("id", flat=True)) | frozenset(
        gone.values_list("id", flat=True)
    )


def _rule_matches_shown_to(member: Membership) -> RuleMatchQuerySet:
    """What was shown about a symptom names it, too."""
    matches = RuleMatch.objects.filter(entry__patient=member.patient_id)
    return matches.shown_to(member)
