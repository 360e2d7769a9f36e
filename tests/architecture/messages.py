"""The messages of the product: every text that a translator would be given."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.template import Node, NodeList, engines
from django.template.base import FilterExpression, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

PROGRAM = Path(settings.BASE_DIR, "myeloma_journal")
TEMPLATES = Path(settings.BASE_DIR, "templates")
# How many arguments before the message say its context, and how many are messages.
FUNCTIONS = {
    "gettext": (0, 1),
    "gettext_lazy": (0, 1),
    "gettext_noop": (0, 1),
    "ngettext": (0, 2),
    "ngettext_lazy": (0, 2),
    "pgettext": (1, 1),
    "pgettext_lazy": (1, 1),
    "npgettext": (1, 2),
    "npgettext_lazy": (1, 2),
}


class Message(NamedTuple):
    """One text, and where it stands; `what` names the field or call it is given to."""

    path: Path
    text: str
    context: str
    use: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(settings.BASE_DIR)}: {self.text}"


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text())


def template_files() -> list[Path]:
    return sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")])


def templates() -> Iterator[tuple[Path, NodeList]]:
    for path in template_files():
        name = str(path.relative_to(TEMPLATES))
        yield path, engines["django"].get_template(name).template.nodelist


def translated_names(module: ast.Module) -> dict[str, str]:
    """What the functions of gettext are called in a module."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }


def calls(module: ast.Module) -> Iterator[tuple[ast.Call, str, ast.AST]]:
    """Each call of a function of gettext, with its name and what it is part of."""
    names = translated_names(module)
    for parent in ast.walk(module):
        for node in ast.iter_child_nodes(parent):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in names
            ):
                yield node, names[node.func.id], parent


def literal(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _use(parent: ast.AST) -> str:
    if isinstance(parent, ast.keyword):
        return parent.arg or ""
    if isinstance(parent, ast.Call):
        return ast.unparse(parent.func)
    return ""


def _python_messages() -> Iterator[Message]:
    for path, module in sources():
        for call, name, parent in calls(module):
            before, count = FUNCTIONS[name]
            context = literal(call.args[0]) or "" if before else ""
            for argument in call.args[before : before + count]:
                if text := literal(argument):
                    yield Message(path, text, context, _use(parent))


def _block_text(tokens: list, *, trimmed: bool) -> str:
    parts = [
        f"%({token.contents})s"
        if token.token_type == TokenType.VAR
        else token.contents.replace("%%", "%")
        for token in tokens
    ]
    text = "".join(parts)
    return re.sub(r"\s*\n\s*", " ", text.strip()) if trimmed else text


def _context(expression: FilterExpression | None) -> str:
    return "" if expression is None else str(expression.resolve({}))


def nodes(nodelist: NodeList, *kinds: type[Node]) -> Iterator[Node]:
    for kind in kinds:
        yield from nodelist.get_nodes_by_type(kind)


def _template_messages() -> Iterator[Message]:
    for path, nodelist in templates():
        for node in nodes(nodelist, TranslateNode, BlockTranslateNode):
            context = _context(node.message_context)
            if isinstance(node, TranslateNode):
                if text := node.filter_expression.var.literal:
                    yield Message(path, text, context, "")
                continue
            for tokens in filter(None, (node.singular, node.plural)):
                text = _block_text(tokens, trimmed=node.trimmed)
                yield Message(path, text, context, "")


@cache
def messages() -> list[Message]:
    return [*_python_messages(), *_template_messages()]
