import pytest
from django.db import IntegrityError

from myeloma_journal.platform.accounts.models import User
from tests.factories import make_user


@pytest.mark.django_db
def test_user_email_is_unique_however_it_is_capitalised():
    make_user(email="anna@example.org")

    with pytest.raises(IntegrityError, match=r"email"):
        make_user(email="Anna@example.org")


@pytest.mark.django_db
def test_user_is_found_by_email_however_it_is_capitalised():
    user = make_user(email="anna@example.org")

    assert User.objects.with_email("ANNA@example.org").get() == user


@pytest.mark.django_db
def test_user_is_found_by_email_without_reading_all_accounts():
    plan = User.objects.with_email("anna@example.org").explain()

    assert "accounts_user_email_is_unique" in plan


@pytest.mark.django_db
def test_user_without_a_name_is_called_by_the_first_part_of_the_email():
    assert str(make_user(email="anna@example.org", name="")) == "anna"
