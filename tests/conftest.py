"""The cast: the four people every page is asked about."""

import os
import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.db import transaction
from django.db.models.signals import post_migrate
from django.test import Client

from myeloma_journal.care_circle.roles import Role
from myeloma_journal.platform.accounts import reauthentication
from myeloma_journal.platform.accounts.sessions import SessionStore
from myeloma_journal.platform.database import schema
from myeloma_journal.platform.pdf import glyphs
from tests.factories import make_membership, make_patient, make_user


class Browser(Client):
    """Where somebody has just signed in, so that no page asks whether it is them."""

    def force_login(self, user, backend=None):
        if settings.SESSION_COOKIE_NAME in self.cookies:
            super().force_login(user, backend)
            session = self.session
        else:
            # What Django would write in five steps: most tests begin with this.
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[reauthentication.SESSION_KEY] = time.time()
        session.save()
        self.cookies[settings.SESSION_COOKIE_NAME] = session.session_key

    def leave_alone(self):
        """Go away for longer than a confirmation counts; the session stays open."""
        session = self.session
        session[reauthentication.SESSION_KEY] -= reauthentication.LASTS.total_seconds()
        session.save()


@pytest.fixture
def client():
    return Browser()


@pytest.fixture
def only_our_fonts(monkeypatch):
    """No font is installed on the machine: what our own lack is not printable."""
    monkeypatch.setattr(glyphs, "installed_ranges", str)
    glyphs.printable.cache_clear()
    yield
    glyphs.printable.cache_clear()


@pytest.fixture
def patient(db):
    return make_patient()


@pytest.fixture
def cast(patient):
    """Owner, helper and reader of one circle, and a stranger who owns another."""
    members = {role.value: make_user(name=role.label) for role in Role}
    for role, user in members.items():
        make_membership(
            patient=patient, user=user, role=role, is_patient=role == Role.OWNER
        )
    return members | {"stranger": make_membership().user}


@pytest.fixture(scope="session")
def django_db_use_migrations(pytestconfig):
    """Migrations are tried in the two processes that are about a database."""
    if pytestconfig.option.nomigrations:
        return False
    return os.environ.get("TEST_SHARE", "each") == "each"


@pytest.fixture(scope="session", autouse=True)
def no_permissions():
    """Those of Django, which nobody here has, would be made anew after each story."""
    maker = "django.contrib.auth.management.create_permissions"
    assert post_migrate.disconnect(dispatch_uid=maker)


@pytest.fixture(scope="session", autouse=True)
def migrated():
    """The tests' database is up to date: no page spends a query on asking."""
    schema.known["are_applied"] = True


CATALOGUE_FILES = [
    "sources",
    "terms",
    "checklists",
    "symptoms",
    "signs",
    "therapies",
    "markers",
    "countries",
    "synonyms",
]
# The rows of the catalogue by table, once they were read from its files.
PUBLISHED = {}


def load_catalogue():
    """Bring in all that we publish: from its files, which takes seconds, only once."""
    if PUBLISHED:
        with transaction.atomic():
            for table, rows in PUBLISHED.items():
                table.objects.bulk_create(rows)
        return
    call_command("loaddata", *CATALOGUE_FILES, verbosity=0)
    tables = apps.get_app_config("catalogue").get_models(include_auto_created=True)
    PUBLISHED.update({table: list(table.objects.all()) for table in tables})


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """All that we publish, for a module of tests that also ask for `db`.

    All tests of the module see it: prefer the factories.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_catalogue()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def afternoon(time_machine):
    """It is 2:02 in the afternoon of November 21, 2026 where the patient lives."""
    now = datetime(2026, 11, 21, 14, 2, tzinfo=ZoneInfo("America/New_York"))
    time_machine.move_to(now, tick=False)
    return now
