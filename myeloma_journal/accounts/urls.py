"""The addresses of signing in: allauth's views under the names it uses itself.

Only these: what allauth would add (several email addresses, codes, phones) has no page
of ours, so it has no address.
"""

from allauth.account import views
from django.urls import include, path, re_path

from myeloma_journal.accounts import sudo
from myeloma_journal.accounts.views import sign_out

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-up/", views.signup, name="account_signup"),
    path("sign-out/", sign_out, name="account_logout"),
    path("closed/", views.account_inactive, name="account_inactive"),
    path("lock/", include("myeloma_journal.accounts.second_factor.urls")),
    path("is-it-you/", sudo.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/forgot/", views.password_reset, name="account_reset_password"),
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
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
