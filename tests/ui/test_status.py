"""The line at the foot of the window says all of it where there is room, and else how many."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from snt_desk.ui.status import StatusBar


@pytest.fixture
def status(qtbot: QtBot) -> StatusBar:
    made = StatusBar("OFFICIAL")
    qtbot.addWidget(made)
    made.resize(1600, 30)
    made.show()
    made.show_due("feedback", "Feedback overdue, 1")
    made.show_due("actions", "2 actions overdue, 3 reminders")
    made.show_due("priorities", "Next round due")
    made.show_due("reviews", "1,027 reviews due")
    made.show_undo("Undo add meeting, Youth panel")
    return made


def said(status: StatusBar) -> list[str]:
    buttons = [one for one in status.findChildren(QPushButton) if one.isVisible()]
    return [one.text() for one in sorted(buttons, key=lambda one: one.x())][1:]


def test_all_words_stand_there_where_there_is_room(status: StatusBar) -> None:
    assert said(status) == [
        "Feedback overdue, 1",
        "2 actions overdue, 3 reminders",
        "Next round due",
        "1,027 reviews due",
    ]


def test_only_numbers_stand_there_where_there_is_none(status: StatusBar) -> None:
    status.resize(700, 30)
    assert said(status) == ["1", "2", "Next round due", "1,027"]
    # A screen reader, and the mouse, are still told all of it.
    told = [one.accessibleName() for one in status.findChildren(QPushButton)]
    assert "2 actions overdue, 3 reminders" in told
    status.resize(1600, 30)
    assert "2 actions overdue, 3 reminders" in said(status)


def test_what_comes_later_takes_its_room_from_the_words(status: StatusBar) -> None:
    wide = 1600
    while "1" not in said(status):
        wide -= 10
        status.resize(wide, 30)
    status.resize(wide + 10, 30)
    assert "Feedback overdue, 1" in said(status)
    status.show_backup("Backed up today 13:30, checked")
    assert said(status) == ["1", "2", "Next round due", "1,027"]
