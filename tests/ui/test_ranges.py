"""Shift and the arrows select from where one is, however one came there."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView

Key, Held = Qt.Key, Qt.KeyboardModifier
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@dataclass(frozen=True)
class Line:
    """A row."""

    id: int


def test_a_range_of_rows_begins_at_the_record_that_was_taken_in_hand(qtbot: QtBot) -> None:
    model = ListModel[Line]([Column("Number", lambda line: str(line.id))])
    model.show_rows([Line(number) for number in range(20)])
    view = TableView(model, "Lines")
    qtbot.addWidget(view)
    view.show()
    QTest.keyClick(view, Key.Key_Home)
    QTest.keyClick(view, Key.Key_Down, Held.ShiftModifier)
    assert view.selected_ids == [0, 1]
    assert view.select(10)
    assert view.selected_ids == [10]
    QTest.keyClick(view, Key.Key_Down, Held.ShiftModifier)
    assert view.selected_ids == [10, 11]
