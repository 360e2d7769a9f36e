"""The form that takes the file of an earlier journal."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.platform.files.refusals import MEGABYTE
from myeloma_journal.platform.files.uploads import Upload
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper

MAX_BYTES = 20 * MEGABYTE


class ChooseFileForm(PageForm):
    """One ZIP file, as *Download everything* makes it."""

    helper = PageFormHelper("file")
    file = forms.FileField(
        label=gettext_lazy("ZIP file of the journal"),
        help_text=gettext_lazy("Its name starts with “journal” and ends in “.zip”."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": gettext_lazy("Choose the ZIP file first."),
            "empty": gettext_lazy("This file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> Upload:
        upload = cast(Upload, self.cleaned_data["file"])
        if (upload.size or 0) > MAX_BYTES:
            details: dict[str, Any] = {
                "size": -(-(upload.size or 0) // MEGABYTE),
                "limit": MAX_BYTES // MEGABYTE,
            }
            words = _("This file is %(size)s MB. The limit is %(limit)s MB.")
            raise ValidationError(words % details)
        if not upload.has_room:
            raise ValidationError(
                _("The server has no room for the file right now. Try again later.")
            )
        return upload
