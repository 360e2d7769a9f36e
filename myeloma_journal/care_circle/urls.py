"""Addresses about the patient and the circle."""

from django.urls import path

from myeloma_journal.care_circle.views import (
    about,
    activity,
    circle,
    deletion,
    invitations,
)

app_name = "care_circle"
CIRCLE = "patients/<uuid:patient_id>/circle/"
urlpatterns = [
    path("patients/<uuid:patient_id>/about/", about.patient_edit, name="patient_edit"),
    path(CIRCLE, circle.circle, name="circle"),
    path(f"{CIRCLE}activity/", activity.activity, name="activity"),
    path(f"{CIRCLE}leave/", circle.circle_leave, name="circle_leave"),
    path(f"{CIRCLE}deletion/", deletion.journal_delete, name="journal_delete"),
    path(
        f"{CIRCLE}deletion/pending/", deletion.pending_deletion, name="pending_deletion"
    ),
    path(f"{CIRCLE}deletion/cancel/", deletion.deletion_cancel, name="deletion_cancel"),
    path(f"{CIRCLE}invite/", circle.invitation_add, name="invitation_add"),
    path(
        f"{CIRCLE}invitations/<uuid:pk>/withdraw/",
        circle.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(f"{CIRCLE}<uuid:pk>/role/", circle.member_role, name="member_role"),
    path(f"{CIRCLE}<uuid:pk>/remove/", circle.member_remove, name="member_remove"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
]
