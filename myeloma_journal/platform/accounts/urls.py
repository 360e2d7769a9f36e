"""The addresses of accounts; where allauth has a view, under the name it uses itself.

Only these: what allauth would add (several email addresses, codes, phones) has no page
of ours, so it has no address.
"""

from allauth.account import views
from django.urls import include, path, re_path

from myeloma_journal.platform.accounts import reauthentication
from myeloma_journal.platform.accounts.views import (
    login,
    oidc,
    passwords,
    profile,
    signup,
)
from myeloma_journal.platform.forms.idempotency import shows_form_again

urlpatterns = [
    path("", profile.account, name="account"),
    path("name/", profile.account_name, name="account_name"),
    path("language/", profile.account_language, name="account_language"),
    path("email/", profile.account_change_email, name="account_change_email"),
    path(
        "email/<str:token>/",
        profile.account_confirm_email,
        name="account_confirm_email",
    ),
    path("devices/", login.account_devices, name="account_devices"),
    path(
        "devices/<str:handle>/end/",
        login.account_device_end,
        name="account_device_end",
    ),
    path(
        "devices/sign-out/",
        login.account_sign_out_everywhere,
        name="account_sign_out_everywhere",
    ),
    path("stay/", login.account_stay, name="account_stay"),
    path("sign-in/", login.SignIn.as_view(), name="account_login"),
    path("provider/", oidc.account_oidc_login, name="account_oidc_login"),
    path(
        "provider/<str:provider_id>/callback/",
        oidc.account_oidc_callback,
        name="openid_connect_callback",
    ),
    path("sign-up/", signup.account_signup, name="account_signup"),
    path("sign-up/sent/", signup.account_signup_sent, name="account_signup_sent"),
    path(
        "sign-up/password/", signup.account_signup_finish, name="account_signup_finish"
    ),
    path(
        "sign-up/<str:token>/", signup.account_signup_link, name="account_signup_link"
    ),
    path("set-up/", signup.account_set_up, name="account_set_up"),
    path("sign-out/", login.account_logout, name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("two-factor/", include("myeloma_journal.platform.accounts.mfa.urls")),
    path(
        "reauthenticate/",
        reauthentication.reauthenticate,
        name="account_reauthenticate",
    ),
    path(
        "password/change/",
        shows_form_again(views.password_change),
        name="account_change_password",
    ),
    path(
        "password/set/",
        shows_form_again(views.password_set),
        name="account_set_password",
    ),
    path(
        "password/forgot/",
        passwords.PasswordReset.as_view(),
        name="account_reset_password",
    ),
    path(
        "password/forgot/sent/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "password/new/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
