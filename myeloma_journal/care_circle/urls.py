from django.urls import path

from myeloma_journal.care_circle.views import circle, deletion

app_name = "care_circle"
urlpatterns = [
    path("patient/", circle.patient_edit, name="patient_edit"),
    path("", circle.circle, name="circle"),
    path("activity/", circle.activity, name="activity"),
    path("leave/", circle.circle_leave, name="circle_leave"),
    path("deletion/", deletion.journal_delete, name="journal_delete"),
    path("deletion/pending/", deletion.pending_deletion, name="pending_deletion"),
    path("deletion/cancel/", deletion.deletion_cancel, name="deletion_cancel"),
    path("invite/", circle.invitation_add, name="invitation_add"),
    path(
        "invitations/<uuid:pk>/withdraw/",
        circle.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("<uuid:pk>/role/", circle.member_role, name="member_role"),
    path("<uuid:pk>/remove/", circle.member_remove, name="member_remove"),
]
