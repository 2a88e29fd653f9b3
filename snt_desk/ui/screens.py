"""Which screen is shown when the data cannot be: two sentences, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.ui import theme
from snt_desk.ui.parts import Picture, across, breakable, button, label

if TYPE_CHECKING:
    from snt_desk.errors import DeskError
    from snt_desk.ui.sitting import Sitting

_WIDE = 720
_ICON = 40


class PlainScreen(QWidget):
    """What is the matter, in two sentences, and up to three ways on."""

    try_again = Signal()
    look_only = Signal()
    close_desk = Signal()

    def __init__(self, icon: str, title: str, detail: str, *, look: str = "") -> None:
        """`look` is what the button says that opens the data only to read it, if that can be."""
        super().__init__()
        self.setAccessibleName(f"{title}. {detail}")
        self._first = button("Try &again", "" if look else "primary")
        self._first.clicked.connect(self.try_again)
        leave = button("&Close SNT Desk", "quiet")
        leave.clicked.connect(self.close_desk)
        ways = [self._first, leave]
        if look:
            self._first = button(look, "primary")
            self._first.clicked.connect(self.look_only)
            ways.insert(0, self._first)
        words = label(breakable(detail), wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout(inner)
        column.setSpacing(14)
        head = label(breakable(title), "title", wrap=True)
        column.addWidget(across(Picture(icon, "accent", _ICON), head, space=16, stretch=(1,)))
        column.addWidget(words)
        column.addWidget(across(*ways, None))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(across(None, inner, None, stretch=(1,)))
        outer.addStretch(2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)


def waiting(said: str = "Looking at your data file. This takes some seconds.") -> QWidget:
    """Make the screen for the time until a large file has been looked at, or put back."""
    words = label(said, "muted")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words


def for_trouble(error: DeskError, sitting: Sitting) -> QWidget:
    """Make the screen that says what is the matter, its ways out led back to the sitting."""
    # Loaded here: it comes with the database, which the frame is painted without.
    from snt_desk.db.faults import Kind

    kind = getattr(error, "kind", None)
    if kind is Kind.LOCKED:
        return sitting.guard.screen(at_once=True)
    look = "&Open to look only" if kind in {Kind.IN_USE, Kind.READ_ONLY} else ""
    screen = PlainScreen("hard-drive", error.title, error.detail, look=look)
    screen.try_again.connect(lambda: sitting.soon(sitting.open_again))
    screen.look_only.connect(lambda: sitting.soon(sitting.look_only))
    screen.close_desk.connect(sitting.window.close)
    return screen
