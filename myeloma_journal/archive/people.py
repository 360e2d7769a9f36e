"""The people a journal speaks of: numbered, because an account means nothing elsewhere.

No email address leaves with a journal. A number holds within one file, in which people
are counted as they first appear; person 1 is who takes the journal out.
"""

from typing import Any

from myeloma_journal.platform.accounts.models import User


class People:
    """Everybody who was met while a journal was read."""

    def __init__(self, first: User) -> None:
        """Begin with the one who asks."""
        self._met: dict[str, tuple[int, str] | None] = {str(first.pk): (1, str(first))}

    def number(self, user_id: str | None) -> int | None:
        """The number of a person; nothing for nobody and for an account that is gone.

        A query for each person, when they are met first.
        """
        met = self._meet(user_id)
        return met[0] if met else None

    def name(self, user_id: str | None) -> str:
        """The name of a person; empty for nobody and for an account that is gone."""
        met = self._meet(user_id)
        return met[1] if met else ""

    def everybody(self) -> list[dict[str, Any]]:
        """All who were met, in the order of their numbers."""
        known = [met for met in self._met.values() if met]
        return [{"number": number, "name": name} for number, name in known]

    def _meet(self, user_id: str | None) -> tuple[int, str] | None:
        if user_id is None:
            return None
        if user_id not in self._met:
            user = User.objects.filter(pk=user_id).first()
            count = sum(1 for met in self._met.values() if met)
            self._met[user_id] = (count + 1, str(user)) if user else None
        return self._met[user_id]
