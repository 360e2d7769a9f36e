"""URLs whose views raise exceptions."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path


@login_not_required
def breaks(request):
    raise RuntimeError("on purpose")


urlpatterns = [path("breaks/", breaks)]
handler500 = "myeloma_journal.platform.forms.error_pages.server_error"
