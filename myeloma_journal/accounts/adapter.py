"""How allauth makes an account of ours."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from myeloma_journal.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Email and password, nothing else."""

    def save_user(
        self, request: HttpRequest, user: User, form: Any, commit: bool = True
    ) -> User:
        """Fill the account from the sign-up form."""
        user.email = form.cleaned_data["email"]
        user.set_password(form.cleaned_data["password1"])
        if commit:
            user.save()
        return user
