"""Whoever sees a resident is noted: every screen is walked, and who shows one leaves an entry."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from snt_desk.db import models as m
from snt_desk.domain import clock
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.table_view import TableView

NAME = "Ama Boateng-Quarshie"
_MOST = 200
CTRL = Qt.KeyboardModifier.ControlModifier


def write_down(window: MainWindow) -> None:
    with window.desk.store.change("Write down a contact") as session:
        session.add(
            m.Contact(
                ref="K1",
                team_id=window.desk.team.id,
                received=clock.this_minute(),
                channel="email",
                subject="Bikes",
                resident_name=NAME,
                resident_contact="07700 900123",
                status="open",
                review_on=clock.today(),
            )
        )
        # Where there is none, the keys of the walk below would begin one.
        event = {"team_id": window.desk.team.id, "start": clock.this_minute()}
        session.add(m.Event(ref="E1", kind="stall", title="Stall at the market", **event))


def noted(window: MainWindow) -> int:
    with window.desk.store.read() as session:
        query = "SELECT count(*) FROM changes WHERE category = 'consultation'"
        return int(session.scalar(text(query)) or 0)


def shows_a_resident(window: MainWindow) -> bool:
    """Whether the name can be read anywhere in the window."""
    return any(NAME in words for one in window.findChildren(QWidget) for words in said(one))


def said(widget: QWidget) -> list[str]:
    if not widget.isVisible():
        return []
    if isinstance(widget, QLabel | QLineEdit):
        return [widget.text()]
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        return of_model(widget.model())
    return []


def of_model(model: QAbstractItemModel) -> list[str]:
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    rows = range(min(model.rowCount(), _MOST))
    return [str(model.index(row, column).data() or "") for row in rows for column in columns]


def press(window: MainWindow, qtbot: QtBot, *keys: str) -> None:
    for one in keys:
        QTest.keySequence(window.windowHandle(), one)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        QApplication.processEvents()


def test_every_screen_that_shows_a_resident_leaves_an_entry_and_no_other_does(
    window: MainWindow, qtbot: QtBot
) -> None:
    write_down(window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    for title in window.tabs.titles:
        window.visit_title(title)
        # The history of a contact, which stand first there, is a look: `see_on_the_tab`.
        history = () if title == "Community" else ("Ctrl+H", "Ctrl+H")
        press(window, qtbot, "Down", "Return", "Escape", *history, "Ctrl+N", "Escape")
        assert not shows_a_resident(window), title
        assert noted(window) == 0, title
    shown = 0
    for title, keys in (("Residents’ details", ("Return", "Return")), ("Journal", ("Down",))):
        before = noted(window)
        open_page(window, title)
        qtbot.waitUntil(lambda: has_rows(window))
        press(window, qtbot, *keys)
        qtbot.waitUntil(lambda: shows_a_resident(window))
        assert noted(window) > before, title
        shown += 1
        window.over.leave()
        QApplication.processEvents()
        assert not shows_a_resident(window), title
    assert shown == 2
    see_on_the_tab(window, qtbot)


def see_on_the_tab(window: MainWindow, qtbot: QtBot) -> None:
    """The form of a contact shows who it is when that is asked for, and until it is left."""
    before = noted(window)
    window.desk.go(Target("Community", "contacts", "K1"))
    press(window, qtbot, "Return", "Escape")
    assert not shows_a_resident(window)
    assert noted(window) == before
    press(window, qtbot, "Ctrl+D")
    assert shows_a_resident(window)
    assert noted(window) == before + 1
    press(window, qtbot, "Ctrl+N", "Escape")
    assert not shows_a_resident(window)
    # The history of it is a look as well.
    window.desk.go(Target("Community", "contacts", "K1"))
    press(window, qtbot, "Ctrl+H")
    qtbot.waitUntil(lambda: shows_a_resident(window))
    assert noted(window) == before + 2
    press(window, qtbot, "Ctrl+H", "Ctrl+N", "Escape")
    assert not shows_a_resident(window)


def has_rows(window: MainWindow) -> bool:
    over = window.over.widget
    assert over is not None
    return any(one.rows.rowCount() for one in over.findChildren(TableView))


def open_page(window: MainWindow, title: str) -> None:
    """Choose its line in the Tools menu."""
    lines = window.menuBar().findChildren(QAction)
    next(one for one in lines if one.text().replace("&", "") == title).trigger()
