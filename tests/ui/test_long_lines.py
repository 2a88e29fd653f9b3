"""A long list makes the lines that are seen, and no others, whatever is done to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui.listing import Line, LineView, Title
from snt_desk.ui.long_lines import LongLines

MANY = 5_000
SEEN = 60
"""More than a screen has room for."""


def long_lines(of: range) -> LongLines[int]:
    rows = [Title("Closed", str(len(of))), *of]
    ids = [None, *(str(one) for one in of)]
    return LongLines(rows, ids, lambda one: Line(f"Line {one}", id=str(one)))


def test_only_what_is_seen_is_made(qtbot: QtBot) -> None:
    stack, listed, nothing = QStackedWidget(), LineView("Register"), QWidget()
    qtbot.addWidget(stack)
    stack.addWidget(listed)
    stack.addWidget(nothing)
    stack.resize(QSize(400, 600))
    stack.show()

    lines = long_lines(range(MANY))
    listed.show_lines(lines)
    listed.setFocus()
    stack.setCurrentWidget(nothing)
    stack.setCurrentWidget(listed)
    QApplication.processEvents()
    assert 0 < lines.made < SEEN

    QTest.keyClick(listed, Qt.Key.Key_End)
    QApplication.processEvents()
    assert listed.current_id == str(MANY - 1)
    assert lines.made < 2 * SEEN


def test_the_next_one_is_taken_in_hand_where_the_one_in_hand_is_gone(qtbot: QtBot) -> None:
    listed = LineView("Register")
    qtbot.addWidget(listed)
    listed.show_lines(long_lines(range(MANY)))
    for in_hand, left, taken in (
        ("40", range(40), "39"),
        ("0", range(1, 40), "1"),
        ("20", range(30, 40), "30"),
        ("30", range(0), None),
    ):
        listed.show_lines(long_lines(range(MANY)))
        assert listed.select(in_hand)
        listed.show_lines(long_lines(left))
        assert listed.current_id == taken
