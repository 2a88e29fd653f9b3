"""A team whose every text is hostile, and what of a window would take one for more than words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as TextQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLabel,
    QMenu,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from snt_desk.db.opening import create_store
from snt_desk.db.store import Store
from snt_desk.domain import package
from snt_desk.domain.package import TABLES, Row
from snt_desk.domain.package.tables import Kind
from snt_desk.services import imports, team
from tests import beside
from tests.fixtures_store import ACTOR

GOLDEN = Path(__file__).parent.parent / "golden" / "tiny" / "package"
MARK = "Marks & Spencer"
"""Stands in every one of them: shown as it is, wherever it is shown."""
POISONS = (
    f"{MARK} <img src=//x.example/y>",
    f"{MARK} {'<table><tr><td>' * 25}x",
    f"{MARK} <b>bold</b> &amp; <a href='file:///etc/passwd'>here</a>",
    f"\u202e{MARK}\u202c gpj.exe \u200b\u2066",
    f"=cmd|'/c calc'!A1 {MARK} %s {{0}}",
    f"{MARK} <style>*{{color:red}}</style><h1>1</h1>",
    f"{MARK} Z\u0351\u036b\u0343algo " + "\u0301" * 60,
    f"-{MARK} '; DROP TABLE patrols; --",
)
OCTOBER = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)
"""In the month of its patrols."""
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ROWS = 60
"""So many rows of each list are looked at: all that are seen, and more."""


def made(path: Path) -> Store:
    """The smallest example as a team's file, each of its texts replaced; open."""
    store, poisons = create_store(str(path), ACTOR), cycle(POISONS)
    reading = package.read(GOLDEN)
    for table in TABLES:
        reading.rows[table.name] = [
            _spoilt(table, row, poisons) for row in reading.rows[table.name]
        ]
    with store.change(f"Import {POISONS[1]}") as session:
        report = imports.take(session, reading, partial=False)
        assert report.problems == ()
        team.choose(session, "WHA-1")
        ours = team.named(session, "WHA-1").id
        beside.add(session, ours, OCTOBER, lambda _column: next(poisons))
    return store


def _spoilt(table: package.PackageTable, row: Row, poisons: Iterator[str]) -> Row:
    # A label of a code list stands with its code; an address must look like one.
    spared = {"email", "contact_email", "police_uk_id"}
    return tuple(
        next(poisons) if column.kind is Kind.TEXT and column.name not in spared else value
        for column, value in zip(table.columns, row, strict=True)
    )


def offences() -> Iterator[str]:
    """Say what of everything there is would take a text for markup, or eat its `&`."""
    for one in QApplication.allWidgets():
        yield from _of_widget(one)
        for action in one.actions():
            yield from _of_action(action)
        if isinstance(one, QAbstractItemView) and not isinstance(one, QHeaderView):
            yield from _of_model(one)


def shown(widget: QWidget) -> int:
    """Count the places of a window in which a hostile text is to be seen."""
    words = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    words += [one.text() for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    for view in widget.findChildren(QAbstractItemView):
        if view.isVisible():
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            words += [str(at.data(role)) for at in _cells(view.model()) for role in roles]
    return sum("Marks" in one for one in words)


def _of_widget(one: QWidget) -> Iterator[str]:
    name = f"{type(one).__name__} {one.objectName()}"
    if isinstance(one, QLabel) and one.text() and one.textFormat() != Qt.TextFormat.PlainText:
        yield f"{name}: not plain: {one.text()[:60]!r}"
    for words in filter(_eats, _with_mnemonics(one)):
        yield f"{name}: an & is eaten: {words[:60]!r}"
    if isinstance(one, QTextEdit) and not isinstance(one, QTextBrowser):
        if one.acceptRichText() and not one.isReadOnly():
            yield f"{name}: takes pasted markup"
        if re.search("<(table|img)", one.document().toHtml()):
            yield f"{name}: holds markup"
    if isinstance(one, QLabel) and _TURNS.search(one.text()):
        yield f"{name}: turned round: {one.text()[:60]!r}"
    for tip in filter(_is_markup, _tips(one)):
        yield f"{name}: a tip is markup: {tip[:60]!r}"


def _with_mnemonics(one: QWidget) -> list[str]:
    """The words of a widget in which an `&` underlines the letter after it."""
    if isinstance(one, QTabBar):
        return [one.tabText(at) for at in range(one.count())]
    if isinstance(one, QMenu):
        return [one.title()]
    if isinstance(one, QLabel):
        return [one.text()] if one.buddy() is not None else []
    return [one.text()] if isinstance(one, QAbstractButton) else []


def _tips(one: QWidget) -> list[str]:
    tabs = [one.tabToolTip(at) for at in range(one.count())] if isinstance(one, QTabBar) else []
    return [one.toolTip(), one.statusTip(), one.whatsThis(), *tabs]


def _of_action(one: QAction) -> Iterator[str]:
    if _eats(one.text()):
        yield f"action: an & is eaten: {one.text()[:60]!r}"
    # What it makes of its words by itself is shown in no tip of ours.
    for tip in (one.statusTip(), one.whatsThis()):
        if _is_markup(tip):
            yield f"action: a tip is markup: {tip[:60]!r}"


def _of_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    tips = (
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.StatusTipRole,
        Qt.ItemDataRole.WhatsThisRole,
    )
    for at in _cells(model):
        for role in tips:
            tip = at.data(role)
            if isinstance(tip, str) and _is_markup(tip):
                yield f"{type(model).__name__}: a tip is markup: {tip[:60]!r}"


def _cells(model: object) -> Iterator[QModelIndex]:
    # Asked through Qt: a list has one column, and will not say so to Python.
    if not isinstance(model, QAbstractItemModel):  # a view may have none
        return
    row, first = 0, model.index(0, 0)
    while row < _ROWS and (at := first.siblingAtRow(row)).isValid():
        column = 0
        while at.isValid():
            yield at
            column += 1
            at = at.siblingAtColumn(column)
        row += 1


def _eats(text: str) -> bool:
    """Whether a text from data stands where `& ` is taken for a letter to press."""
    return bool(re.search(r"(?<!&)(?:&&)*&(?!&)(?= )", text))


def _is_markup(tip: str) -> bool:
    """Whether Qt would take a tip for markup that `plain_tip` has not made of plain words."""
    inside = tip.removeprefix("<span>").removesuffix("</span>").replace("<br>", "")
    made_plain = tip.startswith("<span>") and "<" not in inside
    return TextQt.mightBeRichText(tip) and not made_plain
