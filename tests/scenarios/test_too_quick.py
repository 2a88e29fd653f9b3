"""Quicker than the desk: a page is left while it is being read, and Save is pressed twice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from snt_desk.db import models as m
from snt_desk.ui.form import Form
from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Pasted
from tests.scenarios import witness
from tests.scenarios.keyboard import CTRL, KEY, SHIFT, Keyboard
from tests.trust.figures import Tally

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

TIMES = 200
ROWS = "Date\tStart\tEnd\tHow\tCrew\n" + "1/11/2026\t0930\t1100\tfoot\tRidley\n" * 20


def settle(window: MainWindow) -> None:
    QApplication.processEvents()
    while window.desk.tasks.busy:
        QTest.qWait(1)
    QApplication.processEvents()


@pytest.mark.trust
def test_what_is_left_while_it_is_read_is_no_fault(window: MainWindow, tally: Tally) -> None:
    window.visit_title("Patrols")
    settle(window)
    told: list[str] = []
    ignored = ["^This plugin does not support"]
    with witness.watching(lambda title, _detail: told.append(title), ignored) as faults:
        for _ in range(TIMES // 2):
            window.desk.paste(Pasted(ROWS, (), "patrols"))
            assert window.over.leave()
            window.area.toggle_history()
            window.area.toggle_history()
            QApplication.processEvents()
        settle(window)
    tally("unhandled", len(faults))
    assert faults == []
    assert told == []
    assert not window.importing.open


def number_of(window: MainWindow, table: type[m.Base]) -> int:
    with window.desk.store.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def a_patrol(window: MainWindow, keys: Keyboard) -> None:
    keys.press(KEY.Key_3, held=CTRL)
    keys.press(KEY.Key_N, held=CTRL)
    keys.press("f", KEY.Key_Tab)
    keys.fill("21/11/26", "930", "+90")
    keys.press("rid", KEY.Key_Return, KEY.Key_Tab)
    keys.fill("pear", "reass")


def a_person(window: MainWindow, keys: Keyboard) -> None:
    keys.press(KEY.Key_2, held=CTRL)
    keys.press(KEY.Key_J, held=CTRL | SHIFT)
    keys.fill("2218", "Kwame", "Osei", "pc", "", "1/1")


def a_meeting(window: MainWindow, keys: Keyboard) -> None:
    keys.press(KEY.Key_5, held=CTRL)
    settle(window)
    keys.press(KEY.Key_N, held=CTRL)
    keys.fill("asb p", "", "21/11/26", "1400", "1530")


def save_button(window: MainWindow) -> QWidget:
    return next(
        one.save_button
        for one in window.findChildren(Form)
        if one.isVisible() and one.save_button.isVisible()
    )


@pytest.mark.parametrize(
    ("fill", "table"), [(a_patrol, m.Patrol), (a_person, m.Member), (a_meeting, m.Meeting)]
)
@pytest.mark.parametrize("how", ["keys", "double click"])
def test_save_pressed_twice_is_one_record(
    window: MainWindow, qtbot: QtBot, fill: object, table: type[m.Base], how: str
) -> None:
    assert callable(fill)
    window.activateWindow()
    settle(window)
    before = number_of(window, table)
    fill(window, Keyboard())
    if how == "keys":
        for _ in range(3):
            QTest.keyClick(window.windowHandle(), KEY.Key_S, CTRL)
    else:
        button = save_button(window)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    settle(window)
    assert number_of(window, table) == before + 1
