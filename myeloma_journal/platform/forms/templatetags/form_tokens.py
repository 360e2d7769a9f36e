"""`{% csrf_token %}` of our own, which also renders the form token.

The settings make this library a builtin, so that no form lacks it.
"""

from django import template
from django.http import HttpRequest
from django.template.base import Node, Parser, Token
from django.template.context import RequestContext
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from myeloma_journal.platform.forms.idempotency import TOKEN_FIELD, make_token

register = template.Library()


class FormTokenNode(Node):
    """The hidden fields of every form: Django's CSRF token and the form token."""

    child_nodelists = ()

    def render(self, context: RequestContext) -> str:  # type: ignore[override]
        fields = CsrfTokenNode().render(context)
        # An attribute of the context: templates included with `only` have it too.
        request = getattr(context, "request", None)
        user = getattr(request, "user", None)
        if request is None or user is None or not user.is_authenticated:
            return fields
        fields += _hidden(TOKEN_FIELD, make_token(user.pk, request.session.session_key))
        if tab_id := _tab_id(request):
            fields += _hidden("tab_id", tab_id)
        return fields


def _tab_id(request: HttpRequest) -> str:
    """The tab of the draft shown, which the next one replaces, also from another tab.

    A refused form keeps the one it was submitted with.
    """
    if draft := getattr(request, "draft", None):
        return str(draft.tab_id)
    return request.POST.get("tab_id", "")


def _hidden(name: str, value: str) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', name, value)


@register.tag("csrf_token")
def form_token(parser: Parser, token: Token) -> FormTokenNode:
    return FormTokenNode()
