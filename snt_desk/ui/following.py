"""What is read beside a list of the line in hand: after the list has answered, not before.

A key that goes down a list is answered in a frame. What the page beside it shows is read in the
next one, or not at all if by then the hand has moved on; and at once where that page has or gets
the focus, so that nothing is done to what is not in hand any more.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from snt_desk.ui.later import once


class Following(QObject):
    """Reads what is in hand a little later, once."""

    def __init__(self, shown: QWidget, read: Callable[[], object]) -> None:
        """`read` reads what `shown` is to show; never after that has gone."""
        super().__init__(shown)
        self._shown = shown
        self._read = read
        # Two turns of the loop: what the first ends with is on the screen before the second.
        self._next = once(self, read)
        self._soon = once(self, self._next.start)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.catch_up)

    @property
    def behind(self) -> bool:
        """Whether something is in hand that is not read yet."""
        return self._soon.isActive() or self._next.isActive()

    def soon(self) -> None:
        """Read what is in hand when the list has answered."""
        focus = QApplication.focusWidget()
        if focus is not None and self._shown.isAncestorOf(focus):
            self.now()
            return
        self._next.stop()
        self._soon.start()

    def now(self) -> None:
        """Read what is in hand."""
        for one in (self._soon, self._next):
            one.stop()
        self._read()

    def catch_up(self) -> None:
        """Read what is in hand if that was put off."""
        if self.behind:
            self.now()
