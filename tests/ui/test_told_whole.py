"""What is cut in a list or a table is whole in its tip, as letters; what is seen whole has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QToolTip
from pytestqt.qtbot import QtBot

from snt_desk.ui.listing import Line, LineView
from snt_desk.ui.table import Column, ListModel
from snt_desk.ui.table_view import TableView

Made = Callable[[str], QAbstractItemView]
LONG = "<b>Cars</b> racing on the industrial estate on Saturday nights since the spring"


def in_a_list(words: str) -> QAbstractItemView:
    made = LineView("Lines")
    made.show_lines([Line(words)])
    return made


def in_a_table(words: str) -> QAbstractItemView:
    rows: ListModel[Line] = ListModel((Column("What", lambda line: line.text, width=150),))
    rows.show_rows([Line(words, 1)])
    return TableView(rows, "Lines")


@pytest.mark.parametrize("made", [in_a_list, in_a_table])
@pytest.mark.parametrize(
    ("words", "tip"),
    [
        (LONG, LONG.replace("<", "&lt;").replace(">", "&gt;")),
        ("Cars", ""),
    ],
)
def test_a_tip_says_what_is_cut(qtbot: QtBot, made: Made, words: str, tip: str) -> None:
    view = made(words)
    qtbot.addWidget(view)
    view.resize(200, 80)
    view.show()
    at = view.visualRect(view.model().index(0, 0)).center()
    QToolTip.hideText()
    place = view.viewport().mapToGlobal(at)
    QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, place))
    assert QToolTip.text() == (f"<span>{tip}</span>" if tip else "")
    QToolTip.hideText()
