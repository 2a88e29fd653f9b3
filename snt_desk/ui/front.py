"""One window for one file: whoever starts the desk again on it has the one that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from snt_desk.ui.later import later

if TYPE_CHECKING:
    from snt_desk.errors import DeskError
    from snt_desk.ui.one_window import OneWindow
    from snt_desk.ui.sitting import Sitting

_LISTEN_MS = 300
"""The page is there by then."""
_TIMES, _AGAIN_MS = 8, 200
"""How often the file is tried again while this user's own window may still be opening it."""


class Front(QObject):
    """Lets others bring the window of a sitting to the front, or brings theirs."""

    def __init__(self, sitting: Sitting) -> None:
        super().__init__(sitting)
        self._sitting = sitting
        self._one: OneWindow | None = None
        self._left = _TIMES

    def listen_soon(self) -> None:
        """Listen from now on, also while the data is shut: whoever asks gets this window."""
        later(self, self._listen, _LISTEN_MS)

    def stop(self) -> None:
        """Listen no more."""
        if self._one is not None:
            self._one.stop()
            self._one.deleteLater()
            self._one = None

    def has_come(self, error: DeskError) -> bool:
        """Look for this user's own window where the file is in use; it may not listen yet.

        Gives whether it came, or is waited for; then `raised` or another try follows.
        """
        from snt_desk.db.lock import InUse

        actor = self._sitting.actor()
        holder = error.holder if isinstance(error, InUse) else None
        if holder is None or (holder.user, holder.desk) != (actor.user, actor.desk):
            return False
        if self._left == 0:
            self._left = _TIMES
            return False
        self._left -= 1
        self._ask()
        return True

    def _ask(self) -> None:
        from snt_desk.ui import one_window

        where = self._sitting.where
        if one_window.is_there(where) and one_window.bring_to_front(where):
            self._sitting.raised.emit()
        else:
            later(self, self._sitting.try_again, _AGAIN_MS)

    @Slot()
    def _listen(self) -> None:
        from snt_desk.ui.one_window import OneWindow

        where = self._sitting.where
        if self._one is not None and self._one.where != where:
            self.stop()
        if self._one is None and self._sitting.desk is not None:
            self._one = OneWindow(where, self)
            self._one.wanted.connect(self._come)

    @Slot()
    def _come(self) -> None:
        window = self._sitting.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        QApplication.alert(window)
