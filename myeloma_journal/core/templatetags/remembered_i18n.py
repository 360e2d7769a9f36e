"""A detour for speed: `{% translate %}`, which remembers what it said in a language.

A page says some forty sentences that are always the same, and looking each up again
took a twentieth of its time. What is no constant, or has a context, is looked up as
Django does it; `{% blocktranslate %}` is Django's own.

The settings give this library the name of Django's, so `{% load i18n %}` loads it. To
take it out, delete this file, its line there, and the silenced check below that line;
docs/performance.md says when.
"""

from django.template import Library
from django.template.base import Node, Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class Sentence(Node):
    """Words that stand in a template: the same for all who read in one language."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        """Look it up the first time as Django would."""
        self.asvar, node.asvar = node.asvar, None
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """The words, or nothing when they are given a name."""
        language = get_language()
        if language not in self.said:
            self.said[language] = self.node.render(context)
        if self.asvar:
            context[self.asvar] = self.said[language]
            return ""
        return self.said[language]


@register.tag("translate")
@register.tag("trans")
def translate(parser: Parser, token: Token) -> Node:
    """Stands where Django's own tag would."""
    node = i18n.do_translate(parser, token)
    words = token.split_contents()[1]
    is_constant = words[0] in "\"'" and words[-1] == words[0]
    return Sentence(node) if is_constant and not node.message_context else node
