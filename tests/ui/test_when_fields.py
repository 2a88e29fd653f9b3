"""What is moved lasts as long as it did, unless until when was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.ui.form import Form
from snt_desk.ui.when_fields import WhenFields
from tests.ui.pages.seen import press, words

TAB = Qt.Key.Key_Tab


@pytest.fixture
def when(qtbot: QtBot) -> WhenFields:
    """A meeting of an hour and a half, as its form shows it, with the focus on *From*."""
    form = Form("Meeting")
    made = WhenFields(form)
    made.add()
    for field in made.fields:
        field.changed.connect(made.say_back)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
    made.set_value("Thu 12 Nov 2026", "10:00", "11:30")
    made.begins.setFocus()
    return made


def typed(when: WhenFields, text: str) -> None:
    """Type this over what stands in the field that has the focus, and go on."""
    focus = QApplication.focusWidget()
    assert focus in when.fields
    focus.selectAll()
    press(text, TAB)


@pytest.mark.parametrize(
    ("start", "end"),
    [("1430", "16:00"), ("9", "10:30"), ("2315", "00:45"), ("soon", "11:30")],
)
def test_another_beginning_takes_the_end_along(when: WhenFields, start: str, end: str) -> None:
    typed(when, start)
    assert when.ends.value == end


def test_what_is_said_back_says_so_while_it_is_typed(when: WhenFields) -> None:
    when.begins.selectAll()
    press("1430")
    assert "Thu 12 Nov, 1 h 30 min" in words(when.begins.window())
    assert when.ends.text() == "16:00"


def test_an_end_that_was_typed_stays(when: WhenFields) -> None:
    when.ends.setFocus()
    typed(when, "1215")
    when.begins.setFocus()
    typed(when, "1100")
    assert when.ends.value == "12:15"
    # The next record that is shown has its own length again.
    when.set_value("Thu 12 Nov 2026", "10:00", "11:00")
    when.begins.setFocus()
    typed(when, "1100")
    assert when.ends.value == "12:00"


def test_without_an_end_none_is_made_up(when: WhenFields) -> None:
    when.set_value("Thu 12 Nov 2026", "10:00", "")
    typed(when, "1100")
    assert when.ends.value == ""


def test_in_the_night_of_the_clocks_the_end_is_one_of_the_two(when: WhenFields) -> None:
    when.set_value("Sat 24 Oct 2026", "22:00", "23:30")
    typed(when, "2359")
    assert when.ends.value == "01:29 BST"
