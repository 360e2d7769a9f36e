"""Rows for the baseline: `python -m tests.bench.baseline.seed ENTRIES…`, BASELINE=FILE.

Prints, for each number of entries, the session key of a person who has so many.
"""

import os
import random
import sys
from datetime import timedelta

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.baseline.settings"
    django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from tests.bench.baseline.models import Entry, Tag

KINDS = ["tired", "pain", "numb", "sleep", "rash"]
A_DAY = 20


def main(sizes: list[int]) -> None:
    """A person for each size."""
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
    for size in sizes:
        user = User.objects.create_user(f"person-{size}")
        make_entries(user, size)
        client = Client()
        client.force_login(user)
        print(client.cookies["sessionid"].value)


def make_entries(user: User, size: int) -> None:
    """So many entries of one person, twenty a day."""
    chance = random.Random(1)
    now = timezone.now()
    entries = (
        Entry(
            user=user,
            at=now - timedelta(days=1) / A_DAY * number,
            kind=chance.choice(KINDS),
            severity=chance.randint(0, 3),
            temperature=36.5 + chance.random(),
            weight=70 + chance.random(),
            note="a short note about how the day went " * chance.randint(0, 3),
        )
        for number in range(size)
    )
    made = Entry.objects.bulk_create(entries, batch_size=2000)
    tag = Tag.objects.create(name="clinic")
    links = (Entry.tags.through(entry=entry, tag=tag) for entry in made[::3])
    Entry.tags.through.objects.bulk_create(links, batch_size=2000)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
