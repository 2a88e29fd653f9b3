"""What is to be read scrolls by keys where it is too long, and not for nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from snt_desk.ui.parts import label
from snt_desk.ui.scrolled import Scrolled

WORDS = "A group of about twelve meets after school, and the alley is unlit. "


def shown(qtbot: QtBot, sentences: int) -> Scrolled:
    column = QVBoxLayout()
    column.addWidget(label(WORDS * sentences, wrap=True))
    made = Scrolled("The plan", column)
    qtbot.addWidget(made)
    made.resize(600, 200)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_words_that_fit_do_not_scroll(qtbot: QtBot) -> None:
    assert shown(qtbot, 6).verticalScrollBar().maximum() == 0


def test_longer_words_are_reached_by_the_arrow_keys(qtbot: QtBot) -> None:
    made = shown(qtbot, 60)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    assert made.hasFocus()
    QTest.keyClick(made, Qt.Key.Key_PageDown)
    assert made.verticalScrollBar().value() > 0


def test_it_has_a_name_and_is_one_of_the_parts_of_its_page(qtbot: QtBot) -> None:
    made = shown(qtbot, 1)
    assert made.accessibleName() == "The plan"
    assert made.property("part")
