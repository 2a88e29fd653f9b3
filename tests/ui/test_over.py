"""What lies over the tabs: it is opened from a menu, and goes by Esc or its Close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.db import models as m
from snt_desk.services.team import TeamName
from snt_desk.ui.desk import Desk
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Command, Pasted, Target
from snt_desk.ui.parts import as_part, down
from tests.ui import test_main_window as frame

CONTROL = Qt.KeyboardModifier.ControlModifier


class Ledger:
    """A page to lie over the tabs, that writes down what it is asked for."""

    title = "Ledger"
    shows = frozenset({"places"})

    def __init__(self) -> None:
        self.log: list[str] = []
        self.stays = False

    def build(self, _desk: Desk) -> QWidget:
        self.log.append("build")
        self.words = QLineEdit()
        self.words.setAccessibleName("Words")
        as_part(self.words)
        return down(self.words)

    def refresh(self) -> None:
        self.log.append("refresh")

    def find(self) -> None:
        self.log.append("find")

    def leave(self) -> bool:
        return not self.stays

    def forget(self) -> None:
        self.log.append("forget")

    def commands(self) -> Sequence[Command]:
        return (Command("&Record", "&Rule a line", lambda: self.log.append("rule"), "Ctrl+R"),)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, team: TeamName) -> Iterator[MainWindow]:
    opened = frame.made(desk)
    qtbot.addWidget(opened)
    opened.show()
    opened.activateWindow()
    qtbot.waitUntil(lambda: frame.page(opened, "Patrols").log == ["build"])
    yield opened
    opened.close()


@pytest.fixture
def ledger(window: MainWindow) -> Ledger:
    page = Ledger()
    window.over.open(page)
    return page


def labels(window: MainWindow) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(
        QApplication.focusWidget() or window, key, held or Qt.KeyboardModifier.NoModifier
    )


def test_a_page_lies_over_the_tabs_under_its_title_and_has_the_focus(
    window: MainWindow, ledger: Ledger
) -> None:
    assert not window.tabs.isVisible()
    assert "Ledger" in labels(window)
    assert ledger.words.hasFocus()
    assert window.in_front == "Ledger"


def test_esc_goes_back_to_the_list_that_had_the_focus(window: MainWindow, ledger: Ledger) -> None:
    press(window, Qt.Key.Key_Escape)
    assert window.tabs.isVisible()
    assert window.over.page is None
    assert frame.page(window, "Patrols").view.hasFocus()
    assert ledger.log[-1] == "forget"


def test_esc_goes_back_from_the_foot_of_the_window_too(window: MainWindow, ledger: Ledger) -> None:
    due = window.status.counting["reviews"]
    due.show()
    due.setFocus()
    press(window, Qt.Key.Key_Escape)
    assert window.over.page is None
    assert frame.page(window, "Patrols").view.hasFocus()


def test_close_goes_back_as_well(window: MainWindow, ledger: Ledger) -> None:
    close = next(one for one in window.findChildren(QPushButton) if one.text() == "Close")
    close.click()
    assert window.tabs.isVisible()


def test_what_has_to_stay_stays_also_when_the_window_is_closed(
    window: MainWindow, ledger: Ledger
) -> None:
    ledger.stays = True
    press(window, Qt.Key.Key_Escape)
    window.close()
    assert window.isVisible()
    assert window.over.page is ledger
    ledger.stays = False


def test_it_is_built_once_and_read_again_when_it_is_opened_again(
    window: MainWindow, ledger: Ledger
) -> None:
    window.over.leave()
    window.over.open(ledger)
    assert ledger.log == ["build", "forget", "refresh"]


def test_it_reads_again_what_was_changed(window: MainWindow, ledger: Ledger) -> None:
    with window.desk.store.change("Add a place") as session:
        session.add(m.Place(team_id=1, code="Z9", name="Peartree", kind="beat"))
    assert ledger.log[-1] == "refresh"


def test_its_lines_are_in_the_menus_while_it_is_there_and_those_of_the_tabs_are_not(
    window: MainWindow, ledger: Ledger
) -> None:
    press(window, Qt.Key.Key_R, CONTROL)
    press(window, Qt.Key.Key_N, CONTROL)
    press(window, Qt.Key.Key_F, CONTROL)
    assert ledger.log == ["build", "rule", "find"]
    assert "new" not in frame.page(window, "Patrols").log
    window.over.leave()
    press(window, Qt.Key.Key_R, CONTROL)
    press(window, Qt.Key.Key_N, CONTROL)
    assert "rule" not in ledger.log[3:]
    assert "new" in frame.page(window, "Patrols").log


def test_another_takes_its_place_unless_it_has_to_stay(window: MainWindow, ledger: Ledger) -> None:
    other = Ledger()
    ledger.stays = True
    assert not window.over.open(other)
    ledger.stays = False
    assert window.over.open(other)
    assert other.words.hasFocus()
    assert labels(window).count("Ledger") == 1


def test_an_import_takes_its_place_too(window: MainWindow, ledger: Ledger) -> None:
    ledger.stays = True
    window.desk.paste(Pasted("Date\tFrom\n1/11/2026\t0900"))
    assert window.in_front == "Ledger"
    ledger.stays = False
    window.desk.paste(Pasted("Date\tFrom\n1/11/2026\t0900"))
    assert window.importing.open
    window.over.leave()


def test_what_is_wanted_on_a_tab_is_shown_there(window: MainWindow, ledger: Ledger) -> None:
    window.desk.go(Target("Roster"))
    assert window.over.page is None
    assert window.tabs.titles[window.tabs.currentIndex()] == "Roster"


def test_a_line_makes_its_page_when_it_is_first_chosen(window: MainWindow) -> None:
    made: list[Ledger] = []

    def make() -> Ledger:
        made.append(Ledger())
        return made[-1]

    line = window.over.opens(make)
    assert not made
    line()
    window.over.leave()
    line()
    assert [one.log for one in made] == [["build", "forget", "refresh"]]


def test_undo_waits_until_what_it_would_undo_is_seen(window: MainWindow, ledger: Ledger) -> None:
    with window.desk.store.change("Delete a place") as session:
        session.add(m.Place(team_id=1, code="Z9", name="Peartree", kind="beat"))
    press(window, Qt.Key.Key_Z, CONTROL)
    assert window.desk.store.undo_label == "Delete a place"
