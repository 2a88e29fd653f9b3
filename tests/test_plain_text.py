"""What people wrote is never markup, code or an address: the source has no way for it to become so.

The window itself is walked with hostile records in tests/ui/test_poisoned_window.py.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "snt_desk"
MODULES = sorted(ROOT.rglob("*.py"))

Rule = Callable[[ast.AST], bool]
"""Whether a node breaks it."""

TIPS = {"setToolTip", "setStatusTip", "setWhatsThis", "setTabToolTip", "setTabWhatsThis"}
MARKUP = {"setHtml", "insertHtml", "appendHtml", "setMarkdown", "insertMarkdown", "toHtml"}
RICH = {"QTextBrowser", "QTextDocument", "QStaticText", "QTextEdit", "QErrorMessage"}
FORMATS = {"RichText", "AutoText", "MarkdownText"}
CODE = {"pickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "copyreg", "yaml", "code"}
NETWORK = {
    *("socket", "socketserver", "ssl", "http", "urllib3", "requests", "ftplib", "smtplib"),
    *("imaplib", "poplib", "telnetlib", "xmlrpc", "asyncio", "webbrowser", "httpx", "aiohttp"),
}


def called(node: ast.AST) -> str:
    """The last name of what is called: `setToolTip` of `self._field.setToolTip(…)`."""
    if not isinstance(node, ast.Call):
        return ""
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{one.name}" for one in node.names]
    return []


def a_bare_label(node: ast.AST) -> bool:
    bases = [getattr(one, "id", "") for one in getattr(node, "bases", [])]
    return called(node) == "QLabel" or "QLabel" in bases


def a_tip_that_may_be_markup(node: ast.AST) -> bool:
    """A tip is a text of the program's own, or goes through `plain_tip`."""
    if called(node) not in TIPS:
        return False
    assert isinstance(node, ast.Call)
    words = node.args[-1]
    choices = [words.body, words.orelse] if isinstance(words, ast.IfExp) else [words]
    own = all(isinstance(one, ast.Constant) and "<" not in str(one.value) for one in choices)
    return not own and called(words) != "plain_tip"


def markup(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in FORMATS:
        return True
    bases = [getattr(one, "id", "") for one in getattr(node, "bases", [])]
    return called(node) in MARKUP | RICH or bool({*bases} & RICH)


def code_from_data(node: ast.AST) -> bool:
    names = {one.partition(".")[0] for one in imported(node)}
    settings = any(one.endswith(".QSettings") for one in imported(node))
    bare = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return bool(names & CODE) or settings or (bare and called(node) in {"eval", "exec"})


def a_way_out(node: ast.AST) -> bool:
    """Something that could reach a network, or open a link or a program."""
    names = imported(node)
    return bool(
        {one.partition(".")[0] for one in names} & NETWORK
        or [one for one in names if one.startswith("urllib.request")]
        or [one for one in names if "QtNetwork" in one or "QDesktopServices" in one]
        or [one for one in names if one in {"os.startfile", "os.system", "os.popen"}]
        or called(node) in {"setOpenExternalLinks", "openUrl", "startfile", "popen"}
    )


ALLOWED: dict[Rule, set[str]] = {
    # The one place that makes labels, as plain text.
    a_bare_label: {"ui/parts.py"},
    a_tip_that_may_be_markup: set(),
    # The chapters that come with the program; a table for Excel, its cells escaped; the
    # journal and histories, written letter by letter and read only; a document that is saved,
    # written in the same way.
    markup: {"ui/guide.py", "ui/tsv.py", "ui/reading.py", "ui/documents.py"},
    code_from_data: set(),
    # A socket in a folder of this user, for a second start on this computer; never a port.
    a_way_out: {"ui/one_window.py"},
}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What could break a rule in a module; each module is read once for all of them."""
    kinds = (ast.Call, ast.Import, ast.ImportFrom, ast.Attribute, ast.ClassDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, kinds))


def broken(rule: Rule, nodes: Iterable[ast.AST]) -> Iterator[int]:
    return (getattr(node, "lineno", 0) for node in nodes if rule(node))


@pytest.mark.parametrize("rule", ALLOWED, ids=lambda rule: rule.__name__)
def test_nowhere_in_the_program_is(rule: Rule) -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in MODULES
        for line in broken(rule, nodes(path))
        if path.relative_to(ROOT).as_posix() not in ALLOWED[rule]
    ]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "source"),
    [
        (a_bare_label, "QLabel(resident.name)"),
        (a_bare_label, "QtWidgets.QLabel()"),
        (a_tip_that_may_be_markup, "self.field.setToolTip(resident.name)"),
        (a_tip_that_may_be_markup, "self.field.setToolTip(f'Call {name}')"),
        (a_tip_that_may_be_markup, "bar.setTabToolTip(1, name)"),
        (a_tip_that_may_be_markup, "field.setStatusTip('<b>bold</b>')"),
        (markup, "label.setTextFormat(Qt.TextFormat.RichText)"),
        (markup, "text.setHtml(note)"),
        (markup, "QTextEdit()"),
        (a_bare_label, "class Words(QLabel): pass"),
        (code_from_data, "from PySide6.QtCore import QSettings"),
        (code_from_data, "import pickle"),
        (code_from_data, "from yaml import load"),
        (code_from_data, "eval(words)"),
        (a_way_out, "from urllib.request import urlopen"),
        (a_way_out, "import socket"),
        (a_way_out, "from PySide6.QtGui import QDesktopServices"),
        (a_way_out, "from PySide6 import QtNetwork"),
        (a_way_out, "text.setOpenExternalLinks(True)"),
    ],
)
def test_what_is_planted_is_found(rule: Rule, source: str) -> None:
    assert list(broken(rule, ast.walk(ast.parse(source)))) == [1]
