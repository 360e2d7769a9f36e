"""What the account pages ask of the settings."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def for_this_machine() -> bool:
    """Whether this server is for one machine, where the invented patient lives."""
    return bool(settings.LOCAL)
