import pytest
from django.urls import reverse

from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"])
    return cast["owner"]


@pytest.fixture
def add(patient):
    return reverse("questions:question_add", args=[patient.pk])


@pytest.fixture
def form(owner):
    """The form of a question, as a page rendered for the owner has it."""
    return {"text": "Can I swim?", TOKEN_FIELD: make_token(owner.pk)}
