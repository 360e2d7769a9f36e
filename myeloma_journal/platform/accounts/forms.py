"""allauth's forms, with our labels, messages and text cleaning."""

from typing import Any, cast

from allauth.account import forms as allauth
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from myeloma_journal.platform.accounts.models import Device, User
from myeloma_journal.platform.accounts.registration import is_setup_code
from myeloma_journal.platform.forms.base import CleanTextMixin, PageFormHelper

PASSWORD_HINT = _(
    "Use at least 12 characters; 15 or more are better. Letters, numbers, "
    "symbols, and spaces are all fine."
)
DEVICE_HINT = _(
    "On your own device, you’re signed out after two weeks without use, and "
    "always after 30 days. On a shared device, you’re signed out after 10 "
    "minutes without use, and always after 2 hours. Nothing is kept on it."
)
EMPTY = {
    "code": _("Enter the setup code."),
    "email": _("Enter your email."),
    "login": _("Enter your email."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your current password."),
    "password1": _("Choose a password."),
}
EMAIL_LENGTH = User._meta.get_field("email").max_length or 254


class LabelsMixin(CleanTextMixin):
    """Labels that stay instead of placeholders, and errors that say what to do."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            field.error_messages["required"] = EMPTY.get(name, _("Fill in this field."))
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _(
                    "Enter an email address like name@example.com."
                )


class DeviceField(forms.ChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Whose device is this?"),
            choices=Device.choices,
            initial=Device.OWN,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """Forms without the question mean one's own device."""
        return str(super().clean(value or Device.OWN))


def _require_encodable(email: str, field: forms.Field) -> str:
    """The email, if its domain can be written in an email's header.

    Django's validator lets domains pass that IDNA cannot encode, and nothing could be
    sent there.
    """
    try:
        punycode(email.rpartition("@")[2])
    except UnicodeError as error:
        raise ValidationError(
            field.error_messages["invalid"], code="invalid"
        ) from error
    return email


class SignInForm(LabelsMixin, allauth.LoginForm):
    helper = PageFormHelper("login", "password", "device")
    labels = {"login": _("Email"), "password": _("Password")}
    hints = {"device": DEVICE_HINT}
    device = DeviceField()


class SignUpForm(LabelsMixin, forms.Form):
    """Only the email: the password is chosen on the page that our e-mail links to."""

    helper = PageFormHelper("email")
    hints = {
        "email": _(
            "You’ll use it to sign in. Our emails never include anything from your "
            "journal."
        )
    }
    email = forms.EmailField(
        label=_("Email"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        email = User.objects.normalize_email(self.cleaned_data["email"].lower())
        return _require_encodable(email, self.fields["email"])


class TypedOnceMixin(LabelsMixin):
    """A new password is typed once: the page can show it."""

    password2 = None
    labels = {"password1": _("Password")}
    hints: dict[str, Any] = {"password1": PASSWORD_HINT}


class FirstPasswordForm(TypedOnceMixin, allauth.SetPasswordForm):
    helper = PageFormHelper("password1", "device")
    hints = TypedOnceMixin.hints | {"device": DEVICE_HINT}
    device = DeviceField()


class SetUpForm(SignUpForm, FirstPasswordForm):
    """The first account of a server, for whoever can read its log."""

    helper = PageFormHelper("code", "email", "password1", "device")
    hints = SignUpForm.hints | FirstPasswordForm.hints
    code = forms.CharField(
        label=_("Setup code"),
        help_text=_("You’ll find it in the server log."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    # The password is compared with the email, which must be known by then.
    field_order = ["code", "email"]

    def clean_email(self) -> str:
        """Sets the email of `user`, with which the password is compared."""
        self.user.email = super().clean_email()
        return str(self.user.email)

    def clean_code(self) -> None:
        if not is_setup_code(self.cleaned_data["code"]):
            raise ValidationError(
                _("That isn’t the code. Copy it from the log, or print it again: %s")
                % "manage.py setup_code"
            )


class NameForm(LabelsMixin, forms.ModelForm):
    """What the person is called; it stands under what they write."""

    helper = PageFormHelper("name")
    labels = {"name": _("Your name")}

    class Meta:
        model = User
        fields = ("name",)
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class LanguageForm(LabelsMixin, forms.ModelForm):
    helper = PageFormHelper("language")
    labels = {"language": _("Language")}
    hints = {
        "language": _("Automatic: the journal’s country decides, or else your browser.")
    }

    class Meta:
        model = User
        fields = ("language",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", pgettext_lazy("language", "Automatic")), *settings.LANGUAGES]
        cast(forms.ChoiceField, self.fields["language"]).choices = choices


class NewEmailForm(SignUpForm):
    labels = {"email": _("New email")}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        email = super().clean_email()
        if email == self.user.email.lower():
            raise ValidationError(
                _("Enter an email address that is different from your current one.")
            )
        return email


class PasswordResetForm(LabelsMixin, allauth.ResetPasswordForm):
    helper = PageFormHelper("email")
    labels = {"email": _("Email")}

    def clean_email(self) -> str:
        _require_encodable(self.cleaned_data["email"], self.fields["email"])
        email: str = super().clean_email()
        return email


class NewPasswordForm(TypedOnceMixin, allauth.ResetPasswordKeyForm):
    helper = PageFormHelper("password1")
    labels = {"password1": _("New password")}


class PasswordSetForm(TypedOnceMixin, allauth.SetPasswordForm):
    """For an account that never had a password."""

    helper = PageFormHelper("password1")


class PasswordChangeForm(TypedOnceMixin, allauth.ChangePasswordForm):
    helper = PageFormHelper("oldpassword", "password1")
    labels = {"oldpassword": _("Current password"), "password1": _("New password")}
