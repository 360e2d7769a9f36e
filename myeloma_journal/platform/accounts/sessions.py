"""Sessions that know whose they are, on what device, and when they end.

The settings name this module as the session engine. The end stands in the session's
row, and a row past its end is not found: no page needs to check, and none costs a query
more. Once in a while, not at each request, the time of the last use is written down.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from myeloma_journal.platform.accounts.models import Device, Session, User

SIGN_IN = "sign_in"


class Limits(NamedTuple):
    """How long a session lasts.

    Attributes:
        idle_timeout: It ends when unused for this long.
        absolute_timeout: It ends this long after the login.
        update_interval: `used_at` is updated this often, at most.
    """

    idle_timeout: timedelta
    absolute_timeout: timedelta
    update_interval: timedelta


LIMITS = {
    Device.OWN: Limits(timedelta(days=14), timedelta(days=30), timedelta(hours=1)),
    Device.SHARED: Limits(
        timedelta(minutes=10), timedelta(hours=2), timedelta(minutes=1)
    ),
}
# Of somebody who has not signed in: ticks of a list, a password being chosen.
ANONYMOUS_LASTS = timedelta(hours=1)
# A form sent after the end of its session is saved as a draft while the row is there.
RETENTION_AFTER_END = timedelta(days=30)


class SessionStore(db.SessionStore):
    """Stores a session with the columns of `Session`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    @classmethod
    def clear_expired(cls) -> None:
        """Delete rows past their end; of a user, only when no form comes late."""
        now = timezone.now()
        ended = Session.objects.filter(expire_date__lt=now)
        is_old = Q(expire_date__lt=now - RETENTION_AFTER_END)
        ended.filter(Q(user=None) | is_old).delete()

    def start(self, device: Device, browser: str) -> None:
        self[SIGN_IN] = _sign_in(device, browser)

    def stay(self) -> None:
        self[SIGN_IN]["used"] = timezone.now().timestamp()
        self.modified = True

    @property
    def is_shared(self) -> bool:
        """Whether somebody is signed in on a device that others use too."""
        return self.get(SIGN_IN, {}).get("device") == Device.SHARED

    @property
    def seconds_left(self) -> int:
        """Until it ends, if nothing more is asked."""
        return max(0, self.get_expiry_age())

    @property
    def seconds_at_most(self) -> int:
        """Until it ends, whatever is asked."""
        signed_in = self.get(SIGN_IN) or _sign_in()
        return max(0, int(_absolute_end(signed_in) - timezone.now().timestamp()))

    def load(self) -> dict[str, Any]:
        """Updates `used_at` when it is older than the interval."""
        data: dict[str, Any] = super().load()
        if signed_in := data.get(SIGN_IN):
            now = timezone.now().timestamp()
            interval = LIMITS[signed_in["device"]].update_interval.total_seconds()
            if now - signed_in["used"] > interval:
                signed_in["used"] = now
                self.modified = True
        return data

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        if SESSION_KEY in data:
            signed_in = data.setdefault(SIGN_IN, _sign_in())
            signed_in["used"] = timezone.now().timestamp()
        row = cast(Session, super().create_model_instance(data))
        row.expire_date = _end(data)
        if SESSION_KEY in data:
            row.user_id = data[SESSION_KEY]
            row.device, row.browser = signed_in["device"], signed_in["browser"]
            row.began_at = datetime.fromtimestamp(signed_in["since"], UTC)
            row.used_at = datetime.fromtimestamp(signed_in["used"], UTC)
        return row

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """When it ends, if nothing more is asked."""
        return _end(self)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """In seconds; the age of the cookie."""
        return round((_end(self) - timezone.now()).total_seconds())

    def get_expire_at_browser_close(self) -> bool:
        return SIGN_IN not in self or self.is_shared


def session_keys(user_id: UUID) -> list[str]:
    """Of the sessions nobody signed out of, those past their end included."""
    sessions = Session.objects.filter(user=user_id)
    return list(sessions.values_list("session_key", flat=True))


def session_of(request: HttpRequest) -> SessionStore:
    return cast(SessionStore, request.session)


def end_others(user: User, mine: SessionStore) -> None:
    """End all sessions of `user` but this one, which goes on under a new key."""
    user.sessions.exclude(pk=mine.session_key).delete()
    if mine.get(SESSION_KEY) == str(user.pk):
        mine.cycle_key()


def _sign_in(device: Device = Device.OWN, browser: str = "") -> dict[str, Any]:
    now = timezone.now().timestamp()
    return {"device": device, "browser": browser, "since": now, "used": now}


def _absolute_end(signed_in: dict[str, Any]) -> float:
    timeout = LIMITS[signed_in["device"]].absolute_timeout
    return float(signed_in["since"] + timeout.total_seconds())


def _end(data: Any) -> datetime:
    signed_in = data.get(SIGN_IN)
    if not signed_in:
        return timezone.now() + ANONYMOUS_LASTS
    idle = LIMITS[signed_in["device"]].idle_timeout
    end = signed_in["used"] + idle.total_seconds()
    return datetime.fromtimestamp(min(end, _absolute_end(signed_in)), UTC)


def require_writable_database() -> None:
    """Write a row and delete it again.

    Raises:
        DatabaseError: The disk is full, or the database takes no writes.
    """
    with transaction.atomic():
        row = Session.objects.create(
            session_key=get_random_string(32), expire_date=timezone.now()
        )
        row.delete()
