import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    """INT-8: none is missing."""
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
