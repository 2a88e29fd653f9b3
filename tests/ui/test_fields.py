"""Fields: whose Ctrl+Z is, and which choice a few letters mean."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui.fields import Choice, LineField, NoteField


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


PLACES = [(1, "Woodhall shops"), (2, "Haldens"), (3, "Panshanger bridleway"), (4, "Panshanger")]


def places(qtbot: QtBot) -> Choice:
    made = Choice()
    qtbot.addWidget(made)
    made.show_choices(PLACES)
    made.show()
    qtbot.waitExposed(made)
    return made


def listed(choice: Choice) -> list[str]:
    finder = choice.completer()
    assert finder is not None
    model = finder.completionModel()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_what_begins_with_the_letters_is_offered_first_and_meant_by_enter_and_tab(
    qtbot: QtBot, key: Qt.Key
) -> None:
    choice = places(qtbot)
    QTest.keyClicks(choice, "hal")
    assert listed(choice) == ["Haldens", "Woodhall shops"]
    QTest.keyClick(choice, key)
    assert choice.value == 2


def test_of_two_that_begin_with_the_letters_enter_takes_the_usual_one_and_tab_none(
    qtbot: QtBot,
) -> None:
    choice = places(qtbot)
    QTest.keyClicks(choice, "pan")
    QTest.keyClick(choice, Qt.Key.Key_Tab)
    assert (choice.value, choice.unknown) == (None, "pan")
    QTest.keyClicks(choice, "s")
    QTest.keyClick(choice, Qt.Key.Key_Return)
    assert choice.value == 3


def test_the_list_of_a_narrow_field_shows_its_words_whole(qtbot: QtBot) -> None:
    choice = places(qtbot)
    choice.resize(80, choice.height())
    QTest.keyClicks(choice, "pan")
    finder = choice.completer()
    popup = finder.popup() if finder is not None else None
    assert popup is not None
    assert popup.width() > popup.fontMetrics().horizontalAdvance(PLACES[2][1])


def test_a_long_choice_is_read_from_its_beginning(qtbot: QtBot) -> None:
    choice = Choice("None")
    choice.show_choices([(1, "Neighbourhood Policing Week of Action")])
    qtbot.addWidget(choice)
    choice.show()
    choice.setFocus()
    qtbot.waitUntil(choice.hasFocus)
    choice.setEditText("neigh")
    choice.clearFocus()
    assert choice.value == 1
    line = choice.lineEdit()
    assert line is not None
    assert line.cursorPosition() == 0


@pytest.mark.parametrize("field", [LineField, NoteField, Choice])
def test_alt_and_a_letter_that_nothing_has_is_not_typed(
    qtbot: QtBot, field: type[LineField | NoteField | Choice]
) -> None:
    made = field()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    alt, control = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClicks(made, "ab")
    QTest.keyClicks(made, "m", alt)
    # AltGr, as it comes on Windows.
    QTest.keyClicks(made, "y", alt | control)
    typed = made.unknown if isinstance(made, Choice) else made.value
    assert typed == "aby"


LONG = "Council offices, second floor, the room at the very end of the corridor"


def test_a_long_line_is_read_from_its_beginning_once_it_is_left(qtbot: QtBot) -> None:
    pair = QWidget()
    field, after = LineField(), LineField()
    qtbot.addWidget(pair)
    for at, one in enumerate((field, after)):
        one.setParent(pair)
        one.setGeometry(0, 40 * at, 90, 32)
    with qtbot.waitActive(pair):
        pair.show()
    field.setFocus()
    QTest.keyClicks(field, LONG)
    assert field.cursorPosition() == len(LONG)
    # A menu over it takes the focus for now; typing goes on where it was.
    QApplication.sendEvent(
        field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
    )
    assert field.cursorPosition() == len(LONG)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert after.hasFocus()
    assert field.cursorPosition() == 0


def test_what_is_tidied_as_the_line_is_left_is_read_from_its_beginning(qtbot: QtBot) -> None:
    pair = QWidget()
    field, after = LineField(settle=lambda _: LONG), LineField()
    qtbot.addWidget(pair)
    for one in (field, after):
        one.setParent(pair)
    with qtbot.waitActive(pair):
        pair.show()
    field.setFocus()
    QTest.keyClicks(field, "room")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert (field.text(), field.cursorPosition()) == (LONG, 0)
