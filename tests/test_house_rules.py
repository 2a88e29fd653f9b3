"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "snt_desk").rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50

QT_NAMES = frozenset(
    name
    for module in (QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets)
    for found in (getattr(module, name) for name in dir(module))
    if isinstance(found, type)
    for name in dir(found)
)
"""What a class of Qt may let us override; Qt documents these and chose their names."""

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def public_things(
    tree: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """What other modules may use: functions and classes, and what is public in these."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public_things(node)


def is_ui(path: Path) -> bool:
    return path.is_relative_to(ROOT / "snt_desk" / "ui")


def is_migration(path: Path) -> bool:
    return path.is_relative_to(ROOT / "snt_desk" / "db" / "migrations")


@each_module
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = parsed(path)
    assert ast.get_docstring(tree), "the module opens without a sentence"
    if is_migration(path):
        return
    silent = [node.name for node in public_things(tree) if not ast.get_docstring(node)]
    if is_ui(path):
        silent = [name for name in silent if name not in QT_NAMES]
    assert not silent


@each_module
def test_no_module_is_longer_than_a_reader_can_hold(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


@each_module
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    if is_migration(path):  # a list of columns, which nobody edits again
        return
    lengths = {
        node.name: (node.end_lineno or node.lineno) - node.lineno + 1
        for node in functions(parsed(path))
    }
    assert not {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}


@each_module
def test_camel_case_stands_only_where_qt_chose_the_name(path: Path) -> None:
    camel = {node.name for node in functions(parsed(path)) if node.name != node.name.lower()}
    ours = camel - QT_NAMES if is_ui(path) else camel
    assert not ours


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.is_relative_to(ROOT / "snt_desk" / "services")],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_verb_never_begins_or_ends_a_change(path: Path) -> None:
    calls = {
        node.func.attr
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not calls & {"begin", "commit", "rollback"}


def test_the_command_line_starts_without_qt() -> None:
    script = "import sys, snt_desk.cli; sys.exit('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == 0


def test_every_resource_is_named_in_the_code() -> None:
    words = {
        node.value
        for path in MODULES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    loose = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        # A drawing is asked for by its name alone; LICENSE and SOURCES go with what they are for.
        if path.is_file() and path.suffix not in {".svg", ".md", ""}
    ]
    assert loose
    assert [name for name in loose if not any(word and name.endswith(word) for word in words)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name
)
def test_a_pinned_package_has_a_version_and_hashes_and_no_address(path: Path) -> None:
    pin = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [a-zA-Z0-9_.'<>=! ()]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines
    assert not [line for line in lines if not (pin.fullmatch(line) or digest.fullmatch(line))]
