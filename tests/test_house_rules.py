"""The rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
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

# A rule is one test, which names every module that breaks it: a test for each module and rule
# was a quarter of all tests, each collected by every process and reported.


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def breaking(rule: Callable[[Path], object]) -> dict[str, object]:
    """Give what is wrong with each module that breaks a rule, by its name."""
    assert MODULES
    return {named(path): wrong for path in MODULES if (wrong := rule(path))}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_overload(node: ast.AST) -> bool:
    """Whether it says only of what types a function is, which says itself what it does."""
    decorators = getattr(node, "decorator_list", ())
    return any(isinstance(one, ast.Name) and one.id == "overload" for one in decorators)


def public_things(
    tree: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """What other modules may use: functions and classes, and what is public in these."""
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_") or is_overload(node):
            continue
        yield node
        if isinstance(node, ast.ClassDef):
            yield from public_things(node)


def is_ui(path: Path) -> bool:
    return path.is_relative_to(ROOT / "snt_desk" / "ui")


def is_migration(path: Path) -> bool:
    return path.is_relative_to(ROOT / "snt_desk" / "db" / "migrations")


def test_what_is_public_says_what_it_is() -> None:
    def silent(path: Path) -> list[str]:
        tree = parsed(path)
        if not ast.get_docstring(tree):
            return ["the module opens without a sentence"]
        if is_migration(path):
            return []
        names = [node.name for node in public_things(tree) if not ast.get_docstring(node)]
        return [name for name in names if name not in QT_NAMES] if is_ui(path) else names

    assert breaking(silent) == {}


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    def too_long(path: Path) -> int:
        length = len(path.read_text(encoding="utf-8").splitlines())
        return length if length > LONGEST_MODULE else 0

    assert breaking(too_long) == {}


def test_no_function_is_longer_than_a_screen() -> None:
    def too_long(path: Path) -> dict[str, int]:
        if is_migration(path):  # a list of columns, which nobody edits again
            return {}
        lengths = {
            node.name: (node.end_lineno or node.lineno) - node.lineno + 1
            for node in functions(parsed(path))
        }
        return {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION}

    assert breaking(too_long) == {}


def test_camel_case_stands_only_where_qt_chose_the_name() -> None:
    def ours(path: Path) -> set[str]:
        camel = {node.name for node in functions(parsed(path)) if node.name != node.name.lower()}
        return camel - QT_NAMES if is_ui(path) else camel

    assert breaking(ours) == {}


def test_a_verb_never_begins_or_ends_a_change() -> None:
    def ends(path: Path) -> set[str]:
        if not path.is_relative_to(ROOT / "snt_desk" / "services"):
            return set()
        calls = {
            node.func.attr
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        return calls & {"begin", "commit", "rollback"}

    assert breaking(ends) == {}


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
