"""A form gives nothing away that was typed, and says so."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.errors import DeskError
from snt_desk.ui import kept_form
from snt_desk.ui.desk import Desk
from snt_desk.ui.panels import Box


@dataclass
class Typed:
    """A form of which only this matters."""

    box: Box
    opened: str = "T1"
    edited: bool = False
    done: list[str] = field(default_factory=list)
    wrong: bool = False

    def refused(self) -> bool:
        return self.wrong

    def read_again(self, *there: str) -> list[str]:
        def begin() -> None:
            self.done.append("begun")

        kept_form.read_again(self, there, show=self.done.append, begin=begin)
        return self.done


@pytest.fixture
def form(qapp: QApplication, qtbot: QtBot) -> Typed:
    box = Box()
    qtbot.addWidget(box)
    return Typed(box)


def test_a_form_with_nothing_typed_may_show_something_else(form: Typed) -> None:
    assert kept_form.may_leave(form, "Woodhall shops")
    assert form.box.words == ""


def test_what_is_typed_is_not_left_and_the_box_says_why(form: Typed) -> None:
    form.edited = True
    assert not kept_form.may_leave(form, "Woodhall shops")
    assert form.box.words == "Woodhall shops is not saved. Save or clear it first."


def test_what_is_saved_is_read_again_and_what_is_gone_makes_room(form: Typed) -> None:
    assert form.read_again("T1", "T2") == ["T1"]
    assert form.read_again("T2") == ["T1", "begun"]


def test_what_is_typed_is_not_read_over(form: Typed) -> None:
    form.edited = True
    assert form.read_again("T1") == []
    assert form.read_again() == []


def test_why_it_could_not_be_saved_is_said_above_the_fields(form: Typed, desk: Desk) -> None:
    def write() -> str:
        raise DeskError("There is no team yet", "Choose one first.")

    assert kept_form.written(desk, form, write) is None
    assert form.box.words == "There is no team yet. Choose one first."


def test_what_is_refused_is_not_written(form: Typed, desk: Desk) -> None:
    form.wrong = True
    assert kept_form.written(desk, form, lambda: form.done.append("written")) is None
    assert form.done == []
    form.wrong = False
    kept_form.written(desk, form, lambda: form.done.append("written"))
    assert form.done == ["written"]
