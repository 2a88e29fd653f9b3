"""What a person does with a page and sees of it: keys where the focus is, words, names."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.following import Following
from snt_desk.ui.frame import Header
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Page
from snt_desk.ui.parts import mnemonic

PageKind = TypeVar("PageKind", bound=Page)

CTRL = Qt.KeyboardModifier.ControlModifier
_LETTERS_OF_MENUS = set("FEVGRTH")


def press(*what: str | Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press keys, or type a text, where the focus is."""
    for one in what:
        focus = QApplication.focusWidget()
        assert focus is not None
        if isinstance(one, str):
            QTest.keyClicks(focus, one, held)
        else:
            QTest.keyClick(focus, one, held)


def window_of(page: Page, desk: Desk, team: TeamName, qtbot: QtBot) -> MainWindow:
    """A window with this page alone, which has the focus."""
    theirs = Desk(desk.store, desk.tasks, desk.ask, desk.preferences, team=team)
    window = MainWindow(theirs.preferences, [page.title])
    window.take(theirs, [page], Header())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.visit(0)
    return window


@contextmanager
def in_window(
    page: PageKind, desk: Desk, team: TeamName, qtbot: QtBot
) -> Generator[PageKind, None, None]:
    """The page in a window of its own, until it is done with."""
    window = window_of(page, desk, team, qtbot)
    yield page
    window.close()


def click(widget: QWidget, place: QPoint | None = None, *, twice: bool = False) -> None:
    """Click with the mouse, in the middle if no place is given."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = place or widget.rect().center()
    QTest.mouseClick(widget, left, none, at)
    if twice:
        QTest.mouseDClick(widget, left, none, at)


def words(widget: QWidget) -> str:
    """All labels that can be seen, a line each; what is read after a list has answered, too."""
    for one in widget.window().findChildren(Following):
        one.catch_up()
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def nameless(widget: QWidget) -> list[QWidget]:
    """What Tab stops at and a screen reader has no name for."""
    return [
        one
        for one in widget.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisible()
        and not one.objectName().startswith("qt_")
        and not one.accessibleName()
    ]


def shared_letters(widget: QWidget) -> list[str]:
    """Letters that two fields or buttons have, or one of them and a menu."""
    letters = [
        mnemonic(one.text()) for one in widget.findChildren(QLabel) if one.buddy() is not None
    ]
    # A segment gives Alt and its letter back.
    letters += [
        mnemonic(one.text())
        for one in widget.findChildren(QAbstractButton)
        if one.isVisibleTo(widget) and not one.shortcut().isEmpty()
    ]
    bars = widget.window().findChildren(QMenuBar)
    of_menus = "" if any(bar.isHidden() for bar in bars) else _LETTERS_OF_MENUS
    return [one for one in letters if one and (letters.count(one) > 1 or one in of_menus)]
