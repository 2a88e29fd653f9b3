"""A meeting with two actions is written down by keys alone, as one change."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.services import partner_lists, partners
from snt_desk.ui.main_window import MainWindow
from tests.scenarios.keyboard import ALT, CTRL, KEY, Keyboard

MOST_KEYS = 60
"""Key presses for it, what is written in words aside."""

# A list that opens asks the offscreen platform for what it cannot do.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_a_meeting_with_two_actions_takes_few_keys(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    keys = Keyboard()
    keys.press(KEY.Key_5, held=CTRL)
    keys.press(KEY.Key_N, held=CTRL)
    # What it is, and when.
    keys.press("asb p", KEY.Key_Return, KEY.Key_Return)
    keys.press("12", KEY.Key_Return, "10", KEY.Key_Return, "+90")
    # Alt+P: about which place, for which priority, who came. Where it met stays empty.
    keys.press(KEY.Key_P, held=ALT)
    keys.press("pea", KEY.Key_Return, "wo", KEY.Key_Return)
    keys.press("ok", KEY.Key_Return, "cal", KEY.Key_Tab)
    keys.press("cou")
    # Alt+C: what was decided. Nobody was missing, and there was no agenda.
    keys.press(KEY.Key_C, held=ALT)
    keys.write("Two gates agreed.")
    keys.press(KEY.Key_Tab)
    # What is to be done.
    keys.write("Quote for the gates")
    keys.press(KEY.Key_Return, "cou", KEY.Key_Return, "fri", KEY.Key_Return)
    keys.write("Letter to parents")
    keys.press(KEY.Key_Return, "cal", KEY.Key_Return, "fri")
    keys.press(KEY.Key_S, held=CTRL)

    desk = window.desk
    with desk.store.read() as session:
        [row] = partner_lists.meetings(session, desk.team.id)
        found = partners.opened_meeting(session, row.ref)
    assert (row.title, row.priority, row.partners) == (
        *("ASB panel", "Woodhall shops"),
        ("The Council",),
    )
    assert (found.place, found.officers, found.minutes) == (
        *("B1", ("101", "7104")),
        "Two gates agreed.",
    )
    assert [(one.text, one.owner_partner, one.owner_collar) for one in found.actions] == [
        ("Quote for the gates", "O1", None),
        ("Letter to parents", None, "7104"),
    ]
    assert all(one.due and one.raised and one.due > one.raised for one in found.actions)
    assert desk.store.undo_label == "Add meeting, ASB panel"
    assert keys.pressed <= MOST_KEYS, keys.pressed
