"""What there is to be seen of responses: the list, some being linked, a survey coming in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from snt_desk.ui.main_window import MainWindow
from snt_desk.ui.page import Target
from snt_desk.ui.pages.priorities.consultations import ConsultationsView

_SURVEY = (
    ("Timestamp", "Main concern", "Where", "Comments"),
    ("{0} 09:14:02", "Speeding", "Haldens", "Too fast by the school"),
    ("{0} 09:15:40", "Speeding", "Haldens", "Too fast by the school"),
    ("{0} 10:02:11", "Noisy mopeds", "Peartree", "Up and down all night"),
    ("{0} 11:47:30", "Anti-social behaviour", "Peartree", "Shouting behind the shops"),
    ("{0} 12:20:05", "ASB", "Woodside", "The same again"),
)


def _listed(window: MainWindow) -> None:
    """The responses to the last consultation that is over."""
    view = _open(window)
    _keys(window, "Ctrl+Shift+R")
    view.responses.table.setFocus()


def _linking(window: MainWindow) -> None:
    """Three of one theme are about to be linked."""
    _listed(window)
    view = _view(window)
    view.responses.table.selectRow(0)
    _keys(window, "Shift+Down", "Shift+Down", "Ctrl+Shift+L")


def _coming_in(window: MainWindow) -> None:
    """A survey was pasted: two of its rows have a problem."""
    view = _open(window)
    opened = view.row.opened if view.row else None
    _keys(window, "Ctrl+Shift+R")
    day = f"{opened:%d/%m/%Y}"
    lines = ("\t".join(cell.format(day) for cell in row) for row in _SURVEY)
    QGuiApplication.clipboard().setText("\n".join(lines))
    view.responses.table.setFocus()
    _keys(window, "Ctrl+V")
    QTest.qWait(300)
    while window.desk.tasks.busy:
        QTest.qWait(5)
    _keys(window, "F8")


STATES: tuple[tuple[str, Callable[[MainWindow], None], bool], ...] = (
    ("responses", _listed, True),
    ("responses-link", _linking, False),
    ("responses-import", _coming_in, True),
)
"""The name of each state, how the window is driven there, and whether it is in the guide."""


def _open(window: MainWindow) -> ConsultationsView:
    window.desk.go(Target("Priorities", "consultations"))
    wanted = next(one for one in _view(window).rows if one.closed)
    window.desk.go(Target("Priorities", "consultations", wanted.ref))
    return _view(window)


def _view(window: MainWindow) -> ConsultationsView:
    found = window.page
    assert isinstance(found, ConsultationsView)
    return found


def _keys(window: MainWindow, *keys: str) -> None:
    for one in keys:
        QTest.qWait(20)
        QTest.keySequence(window.windowHandle(), one)
