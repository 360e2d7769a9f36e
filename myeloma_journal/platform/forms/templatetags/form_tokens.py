"""`{% csrf_token %}`, which also says who opened the form.

The settings make this library a builtin, so that no form can be written without it.
"""

from django import template
from django.template.base import Node, Parser, Token
from django.template.context import RequestContext
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token

register = template.Library()


class FormTokenNode(Node):
    """Django's hidden field against forgery, and ours against loss."""

    child_nodelists = ()

    def render(self, context: RequestContext) -> str:  # type: ignore[override]
        """The hidden fields; ours only for somebody who is signed in."""
        fields = CsrfTokenNode().render(context)
        # Of the context itself: pieces that are given nothing else still have it.
        request = getattr(context, "request", None)
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return fields
        fields += _hidden(TOKEN_FIELD, make_token(user.pk))
        if draft := getattr(request, "draft", None):
            # What is saved from here takes the place of what was kept.
            fields += _hidden("tab_id", draft.tab_id)
        return fields


def _hidden(name: str, value: str) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)


@register.tag("csrf_token")
def form_token(parser: Parser, token: Token) -> FormTokenNode:
    """Stands where Django's own tag would."""
    return FormTokenNode()
