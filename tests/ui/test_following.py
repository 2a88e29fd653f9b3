"""What is beside a list is read after the list has answered, and never for a line passed by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from snt_desk.ui.following import Following


class Window(QWidget):
    """A list, and beside it what is read of the line in hand."""

    def __init__(self) -> None:
        super().__init__()
        self.list, self.shown = QListWidget(), QWidget()
        self.field = QLineEdit(self.shown)
        self.list.addItems([*"abcdef"])
        row = QHBoxLayout(self)
        row.addWidget(self.list)
        row.addWidget(self.shown)
        self.read: list[str] = []
        self.following = Following(self.shown, self._read)
        self.list.currentTextChanged.connect(self.following.soon)

    def _read(self) -> None:
        self.read.append(self.list.currentItem().text())


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.list.setFocus()
    made.following.catch_up()
    made.read.clear()
    yield made
    made.close()


def test_the_list_answers_first_and_only_where_the_hand_rests_is_it_read(window: Window) -> None:
    for at in (1, 2, 3):
        window.list.setCurrentRow(at)
    assert window.read == []
    assert window.following.behind
    QApplication.processEvents()
    window.list.setCurrentRow(4)
    for _turn in range(3):
        QApplication.processEvents()
    assert window.read == ["e"]
    assert not window.following.behind


def test_it_is_read_before_anything_can_be_done_to_it(window: Window) -> None:
    window.list.setCurrentRow(1)
    window.field.setFocus()
    assert window.read == ["b"]
    window.list.setCurrentRow(2)
    assert window.read == ["b", "c"], "the focus is in what is read"


def test_what_was_read_at_once_is_not_read_again(window: Window) -> None:
    window.list.setCurrentRow(1)
    window.following.now()
    window.following.catch_up()
    for _turn in range(3):
        QApplication.processEvents()
    assert window.read == ["b"]
