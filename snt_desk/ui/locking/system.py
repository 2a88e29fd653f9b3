"""When the system itself goes to sleep or locks its screen, the desk locks too.

On Linux the desktop says so on D-Bus; on Windows as a message to a window of ours. Where
neither is there, the clocks tell afterwards (`idle`).
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_SLEEP = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
_SCREENS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")
_SAID_WHETHER: Any = SLOT("_said(bool)")
_SAID: Any = SLOT("_said()")
"""Text, whatever PySide's types say: bytes are refused."""


class System(QObject):
    """Says when whoever sits here goes away from the computer."""

    away = Signal()

    def __init__(self) -> None:
        """Listen, as far as there is somebody to listen to."""
        super().__init__()
        self._windows: QObject | None = None
        if sys.platform == "win32":  # pragma: no cover  # the other system
            from snt_desk.ui.locking.windows import Session

            self._windows = Session(self.away.emit)
        else:
            self._listen()

    def stop(self) -> None:
        """Listen no longer."""
        self.blockSignals(True)
        if (
            sys.platform == "win32" and self._windows is not None
        ):  # pragma: no cover  # the other system
            self._windows.stop()
        self.deleteLater()

    def _listen(self) -> None:
        # Loaded here: it is wanted where the lock is on alone.
        from PySide6.QtDBus import QDBusConnection

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            name, place, kind = _SLEEP
            system.connect(name, place, kind, "PrepareForSleep", self, _SAID_WHETHER)
            system.connect(name, "", "org.freedesktop.login1.Session", "Lock", self, _SAID)
        if session.isConnected():
            for kind in _SCREENS:
                # From whatever path and whoever it comes: to lock once too often harms nobody.
                session.connect("", "", kind, "ActiveChanged", self, _SAID_WHETHER)

    @Slot(bool)
    @Slot()
    def _said(self, active: bool = True) -> None:  # noqa: FBT002  # the signal's own
        if active:
            self.away.emit()
