"""Questions selected on a public list, until their journal is known.

Before sign-in they are kept in the session, and only when "Keep" was pressed; printing
a sheet stores nothing. On a shared device they expire within the hour.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.questions.forms import AddFromCatalogueForm
from myeloma_journal.questions.models import Question

SESSION_KEY = "pending_selection"
MAX_AGE = timedelta(hours=1)


def save(session: SessionBase, data: QueryDict) -> None:
    fields = {name: data.getlist(name) for name in AddFromCatalogueForm.base_fields}
    session[SESSION_KEY] = {"fields": fields, "at": timezone.now().timestamp()}


def load(session: SessionBase) -> AddFromCatalogueForm | None:
    """The saved selection as a valid form, if there is one and it is not too old."""
    saved = session.get(SESSION_KEY)
    if not saved or timezone.now().timestamp() - saved["at"] > MAX_AGE.total_seconds():
        return None
    data = QueryDict(mutable=True)
    for name, values in saved["fields"].items():
        data.setlist(name, values)
    form = AddFromCatalogueForm(data)
    return form if form.is_valid() else None


def clear(session: SessionBase) -> None:
    session.pop(SESSION_KEY, None)


def added_message(added: Sequence[Question], already: Sequence[Question]) -> str:
    """How many were added, and how many were there already, by status."""
    if not added and not already:
        return _("You didn’t choose any questions, so none were added.")
    sentences = [
        ngettext("%(count)s question added.", "%(count)s questions added.", len(added))
        % {"count": len(added)}
    ]
    if already:
        statuses = Counter(str(question.get_status_display()) for question in already)
        sentences.append(
            ngettext(
                "%(count)s was already on your list (%(stands)s).",
                "%(count)s were already on your list (%(stands)s).",
                len(already),
            )
            % {
                "count": len(already),
                "stands": "; ".join(
                    f"{status}: {count}" for status, count in statuses.items()
                ),
            }
        )
    return " ".join(sentences)
