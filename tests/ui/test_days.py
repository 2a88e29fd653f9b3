"""A day is read as it is typed, and stands in full once the field is left."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from snt_desk.ui import days
from snt_desk.ui.days import DayField

TODAY = date(2026, 11, 22)


@pytest.fixture
def field(qtbot: QtBot) -> DayField:
    made = DayField()
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_typed_is_no_day_and_no_fault() -> None:
    assert days.meant("", TODAY) is None
    assert days.fault("", TODAY) == ""


def test_what_is_no_day_is_a_fault() -> None:
    assert days.meant("31/2", TODAY) is None
    assert days.fault("31/2", TODAY).startswith("“31/2” is not a day.")


@pytest.mark.parametrize("day", [TODAY, date(2024, 2, 29), date(1999, 12, 31), date(2040, 1, 1)])
def test_a_day_in_full_is_read_back_the_same(day: date) -> None:
    assert days.meant(days.written(day), TODAY) == day


def test_a_day_is_in_full_when_the_field_is_left(field: DayField) -> None:
    QTest.keyClicks(field, "22-11-2026")
    assert field.text() == "22-11-2026"
    field.editingFinished.emit()
    assert field.text() == "Sun 22 Nov 2026"


def test_what_cannot_be_read_stays_as_typed(field: DayField) -> None:
    QTest.keyClicks(field, "31/2")
    field.editingFinished.emit()
    assert field.text() == "31/2"


def test_signs_go_a_day_on_and_back(field: DayField) -> None:
    field.set_value("Sun 22 Nov 2026")
    QTest.keyClicks(field, "+")
    assert field.text() == "Mon 23 Nov 2026"
    QTest.keyClicks(field, "--")
    assert field.text() == "Sat 21 Nov 2026"
