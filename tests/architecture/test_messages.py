"""A translator gets every text, as a whole sentence or label, with its sense."""

import ast
import re

import pytest

from tests.architecture.messages import (
    FUNCTIONS,
    Message,
    calls,
    literal,
    messages,
    sources,
    template_files,
    translated_names,
)

# Words with two senses, such as a button and the head of a column.
AMBIGUOUS = {
    "Add",
    "Asked",
    "Change",
    "Changed",
    "Clear",
    "For",
    "Item",
    "None",
    "Print",
    "Top three",
    "What",
    "Who",
    "day",
    "to",
}
# Names of fields and records, which Django writes in lower case.
NAMES = re.compile(r"models\.|verbose_name|audit\.register|partial_date")
PLACEHOLDER = re.compile(r"%(?!%)(\(\w+\))?[-+ 0-9.,]*[sdfr]")
LOWER_CASED_LABEL = re.compile(r"label|title|_display|words|\b_\(|gettext\(")
FILTERED = re.compile(r"{[{%][^}%]*?\b([\w.]+)\|(lower|capfirst)\b")


def test_functions_of_gettext_keep_names_that_makemessages_knows():
    aliases = [
        f"{path}: {name} as {alias}"
        for path, module in sources()
        for alias, name in translated_names(module).items()
        if alias not in {name, "_"}
    ]

    assert aliases == []


def test_every_message_is_a_literal():
    """What is put together while the program runs is in no message file."""
    computed = [
        f"{path}: {ast.unparse(call)}"
        for path, module in sources()
        for call, name, _ in calls(module)
        if any(
            literal(argument) is None for argument in call.args[: sum(FUNCTIONS[name])]
        )
    ]

    assert computed == []


def test_several_placeholders_of_a_message_have_names():
    unnamed = [
        str(message)
        for message in messages()
        for names in [PLACEHOLDER.findall(message.text)]
        if len(names) > 1 and "" in names
    ]

    assert unnamed == []


def is_fragment(message: Message) -> bool:
    """Whether a text begins within a sentence, and no context says of which."""
    begins_within = re.match(r"[a-z]|[,;:.)]", message.text)
    return bool(begins_within) and not (message.context or NAMES.search(message.use))


def test_message_is_a_whole_sentence_or_label():
    fragments = [str(message) for message in messages() if is_fragment(message)]

    assert fragments == []


def test_no_label_is_put_in_lower_case_by_a_program():
    lowered = [
        f"{path}: {ast.unparse(node)}"
        for path, module in sources()
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and node.attr == "lower"
        and LOWER_CASED_LABEL.search(ast.unparse(node.value))
    ]

    assert lowered == []


def test_no_label_is_put_in_another_case_by_a_template():
    """Names of drugs are data, and may begin a line."""
    filtered = [
        f"{path}: {value}|{name}"
        for path in template_files()
        for value, name in FILTERED.findall(path.read_text())
        if value != "request.method" and not value.endswith(".name")
    ]

    assert filtered == []


@pytest.mark.parametrize("word", sorted(AMBIGUOUS))
def test_word_with_two_senses_has_a_context(word):
    without = [
        str(message)
        for message in messages()
        if message.text == word and not message.context
    ]

    assert without == []
