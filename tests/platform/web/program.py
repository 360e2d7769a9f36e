"""The program in a process of its own, with the product's settings and a real database.

Run as `python -m tests.platform.web.program`. It reads commands, one in a line of JSON,
and answers each with a line of JSON. Whoever started it may take its database away
meanwhile, or kill it.
"""

import json
import os
import sys

import django
from django.conf import settings


def start():
    os.environ["DJANGO_SETTINGS_MODULE"] = "myeloma_journal.settings"
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    # Who is to guess the password of a test?
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()


def prepare():
    """Create the tables without migrations, and record all migrations as applied."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder
    from django.test.utils import override_settings

    none = {app.label: None for app in apps.get_app_configs()}
    with override_settings(MIGRATION_MODULES=none):
        call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).disk_migrations:
        recorder.record_applied(app, name)


class Program:
    """Somebody with a journal, in front of a browser."""

    def __init__(self):
        from django.test import Client

        from tests.factories import make_membership, make_user

        person = make_user(email=f"person-{os.getpid()}@example.org")
        self.member = make_membership(user=person)
        self.client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        self.client.force_login(self.member.user)
        self.journal = f"/patients/{self.member.patient_id}/"

    def ask(self, path, **answers):
        """GET a page, or POST a form: status, headers and body."""
        from django.db import close_old_connections

        close_old_connections()  # as after each request in production
        send = self.client.post if answers else self.client.get
        page = send(path.replace("JOURNAL/", self.journal), answers)
        headers = dict(page.headers) | {"cookies": list(page.cookies)}
        return [page.status_code, headers, page.content.decode()]

    def watch(self, path):
        """Request as monitoring does, without a cookie: status and body."""
        from django.test import Client

        watch = Client(raise_request_exception=False, SERVER_NAME="localhost")
        page = watch.get(path)
        return [page.status_code, page.content.decode(), list(page.cookies)]

    def write_on(self):
        """Write question after question, and say of each when it was saved."""
        for number in range(100_000):
            text = f"Question {number} of {os.getpid()}"
            status, _headers, _page = self.ask("JOURNAL/questions/add/", text=text)
            assert status == 302, status
            say(text)

    def fill_the_disk(self):
        """Let every write fail as on a full disk."""
        from django.db import connection

        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                (pages,) = cursor.execute("PRAGMA page_count").fetchone()
            options = connection.settings_dict["OPTIONS"]
            options["init_command"] += f"PRAGMA max_page_count={pages};"
            connection.close()
        else:
            _fill_postgresql(connection)

    def age_the_session(self):
        """The session was last used days ago, and is to note that it is used again."""
        session = self.client.session
        row = session.create_model_instance(dict(session))
        session["sign_in"]["used"] -= 24 * 60 * 60
        row.session_data = session.encode(dict(session))
        row.save()


def say(answer):
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _fill_postgresql(connection):
    """Each write meets the very error that a full disk gives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE disk_full USING MESSAGE = 'could not extend file: No space left'; "
            "END $$"
        )
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION full_disk()"
            )


def main():
    start()
    if sys.argv[1] == "prepare":
        prepare()
        return
    program = Program()
    say("started")
    for line in sys.stdin:
        name, words, named = json.loads(line)
        answer = getattr(program, name)(*words, **named)
        say(answer)


if __name__ == "__main__":
    main()
