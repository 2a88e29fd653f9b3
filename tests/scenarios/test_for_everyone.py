"""Every tab can be used without a mouse, without colours, and without seeing it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from snt_desk.ui.main_window import MainWindow

TITLES = ("Roster", "Patrols", "Priorities", "Return")
CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)
LEAST = 24
Role = QAccessible.Role
SPOKEN = {
    *(Role.Button, Role.CheckBox, Role.RadioButton, Role.EditableText, Role.ComboBox),
    *(Role.List, Role.Table, Role.Tree, Role.PageTab, Role.MenuItem, Role.SpinBox),
}


@pytest.fixture(params=TITLES)
def page(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> QWidget:
    """Each tab in front, as it is first seen."""
    window.visit_title(str(request.param))
    qtbot.waitUntil(lambda: not window.desk.tasks.busy)
    return window


def controls(page: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    for kind in CONTROLS:
        found += [one for one in page.findChildren(kind) if one.isVisible()]
    return found


def spoken(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Everything below that can be used, as a screen reader walks it; cells aside."""
    if interface.role() in SPOKEN:
        yield interface
    if interface.role() in {Role.Table, Role.List}:
        return
    for at in range(interface.childCount()):
        child = interface.child(at)
        if child.isValid() and not child.state().invisible:
            yield from spoken(child)


def test_every_control_has_a_name(page: QWidget) -> None:
    root = QAccessible.queryAccessibleInterface(page)
    found = list(spoken(root))
    assert len(found) > 10
    silent = [one.object() for one in found if not one.text(QAccessible.Text.Name).strip()]
    assert silent == []


def test_every_control_is_reached_by_tab(page: QWidget) -> None:
    """Fields and lists take the focus by Tab; buttons in a group may be walked by arrows."""
    unreachable = [
        one
        for one in controls(page)
        if isinstance(one, QLineEdit | QPlainTextEdit | QComboBox | QAbstractItemView)
        and not isinstance(one, QHeaderView)
        and one.isEnabled()
        and not isinstance(one.parent(), QComboBox)
        and not one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]
    assert unreachable == []


def test_nothing_that_is_clicked_is_too_small(page: QWidget) -> None:
    small = [
        (one, one.width(), one.height())
        for one in controls(page)
        if not isinstance(one.parent(), QComboBox) and min(one.width(), one.height()) < LEAST
    ]
    inside = [one for one in small if not isinstance(one[0], QLineEdit)]
    assert inside == []


def test_no_text_is_taken_for_markup(page: QWidget) -> None:
    formats = {one.textFormat() for one in page.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_the_page_fits_a_laptop_and_a_small_screen(page: QWidget, window: MainWindow) -> None:
    least = window.minimumSizeHint()
    assert (least.width() <= 1280, least.height() <= 720) == (True, True), least
    window.resize(960, 540)
    small = window.minimumSizeHint()
    assert (small.width() <= 960, small.height() <= 540) == (True, True), small
