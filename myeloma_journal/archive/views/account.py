"""The page for deleting one's own account."""

from typing import cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myeloma_journal.archive import erasure
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.accounts.reauthentication import reauthentication_required
from myeloma_journal.platform.accounts.views.login import clear_site_data
from myeloma_journal.platform.backups.retention import IN_BACKUPS


@reauthentication_required
def account_delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays, and delete one's own account."""
    user = cast(User, request.user)
    alone = erasure.journals_of_theirs_alone(user)
    if request.method == "POST" and not alone:
        erasure.delete_account(user)
        logout(request)
        return clear_site_data(render(request, "archive/account_deleted.html"))
    context = {
        "alone": alone,
        "places": Membership.objects.open_to(user.pk),
        "days_in_backups": IN_BACKUPS.days,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "archive/account_delete.html", context, status=status)
