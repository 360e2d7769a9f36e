"""A detour for speed: `{% url %}`, which remembers the addresses it has worked out.

Django's own tag works each of them out anew. A page has some thirty links, and that
took a tenth of its time. The same name and arguments always give the same address, so
it may be remembered for as long as the program runs.

The settings make this library a builtin: every template has it in place of Django's
tag. To take it out, delete this file and its line there; docs/performance.md says when.
"""

from functools import lru_cache
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

register = template.Library()


class AddressNode(URLNode):
    """Django's, but for where the address comes from."""

    def render(self, context: Context) -> str:
        """The address, safe to stand in a page; nothing when it is given a name.

        Raises:
            NoReverseMatch: There is no such page, and it is given no name.
        """
        kwargs = ((name, one.resolve(context)) for name, one in self.kwargs.items())
        try:
            address = _address(
                self.view_name.resolve(context),
                tuple(one.resolve(context) for one in self.args),
                tuple(kwargs),
                get_script_prefix(),
            )
        except NoReverseMatch:
            if not self.asvar:
                raise
            address = SafeString()
        if self.asvar:
            context[self.asvar] = address
            return ""
        return address


@lru_cache(maxsize=4096)
def _address(
    name: str, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...], prefix: str
) -> SafeString:
    """Work it out once.

    `prefix` is only there to be part of what is remembered: `reverse` puts it before
    the address where the program is served below a path such as /journal/.
    """
    return conditional_escape(reverse(name, args=args, kwargs=dict(kwargs)))


@register.tag("url")
def address(parser: Parser, token: Token) -> AddressNode:
    """Stands where Django's own tag would."""
    node = url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
