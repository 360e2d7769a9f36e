"""What the database refuses about the list of erasures."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.archive.models import Erased, Erasure

pytestmark = pytest.mark.django_db

WHEN = datetime(2026, 11, 29, tzinfo=UTC)


def test_only_journals_and_accounts_are_erased():
    with pytest.raises(IntegrityError, match="kind_is_known"), transaction.atomic():
        Erasure.objects.create(kind="planet", erased_id=uuid4(), erased_at=WHEN)


def test_what_is_gone_is_noted_once():
    key = uuid4()
    Erasure.objects.note(Erased.JOURNAL, key, WHEN)

    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(kind=Erased.JOURNAL, erased_id=key, erased_at=WHEN)
