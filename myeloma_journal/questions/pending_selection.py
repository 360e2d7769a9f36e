"""What was ticked on a public list, on its way into a journal.

Before its person has signed in it waits in the session, and only when they asked for
that: a sheet that is merely printed leaves nothing behind. Whoever takes up a shared
tablet an hour later finds nothing there.
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

KEY = "ticked"
WAITS = timedelta(hours=1)


def remember(session: SessionBase, sent: QueryDict) -> None:
    """Let what was sent from a list wait for its person to sign in."""
    answers = {name: sent.getlist(name) for name in AddFromCatalogueForm.base_fields}
    session[KEY] = {"answers": answers, "at": timezone.now().timestamp()}


def waiting(session: SessionBase) -> AddFromCatalogueForm | None:
    """What waits there, if anything does."""
    kept = session.get(KEY)
    if not kept or timezone.now().timestamp() - kept["at"] > WAITS.total_seconds():
        return None
    sent = QueryDict(mutable=True)
    for name, values in kept["answers"].items():
        sent.setlist(name, values)
    form = AddFromCatalogueForm(sent)
    return form if form.is_valid() else None


def forget(session: SessionBase) -> None:
    """Nothing waits any more."""
    session.pop(KEY, None)


def added_message(added: Sequence[Question], already: Sequence[Question]) -> str:
    """How many are new, how many were there, and how far those have come."""
    if not added and not already:
        return _("No question was added: none was chosen.")
    words = [
        ngettext("%(count)s question added.", "%(count)s questions added.", len(added))
        % {"count": len(added)}
    ]
    if already:
        stands = Counter(one.get_status_display().lower() for one in already)
        words.append(
            ngettext(
                "%(count)s was already on your list (%(stands)s).",
                "%(count)s were already on your list (%(stands)s).",
                len(already),
            )
            % {
                "count": len(already),
                "stands": "; ".join(f"{word}: {n}" for word, n in stands.items()),
            }
        )
    return " ".join(words)
