"""Ctrl+Z in a field is for the typing in hand; where there is none it is for the records."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from snt_desk.ui.fields import Choice, LineField


def keeps_undo(line: QLineEdit) -> bool:
    """Whether the line takes Ctrl+Z before a menu can."""
    control_z = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    control_z.ignore()
    QApplication.sendEvent(line, control_z)
    return control_z.isAccepted()


def test_a_line_keeps_ctrl_z_only_after_typing(qtbot: QtBot) -> None:
    field = LineField()
    qtbot.addWidget(field)
    field.set_value("0930")
    assert not keeps_undo(field)
    QTest.keyClicks(field, "x")
    assert keeps_undo(field)


def test_a_choice_keeps_ctrl_z_only_after_typing(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.show_choices([(1, "Reassurance"), (2, "Rural")])
    choice.set_value(1)
    line = choice.lineEdit()
    assert line is not None
    assert not keeps_undo(line)
    QTest.keyClicks(line, "x")
    assert keeps_undo(line)
