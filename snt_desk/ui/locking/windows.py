"""Windows' own word that the screen was locked, the user changed, or the computer goes to sleep.

Nothing of this can be tried on another system: docs/trust.md says how it is checked by hand.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

_SESSION_CHANGE, _POWER = 0x02B1, 0x0218
_GONE = frozenset({0x2, 0x4, 0x7})
"""Console disconnected, remote disconnected, session locked."""
_SUSPEND = 0x4
_THIS_SESSION = 0


class _Message(ctypes.Structure):
    """MSG, as far as it is read."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint),
        ("wparam", ctypes.c_size_t),
        ("lparam", ctypes.c_ssize_t),
    )


class Session(QAbstractNativeEventFilter):
    """Listens to the messages that Windows sends to a window of ours which is never shown."""

    def __init__(self, away: Callable[[], object]) -> None:
        super().__init__()
        self._away = away
        self._window = QWidget()
        self._told = False
        if sys.platform == "win32":
            handle = int(self._window.winId())
            self._told = bool(
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION)
            )
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.installNativeEventFilter(self)

    def stop(self) -> None:
        """Listen no longer."""
        app = QApplication.instance()
        if isinstance(app, QGuiApplication):
            app.removeNativeEventFilter(self)
        if sys.platform == "win32" and self._told:
            ctypes.windll.wtsapi32.WTSUnRegisterSessionNotification(int(self._window.winId()))
        self._window.deleteLater()

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        if kind == b"windows_generic_MSG":
            said = _Message.from_address(int(message))
            if (said.message == _SESSION_CHANGE and said.wparam in _GONE) or (
                said.message == _POWER and said.wparam == _SUSPEND
            ):
                self._away()
        return False, 0
