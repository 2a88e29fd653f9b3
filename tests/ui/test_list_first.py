"""List and form stand beside each other, or one after the other where it is narrow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListView, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui.list_first import ListFirst
from snt_desk.ui.parts import down

Three = tuple[ListFirst, QWidget, QWidget, QPushButton]


@pytest.fixture
def three(qtbot: QtBot) -> Three:
    side, back = QListView(), QPushButton("Back")
    main = down(back, QTextEdit())
    made = ListFirst(side, main, back)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    return made, side, main, back


def test_there_is_room_for_both(three: Three) -> None:
    _, side, main, back = three
    assert (side.isVisible(), main.isVisible(), back.isVisible()) == (True, True, False)
    assert side.width() == 372


def test_where_it_is_narrow_the_list_comes_first(three: Three) -> None:
    made, side, main, back = three
    made.resize(960, 540)
    assert (side.isVisible(), main.isVisible()) == (True, False)
    made.go_in()
    assert (side.isVisible(), main.isVisible(), back.isVisible()) == (False, True, True)
    made.go_back()
    assert (side.isVisible(), main.isVisible()) == (True, False)


def test_where_it_becomes_narrow_the_focus_stays_in_sight(three: Three, qtbot: QtBot) -> None:
    made, side, main, _ = three
    with qtbot.waitActive(made):
        made.activateWindow()
    for part, words in ((main.findChildren(QTextEdit)[0], True), (side, False)):
        made.resize(1280, 720)
        part.setFocus()
        made.resize(960, 540)
        assert (main.isVisible(), side.isVisible()) == (words, not words)


def test_a_wider_window_shows_both_again(three: Three) -> None:
    made, side, main, back = three
    made.resize(960, 540)
    made.go_in()
    made.resize(1280, 720)
    assert (side.isVisible(), main.isVisible(), back.isVisible()) == (True, True, False)
