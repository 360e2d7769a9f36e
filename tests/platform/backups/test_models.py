"""What the database refuses about the list of erasures."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from myeloma_journal.platform.backups.models import Erasure

pytestmark = pytest.mark.django_db

WHEN = datetime(2026, 11, 29, tzinfo=UTC)


def test_what_is_gone_is_noted_once():
    key = uuid4()
    Erasure.objects.record("journal", key, WHEN)

    with pytest.raises(IntegrityError), transaction.atomic():
        Erasure.objects.create(kind="journal", erased_id=key, erased_at=WHEN)
