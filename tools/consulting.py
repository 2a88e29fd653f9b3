"""What there is to be seen of consultations: the ranking, and responses being typed in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest

from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.consultations import ConsultationsView


def _ranking(window: MainWindow) -> None:
    """The last consultation that is over, by theme."""
    _open(window, closed=True)


def _by_both(window: MainWindow) -> None:
    _open(window, closed=True)
    _view(window).said.by.set_value("theme and place")


def _one_by_one(window: MainWindow) -> None:
    """Two are typed by keys, the third is begun."""
    _open(window, closed=False)
    _keys(window, "Ctrl+T")
    _write(window, "street", "Return", "Return")
    for theme, place in (("speed", "hald"), ("retail", "pear")):
        _write(window, theme, "Return", place, "Return", "Return")
        _write(window, "Lorries at night", "Return")
    _write(window, "youth", "Return")


def _counts(window: MainWindow) -> None:
    """Some of a stall's answers are in the grid."""
    _open(window, closed=False)
    _keys(window, "Ctrl+Shift+T")
    _write(window, "12", "Down", "3", "Right", "Down", "7", "Down", "+", "+")


def _new(window: MainWindow) -> None:
    _open(window, closed=True)
    _keys(window, "Ctrl+N", "Ctrl+S")


STATES: tuple[tuple[str, Callable[[MainWindow], None], bool], ...] = (
    ("consultation", _ranking, True),
    ("consultation-by-both", _by_both, False),
    ("consultation-type-in", _one_by_one, True),
    ("consultation-counts", _counts, True),
    ("consultation-problems", _new, False),
)
"""The name of each state, how the window is driven there, and whether it is in the guide."""


def _open(window: MainWindow, *, closed: bool) -> None:
    window.desk.go(Target("Priorities", "consultations"))
    view = _view(window)
    wanted = next(one for one in view.rows if bool(one.closed) == closed)
    window.desk.go(Target("Priorities", "consultations", wanted.ref))


def _view(window: MainWindow) -> ConsultationsView:
    found = window.page
    assert isinstance(found, ConsultationsView)
    return found


def _write(window: MainWindow, *what: str) -> None:
    for one in what:
        if one in {"Return", "Down", "Right"}:
            _keys(window, one)
        else:
            QTest.keyClicks(window.focusWidget(), one)


def _keys(window: MainWindow, *keys: str) -> None:
    for one in keys:
        QTest.qWait(20)
        QTest.keySequence(window.windowHandle(), one)
