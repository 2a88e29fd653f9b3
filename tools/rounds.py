"""Rounds of priorities, as they are seen: one in hand, an older one, and the next one begun."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target

_SEEN_MS = 300


def _settle(window: MainWindow) -> None:
    """Let the worker come to its end, and the page show what it has found."""
    QTest.qWait(_SEEN_MS)
    while window.desk.tasks.busy:
        QTest.qWait(_SEEN_MS)


def _show(window: MainWindow) -> None:
    window.desk.go(Target("Priorities", "rounds"))
    _settle(window)


def _older(window: MainWindow) -> None:
    _show(window)
    _press(window, Qt.Key.Key_End)


def _next(window: MainWindow) -> None:
    _show(window)
    QTest.keySequence(window.windowHandle(), "Ctrl+N")
    _settle(window)


def _decided(window: MainWindow) -> None:
    """One closes, and one of the proposed is adopted."""
    _next(window)
    _press(window, *[Qt.Key.Key_Tab] * 3, "l")
    _press(window, Qt.Key.Key_Tab, "red", Qt.Key.Key_Tab, "Fewer complaints since the gate.")


def _adopted(window: MainWindow) -> None:
    """The first of the proposed replaces one; the second is adopted."""
    _next(window)
    tab, space = Qt.Key.Key_Tab, Qt.Key.Key_Space
    _press(window, tab, tab, tab, "r", tab, "park", tab, "Two were charged.", tab, tab, tab)
    _press(window, Qt.Key.Key_Down, space)


def _problems(window: MainWindow) -> None:
    _next(window)
    _press(window, *[Qt.Key.Key_Tab] * 3, "l")
    QTest.keySequence(window.windowHandle(), "Ctrl+S")


def _change(window: MainWindow) -> None:
    _show(window)
    QTest.keySequence(window.windowHandle(), "F2")


def _press(window: MainWindow, *what: str | Qt.Key) -> None:
    for one in what:
        for key in map(ord, one) if isinstance(one, str) else (one,):
            QTest.keyClick(window.windowHandle(), key)
    _settle(window)


STATES: tuple[tuple[str, Callable[[MainWindow], object]], ...] = (
    ("", _show),
    ("older", _older),
    ("next", _next),
    ("decided", _decided),
    ("adopted", _adopted),
    ("problems", _problems),
    ("change", _change),
)
"""What there is to be seen of them."""
