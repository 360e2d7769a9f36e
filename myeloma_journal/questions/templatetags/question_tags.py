"""Which questions of a published list are on whose list already."""

from collections import defaultdict
from typing import Any

from django import template
from django.utils.translation import gettext as _

from myeloma_journal.questions.models import Question

register = template.Library()


@register.simple_tag(takes_context=True)
def journals_by_question(context: dict[str, Any]) -> dict[str, list[str]]:
    """Names of the reader's journals by the slug of each question they hold.

    One query; none for anonymous visitors.
    """
    memberships = context.get("memberships")
    if not memberships:
        return {}
    names = {
        membership.patient_id: _("Already in my questions")
        if membership.is_patient and len(memberships) == 1
        else _("Already in %(name)s’s questions") % {"name": membership.patient.name}
        for membership in memberships
    }
    copied = Question.objects.filter(
        patient__in=names, catalogue_question__isnull=False
    ).order_by("created_at")
    journals = defaultdict(list)
    for slug, patient in copied.values_list("catalogue_question__slug", "patient"):
        journals[slug].append(names[patient])
    return dict(journals)


@register.filter
def get_list(journals: dict[str, list[str]], slug: str) -> list[str]:
    return journals.get(slug, [])
