"""A usual patrol, and the same again, are logged by keys alone, with the presses counted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.services import patrol_log
from snt_desk.services.patrol_log import Filter
from snt_desk.ui.main_window import MainWindow
from tests.scenarios.keyboard import CTRL, KEY, Keyboard

PRESSES, AGAIN = 27, 2
BOTH = 2

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_a_usual_patrol_and_the_same_again(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    desk = window.desk
    Keyboard().press(KEY.Key_3, held=CTRL)

    keys = Keyboard()
    keys.press(KEY.Key_N, held=CTRL)
    keys.press(KEY.Key_F, KEY.Key_Tab, KEY.Key_Tab)
    keys.press("2215", KEY.Key_Tab, "+90", KEY.Key_Tab)
    keys.press("rid", KEY.Key_Return, KEY.Key_Tab)
    keys.press("pear", KEY.Key_Tab, "woo")
    keys.press(KEY.Key_S, held=CTRL)
    assert keys.pressed == PRESSES
    assert desk.store.undo_label == "Log foot patrol, Peartree"

    again = Keyboard()
    again.press(KEY.Key_D, held=CTRL)
    again.press(KEY.Key_S, held=CTRL)
    assert again.pressed == AGAIN

    with desk.store.read() as session:
        assert patrol_log.count(session, desk.team.id, Filter()) == BOTH
        found = patrol_log.totals(session, desk.team.id, Filter(mode="foot"))
    assert found.patrols == BOTH
