"""What stands in the window before there is a page, and what stands there instead of all pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

from snt_desk.domain import clock
from snt_desk.ui.parts import column_of

_MINUTE_MS = 60_000


@dataclass(frozen=True)
class Header:
    """Whose window it is: team and person at the right of the tabs, file and marking below."""

    team: str = ""
    person: str = ""
    file: str = ""
    marking: str = "OFFICIAL"
    where: str = ""
    """The path of the data file; empty on a server."""


class Place(QWidget):
    """Stands where a page will be, and says when it has been painted: the frame comes first."""

    painted = Signal()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted.emit()


class Instead:
    """Shows a screen in the window in place of menus, tabs and pages, and takes it away again."""

    def __init__(self, window: QMainWindow, centre: QWidget, behind: Sequence[QWidget]) -> None:
        """It stands in the layout of the centre, while what is behind is hidden."""
        self._window = window
        self._centre = centre
        self._behind = tuple(behind)
        self.screen: QWidget | None = None
        """What is shown now, if anything is."""

    def show(self, screen: QWidget) -> None:
        """Show this, and nothing else; a screen that was there before is gone."""
        self._let_go()
        self.screen = screen
        for one in (self._window.menuBar(), *self._behind):
            one.hide()
        screen.setObjectName(screen.objectName() or "page")
        screen.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The menus, which have the same key, are not there.
        leave = QShortcut(QKeySequence("Ctrl+Q"), screen)
        leave.activated.connect(self._window.close)
        column_of(self._centre).addWidget(screen)
        screen.show()
        screen.setFocus()

    def take_away(self) -> None:
        """Show menus, tabs and pages again."""
        if self.screen is None:
            return
        self._let_go()
        for one in (self._window.menuBar(), *self._behind):
            one.show()

    def _let_go(self) -> None:
        if self.screen is not None:
            self.screen.hide()
            self.screen.deleteLater()
            self.screen = None


class NewDay(QTimer):
    """Says when another day has come, a minute after midnight at the latest."""

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=_MINUTE_MS)
        self.timeout.connect(self.look)

    def begin(self) -> None:
        """From now on."""
        self._day = clock.today()
        self.start()

    def look(self) -> None:
        """Look now: where the lid was shut, no minute has passed for the program."""
        if self.isActive() and self._day != clock.today():
            self._day = clock.today()
            self.came.emit()
