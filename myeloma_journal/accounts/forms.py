"""allauth's forms, with our words and our cleaner."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from myeloma_journal.accounts.models import User
from myeloma_journal.core.forms import CleanTextMixin, PageFormHelper

PASSWORD_HINT = _(
    "At least 12 characters; 15 or more are better. Any words, any signs, spaces too."
)
EMPTY = {
    "email": _("Enter your email."),
    "login": _("Enter your email."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter the password you have now."),
    "password1": _("Choose a password."),
    "password2": _("Type the password a second time."),
}
EMAIL_LENGTH = User._meta.get_field("email").max_length or 254


class PlainWordsMixin(CleanTextMixin):
    """Labels that stay instead of placeholders, and errors that say what to do."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take allauth's form and put our words in."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.error_messages["required"] = EMPTY.get(name, _("Fill this in."))
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _(
                    "Enter an email address like name@example.org."
                )


class SignInForm(PlainWordsMixin, allauth.LoginForm):
    """Email and password."""

    helper = PageFormHelper("login", "password")
    labels = {"login": _("Email"), "password": _("Password")}


class SignUpForm(PlainWordsMixin, allauth.SignupForm):
    """Email, and the password twice, because a slip locks a person out."""

    helper = PageFormHelper("email", "password1", "password2")
    labels = {
        "email": _("Email"),
        "password1": _("Password"),
        "password2": _("The same password again"),
    }
    hints = {"password1": PASSWORD_HINT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Also refuse an address that is longer than the table can hold."""
        super().__init__(*args, **kwargs)
        self.fields["email"].validators.append(
            MaxLengthValidator(
                EMAIL_LENGTH,
                _("This address is too long: %(limit_value)d characters at most."),
            )
        )


class PasswordResetForm(PlainWordsMixin, allauth.ResetPasswordForm):
    """Which account?"""

    helper = PageFormHelper("email")
    labels = {"email": _("Email")}


class NewPasswordForm(PlainWordsMixin, allauth.ResetPasswordKeyForm):
    """A new password, by the link from the email."""

    helper = PageFormHelper("password1", "password2")
    labels = {
        "password1": _("New password"),
        "password2": _("The same new password again"),
    }
    hints = {"password1": PASSWORD_HINT}


class PasswordSetForm(PlainWordsMixin, allauth.SetPasswordForm):
    """A first password, for an account that never had one."""

    helper = PageFormHelper("password1", "password2")
    labels = {"password1": _("Password"), "password2": _("The same password again")}
    hints = {"password1": PASSWORD_HINT}


class PasswordChangeForm(PlainWordsMixin, allauth.ChangePasswordForm):
    """A new password, by the old one."""

    helper = PageFormHelper("oldpassword", "password1", "password2")
    labels = {
        "oldpassword": _("The password you have now"),
        "password1": _("New password"),
        "password2": _("The same new password again"),
    }
    hints = {"password1": PASSWORD_HINT}
