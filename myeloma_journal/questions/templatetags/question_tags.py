"""Which questions of a published list somebody keeps already."""

from collections import defaultdict
from typing import Any

from django import template
from django.utils.translation import gettext as _

from myeloma_journal.questions.models import Question

register = template.Library()


@register.simple_tag(takes_context=True)
def kept_in(context: dict[str, Any]) -> dict[str, list[str]]:
    """In whose questions each published one stands, by its slug; one query.

    A stranger keeps none, and nothing is asked of the database.
    """
    memberships = context.get("memberships")
    if not memberships:
        return {}
    names = {
        one.patient_id: _("in my questions")
        if one.is_patient and len(memberships) == 1
        else _("in %(name)s’s questions") % {"name": one.patient.name}
        for one in memberships
    }
    kept = defaultdict(list)
    copied = Question.objects.filter(
        patient__in=names, catalogue_question__isnull=False
    ).order_by("created_at")
    for slug, patient in copied.values_list("catalogue_question__slug", "patient"):
        kept[slug].append(names[patient])
    return dict(kept)


@register.filter
def of(kept: dict[str, list[str]], slug: str) -> list[str]:
    """The journals that hold this one question."""
    return kept.get(slug, [])
