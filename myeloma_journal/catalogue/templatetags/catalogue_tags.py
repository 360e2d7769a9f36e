"""Template tags of the pages of the catalogue."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def correction_url(about: str) -> str:
    """A mailto: link to the editors about a page, or nothing without an address."""
    if not settings.EDITORS_EMAIL:
        return ""
    subject = _("Something wrong on the page “%(page)s”") % {"page": about}
    return f"mailto:{settings.EDITORS_EMAIL}?subject={quote(subject)}"
