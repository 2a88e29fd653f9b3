"""What the frame itself offers: backups, who is here, columns, the way back to a tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.services import backups
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.fields import Choice
from snt_desk.ui.frame import Header
from snt_desk.ui.giving import Giving
from snt_desk.ui.main_window import LEAST, MainWindow
from snt_desk.ui.menus import Menus
from snt_desk.ui.page import MENUS, Command, Target
from snt_desk.ui.panels import UndoBar, Working
from snt_desk.ui.status import StatusBar
from snt_desk.ui.table_view import TableView
from tests.ui import test_main_window as frame

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName, database: Path) -> Iterator[MainWindow]:
    pages = [frame.PlacesPage(title, frozenset({"places"})) for title in frame.TITLES]
    opened = MainWindow(desk.preferences, frame.TITLES)
    opened.take(
        replace(desk, team=team), pages, Header("The team", "", "desk.db", where=str(database))
    )
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(lambda: pages[1].log == ["build"])
    yield opened
    opened.close()


def said(window: MainWindow) -> list[str]:
    return [one.text() for one in window.status.findChildren(QLabel) if one.isVisible()]


def lines(window: MainWindow, menu: str, within: str) -> list[QAction]:
    shown = frame.menus(window)[menu]
    shown.aboutToShow.emit()
    return next(one for one in shown.findChildren(QMenu) if one.title() == within).actions()


def header_button(window: MainWindow, words: str = "Who is here?") -> QAbstractButton:
    found = window.findChildren(QAbstractButton)
    return next(one for one in found if one.text() == words)


def test_close_stays_the_last_line_of_its_menu_whatever_a_page_adds(window: MainWindow) -> None:
    menus = Menus(window.menuBar())
    menus.add([Command("&File", "&Close", window.close, at_end=True)])
    menus.add([Command("&File", "&Export", window.close)])
    shown = window.menuBar().actions()[-len(MENUS)].menu()
    assert isinstance(shown, QMenu)
    assert [one.text() for one in shown.actions()] == ["&Export", "&Close"]


# --- Backups ----------------------------------------------------------------------------------


def test_the_status_line_says_when_the_last_backup_was(
    window: MainWindow, qtbot: QtBot, database: Path
) -> None:
    qtbot.waitUntil(lambda: "No backup yet" in said(window))
    frame.press(Qt.Key.Key_B, CONTROL)
    made = backups.last(str(database))
    assert made is not None
    assert made.told in said(window)
    assert not any(one.isVisible() for one in window.findChildren(Working))


def test_a_server_offers_no_backup(qtbot: QtBot, desk: Desk) -> None:
    opened = frame.made(desk)
    qtbot.addWidget(opened)
    assert not opened.cares.backing_up.possible()


# --- Undo bar ---------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 800), LEAST])
def test_the_undo_bar_hides_nothing_but_the_quieter_undo(
    window: MainWindow, desk: Desk, size: tuple[int, int]
) -> None:
    window.resize(*size)
    QApplication.processEvents()
    frame.delete_place(desk, "Haldens")
    [bar] = window.findChildren(UndoBar)
    over = bar.rect().translated(bar.mapTo(window, QPoint(0, 0)))
    others = [
        one
        for kind in (QAbstractButton, TableView, QLabel)
        for one in window.findChildren(kind)
        if one.isVisible() and not bar.isAncestorOf(one)
    ]
    assert len(others) >= 5
    hidden = {
        one.accessibleName() or (one.text() if isinstance(one, QLabel) else "")
        for one in others
        if over.intersects(one.rect().translated(one.mapTo(window, QPoint(0, 0))))
    }
    assert {words.split()[0] for words in hidden} <= {"Saved", "Undo"}


def test_the_undo_bar_makes_room_for_what_is_said_of_a_backup(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    window.resize(*LEAST)
    name = "A beat with a name that fills the line at the foot, " * 2 + "and more"
    frame.add_place(desk, team, name)
    frame.delete_place(desk, name)
    QApplication.processEvents()
    words = "Backed up today 13:30, checked"
    window.status.show_backup(words)
    QApplication.processEvents()
    [bar] = window.findChildren(UndoBar)
    [backup] = [one for one in window.findChildren(QLabel) if one.text() == words]
    assert bar.isVisible()
    assert bar.geometry().right() < backup.x()
    # What there is no room for ends in dots, never within a letter.
    assert isinstance(bar.findChildren(QLabel)[0], Giving)


def test_what_has_no_room_in_the_status_line_ends_in_dots(qtbot: QtBot) -> None:
    status = StatusBar("OFFICIAL")
    qtbot.addWidget(status)
    status.resize(320, 31)
    status.show()
    words = "Backed up today 13:30, checked"
    status.show_team("Welwyn Hatfield North SNT")
    status.show_backup(words)
    QApplication.processEvents()
    [backup] = [one for one in status.findChildren(QLabel) if one.text() == words]
    cut = backup.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, backup.width())
    assert cut.endswith("…")
    backup.setFixedSize(backup.size())
    seen = backup.grab().toImage()
    backup.setText(cut)
    assert backup.grab().toImage() == seen


def is_whole(button: QPushButton) -> bool:
    """Whether its last letter is seen."""
    before, words = button.grab().toImage(), button.text()
    button.setText(f"{words[:-1]}x")
    after = button.grab().toImage()
    button.setText(words)
    return after != before


def test_the_name_of_the_last_change_is_whole_before_team_and_backup_are(qtbot: QtBot) -> None:
    status = StatusBar("OFFICIAL")
    qtbot.addWidget(status)
    status.resize(960, 31)
    status.show()
    status.show_due("priorities", "1 update due")
    status.show_due("reviews", "27 reviews due")
    status.show_team("Welwyn Hatfield North SNT")
    status.show_backup("Backed up today 10:36, checked; no second place")
    words = "Undo change foot patrol, Woodhall shops"
    status.show_undo(words)
    QApplication.processEvents()
    [undo] = [one for one in status.findChildren(QPushButton) if one.text() == words]
    assert undo.width() >= undo.sizeHint().width()
    assert is_whole(undo)
    status.resize(560, 31)
    QApplication.processEvents()
    assert undo.width() < undo.sizeHint().width()
    assert words in undo.toolTip()
    assert not is_whole(undo)


def test_what_the_status_line_says_never_widens_the_window(
    window: MainWindow, desk: Desk, team: TeamName
) -> None:
    for _ in range(5):
        window.looks.step_text_size(1)
    least = window.minimumSizeHint().width()
    frame.add_place(desk, team, "A beat with a name that fills the line at the foot, " * 2)
    window.status.show_team("Welwyn Hatfield North SNT")
    window.status.show_backup("Backed up today 13:30, checked")
    QApplication.processEvents()
    assert window.minimumSizeHint().width() == least
    [marking] = [one for one in window.findChildren(QLabel) if one.text() == "OFFICIAL"]
    window.resize(*LEAST)
    QApplication.processEvents()
    assert marking.width() >= marking.sizeHint().width()


# --- People, columns, tabs --------------------------------------------------------------------


def test_who_is_at_the_desk_is_chosen_kept_and_written_beside_changes(
    window: MainWindow, desk: Desk
) -> None:
    offered = lines(window, "&Tools", "&Who is at this desk")
    words = [one.text() for one in offered if one.text()]
    assert words == [
        *("PCSO Calloway, 7104", "Sgt Okafor, 101", "PC Ridley, 1432", "&Nobody of the team"),
    ]
    offered[1].trigger()
    assert desk.store.actor.collar == "101"
    assert desk.preferences.settings.collar == "101"
    assert "Sgt Okafor" in [one.text() for one in window.findChildren(QLabel)]
    ticked = lines(window, "&Tools", "&Who is at this desk")
    assert [one.text() for one in ticked if one.isChecked()] == ["Sgt Okafor, 101"]
    ticked[-1].trigger()
    assert desk.store.actor.collar == ""


def test_where_nobody_is_named_a_button_asks_who_is_here(window: MainWindow, desk: Desk) -> None:
    who = header_button(window)
    who.setFocus()
    frame.press(Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    popup.actions()[1].trigger()
    popup.close()
    assert desk.store.actor.collar == "101"
    assert not who.isVisible()
    assert window.isAncestorOf(QApplication.focusWidget() or who)
    assert isinstance(QApplication.focusWidget(), TableView)
    lines(window, "&Tools", "&Who is at this desk")[-1].trigger()
    assert who.isVisible()


def test_without_a_team_the_button_asks_for_the_team_and_for_nobody(
    qtbot: QtBot, desk: Desk
) -> None:
    opened = frame.made(desk)
    qtbot.addWidget(opened)
    opened.show()
    assert header_button(opened, "Which team?").isVisible()


def test_the_view_menu_has_the_columns_of_the_table_in_use(window: MainWindow) -> None:
    offered = lines(window, "&View", "Col&umns")
    assert "As at &first" in [one.text() for one in offered]


def test_alt_left_goes_back_to_the_tab_from_which_another_was_asked_for(
    window: MainWindow, desk: Desk
) -> None:
    asked = window.desk
    asked.go(Target("Return"))
    asked.go(Target("Roster"))
    seen = []
    for _ in range(3):
        frame.press(Qt.Key.Key_Left, ALT)
        seen.append(window.page.title)
    assert seen == ["Return", "Patrols", "Patrols"]


# --- The wheel --------------------------------------------------------------------------------


def turn(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_neither_what_is_chosen_nor_the_tab(
    window: MainWindow, qtbot: QtBot
) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.show_choices([(1, "One"), (2, "Two"), (3, "Three")])
    choice.show()
    choice.setFocus()
    choice.set_value(1)
    before = window.tabs.currentIndex()
    for widget in (choice, window.tabs):
        turn(widget)
    assert (choice.value, window.tabs.currentIndex()) == (1, before)
