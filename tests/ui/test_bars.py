"""Bars are read: by eye, by a screen reader, and by a spreadsheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from snt_desk.ui import theme
from snt_desk.ui.bars import Bar, Bars
from snt_desk.ui.theme import Appearance

MODES = (Bar("Foot", 8700, "145 h"), Bar("Bicycle", 1440, "24 h"), Bar("Vehicle", 0, "0 min"))


@pytest.fixture
def bars(qtbot: QtBot) -> Bars:
    made = Bars("Effort by mode", ("How", "Officer time"))
    qtbot.addWidget(made)
    made.resize(272, 80)
    made.show_bars(MODES)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def accent_in(bars: Bars, row: int) -> int:
    """Count the pixels of the bar in a row, across its middle."""
    picture, wanted = bars.grab().toImage(), QColor(theme.colour("accent")).name()
    y = bars.rowViewportPosition(row) + bars.rowHeight(row) // 2
    return sum(picture.pixelColor(x, y).name() == wanted for x in range(picture.width()))


def test_a_screen_reader_finds_a_table_with_headings(bars: Bars) -> None:
    table = QAccessible.queryAccessibleInterface(bars)
    inside = [table.child(at) for at in range(table.childCount())]
    said = {
        role: [one.text(QAccessible.Text.Name) for one in inside if one.role() == role]
        for role in (QAccessible.Role.ColumnHeader, QAccessible.Role.Cell)
    }
    assert table.role() == QAccessible.Role.Table
    assert table.text(QAccessible.Text.Name) == "Effort by mode"
    assert said[QAccessible.Role.ColumnHeader] == ["How", "Officer time"]
    assert said[QAccessible.Role.Cell][:4] == ["Foot", "145 h", "Bicycle", "24 h"]


def test_ctrl_c_copies_the_table_with_its_headings(bars: Bars) -> None:
    bars.setFocus()
    QTest.keyClick(bars, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "How\tOfficer time\nFoot\t145 h\nBicycle\t24 h\nVehicle\t0 min"
    )


def test_the_largest_fills_its_track_and_none_is_none(bars: Bars) -> None:
    long, short, none = (accent_in(bars, row) for row in range(3))
    assert long > 4 * short > 0
    assert none == 0


def test_of_a_whole_each_is_its_part(bars: Bars) -> None:
    full = accent_in(bars, 0)
    bars.show_bars(MODES, whole=2 * 8700)
    assert abs(accent_in(bars, 0) - full / 2) <= 2


def test_arrow_keys_walk_the_rows_and_tab_leaves(bars: Bars) -> None:
    bars.setFocus()
    assert bars.currentIndex().row() == 0
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.currentIndex().row() == 1
    before = bars.grab().toImage()
    bars.clearFocus()
    assert bars.grab().toImage() != before, "the row in hand has a ring"
    assert not bars.tabKeyNavigation()


def test_it_is_as_high_as_its_rows_at_any_text_size(qapp: QApplication, bars: Bars) -> None:
    assert bars.height() == 3 * 26
    theme.use(qapp, Appearance("light", 150))
    assert bars.height() == 3 * 39
    bars.show_bars(MODES[:1])
    assert bars.height() == 39


def test_nothing_to_show_takes_no_room(bars: Bars) -> None:
    bars.show_bars(())
    assert bars.isHidden()
