"""URLs of MFA, under the names allauth uses itself."""

from django.urls import path

from myeloma_journal.platform.accounts.mfa import views

urlpatterns = [
    path("", views.index, name="mfa_index"),
    path("code/", views.authenticate, name="mfa_authenticate"),
    path("app/", views.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", views.deactivate_totp, name="mfa_deactivate_totp"),
    path("passkeys/add/", views.add_webauthn, name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/", views.remove_webauthn, name="mfa_remove_webauthn"
    ),
    path("passkeys/sign-in/", views.login_webauthn, name="mfa_login_webauthn"),
    path("recovery-codes/", views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/new/",
        views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
]
