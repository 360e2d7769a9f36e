"""allauth's forms, with our words and our cleaner."""

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

from myeloma_journal.core.forms import PageFormHelper

PASSWORD_HINT = _(
    "At least 12 characters; 15 or more are better. Any words, any signs, spaces too."
)


class SignInForm(allauth.LoginForm):
    """Email and password."""

    helper = PageFormHelper("login", "password")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take allauth's form; its placeholders go, because labels stay."""
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = _("Email")
        self.fields["password"].help_text = ""
        _without_placeholders(self)


class SignUpForm(allauth.SignupForm):
    """Email, and the password twice, because a slip locks a person out."""

    helper = PageFormHelper("email", "password1", "password2")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take allauth's form and put our words in."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email")
        self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["password2"].label = _("The same password again")
        _without_placeholders(self)


class PasswordResetForm(allauth.ResetPasswordForm):
    """Which account?"""

    helper = PageFormHelper("email")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take allauth's form and put our words in."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Email")
        _without_placeholders(self)


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, by the link from the email."""

    helper = PageFormHelper("password1", "password2")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take allauth's form and put our words in."""
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["password2"].label = _("The same password again")
        _without_placeholders(self)


class PasswordChangeForm(allauth.ChangePasswordForm):
    """A new password, by the old one."""

    helper = PageFormHelper("oldpassword", "password1", "password2")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Take allauth's form and put our words in."""
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["password2"].label = _("The same new password again")
        _without_placeholders(self)


def _without_placeholders(form: allauth.forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
