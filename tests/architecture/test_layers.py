"""The code has two parts: product apps in one order, and a platform that names none.

docs/architecture.md draws the order. Imports go down it, never up and never sideways.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import myeloma_journal

ROOT = Path(myeloma_journal.__file__).parent
TEMPLATES = ROOT.parent / "templates"
# From the top down. What has the same rank does not know each other.
PRODUCT = [
    {"welcome"},
    {"archive"},
    {"packets"},
    {"trends"},
    {"journal"},
    {"questions"},
    {"treatment"},
    {"labs", "appointments"},
    {"care_team"},
    {"care_circle", "catalogue"},
]
PLATFORM = [
    {"web"},
    {"backups"},
    {"accounts"},
    {"mail"},
    {"history"},
    {"forms"},
    {"charts", "pdf", "files"},
    {"database"},
]
APPS = set().union(*PRODUCT)
# Templates of the platform, by folder; the error pages lie in the root.
SHARED = ["_components", "account", "allauth", "mfa", "forms", "bootstrap5"]


def ranks(layers, prefix):
    return {f"{prefix}{app}": n for n, layer in enumerate(layers) for app in layer}


RANK = ranks(PRODUCT, "") | {
    name: len(PRODUCT) + rank for name, rank in ranks(PLATFORM, "platform.").items()
}


@cache
def imports(path):
    """Every module or name that a file imports, dotted, wherever in the file."""
    nodes = ast.walk(ast.parse(path.read_text()))
    dotted = [
        f"{getattr(node, 'module', '')}.{alias.name}".strip(".")
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    ]
    prefix = "myeloma_journal."
    return [name.removeprefix(prefix) for name in dotted if name.startswith(prefix)]


def folder_of(name):
    """The ranked folder that a dotted name lies in."""
    first, second, *_ = [*name.split("."), ""]
    return f"platform.{second}" if first == "platform" else first


def modules():
    """Each file below an app or a platform folder, with that folder."""
    for path in sorted(ROOT.rglob("*.py")):
        dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        folder = folder_of(dotted)
        if "." in dotted and folder != "platform.__init__":
            yield folder, path


def test_every_folder_has_its_rank():
    folders = {folder for folder, path in modules() if "migrations" not in path.parts}

    assert folders == set(RANK)


def test_imports_only_go_down():
    upward = [
        f"{path.relative_to(ROOT)} imports {name}"
        for folder, path in modules()
        for name in imports(path)
        if folder_of(name) != folder and RANK.get(folder_of(name), -1) <= RANK[folder]
    ]

    assert upward == []


def test_platform_names_no_product_app_in_a_string():
    named = re.compile(rf"^(myeloma_journal\.)?({'|'.join(sorted(APPS))})[.:/]\S")
    strings = [
        (path, node.value)
        for path in (ROOT / "platform").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert [f"{path.name}: {text}" for path, text in strings if named.match(text)] == []


def shared_templates():
    yield from TEMPLATES.glob("*.html")
    for folder in SHARED:
        yield from (TEMPLATES / folder).rglob("*.*")


def test_shared_templates_name_no_product_app():
    named = re.compile(rf"""["']({"|".join(sorted(APPS))})[:/][^"']+["']""")

    found = [
        f"{path.relative_to(TEMPLATES)}: {match[0]}"
        for path in shared_templates()
        for match in named.finditer(path.read_text())
    ]

    assert found == []


def test_templates_of_an_app_include_only_downward():
    included = re.compile(r"""{% (?:include|extends) ["'](\w+)/""")

    upward = [
        f"{path.relative_to(TEMPLATES)} includes from {other}"
        for app in APPS
        for path in (TEMPLATES / app).rglob("*.html")
        for other in included.findall(path.read_text())
        if other in APPS - {app} and RANK[other] <= RANK[app]
    ]

    assert upward == []


@pytest.mark.parametrize(
    ("part", "above"),
    [("models", {"actions", "forms", "views"}), ("actions", {"forms", "views"})],
)
def test_records_and_writes_know_nothing_of_pages(part, above):
    files = [*ROOT.glob(f"*/{part}.py"), *ROOT.glob(f"*/{part}/*.py")]

    upward = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports(path)
        if not name.startswith("platform.") and above & set(name.split(".")[1:2])
    ]

    assert files
    assert upward == []
