import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from myeloma_journal.platform.accounts.sessions import SessionStore
from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token


def token_of_session(user):
    """The token of a form on a page of a session, which this browser has lost."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session.save()
    return make_token(user.pk, session.session_key)


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
