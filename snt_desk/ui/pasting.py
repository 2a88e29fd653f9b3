"""Rows from the clipboard into a table: Ctrl+V, and a line in the menu of its rows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from snt_desk.ui.desk import Desk
from snt_desk.ui.page import Pasted
from snt_desk.ui.table_view import TableView

_NAME = "paste rows"
Within = Callable[[], tuple[str, str] | None]


def _nothing() -> None:
    """No record."""


def offer(table: TableView, desk: Desk, kind: str, within: Within = _nothing) -> None:
    """Let rows be pasted into a table that holds this kind; they are looked at before.

    `within` says to which record they belong where they name no other.
    """
    action = QAction("&Paste rows…", table)
    action.setObjectName(_NAME)
    action.setShortcut(QKeySequence.StandardKey.Paste)
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(partial(_paste, table, desk, kind, within))
    table.addAction(action)


def begin(table: TableView) -> bool:
    """Paste into this table, if rows can be; False if not."""
    found = [one for one in table.actions() if one.objectName() == _NAME]
    for one in found:
        one.trigger()
    return bool(found)


def _paste(table: TableView, desk: Desk, kind: str, within: Within, *_: object) -> None:
    text = QGuiApplication.clipboard().text()
    desk.paste(Pasted(text, tuple(table.columns.titles()), kind, within()))
