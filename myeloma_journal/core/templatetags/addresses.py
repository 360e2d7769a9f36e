"""`{% url %}`, which remembers: one page of one patient has one address.

A page has some thirty links, and to work out their addresses took a tenth of its time.
The settings make this library a builtin, so that every template has it.
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
    """It is asked for under another `prefix` where the program does not stand alone."""
    return conditional_escape(reverse(name, args=args, kwargs=dict(kwargs)))


@register.tag("url")
def address(parser: Parser, token: Token) -> AddressNode:
    """Stands where Django's own tag would."""
    node = url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
