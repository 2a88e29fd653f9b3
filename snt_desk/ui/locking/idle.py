"""Whether anybody is there: keys and mouse in the window's program, and the lid of the laptop.

Time is the longer of what the clock on the wall says and what the system counts: neither a
clock that is put back nor a night asleep keeps the window open.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

_LOOK_MS = 1000
_ASLEEP = 60.0
"""Seconds between two looks after which the computer must have slept."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TabletPress,
        QEvent.Type.TouchBegin,
    }
)
Clock = Callable[[], float]


class Idle(QObject):
    """Says when nobody has touched the program for so many minutes, or the computer slept."""

    idle = Signal()

    def __init__(
        self, minutes: int, *, steady: Clock = time.monotonic, wall: Clock = time.time
    ) -> None:
        """Watch from now on."""
        super().__init__()
        self._seconds = minutes * 60.0
        self._clocks = (steady, wall)
        self._touched = self._looked = self._now()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        for window in QGuiApplication.topLevelWindows():
            self._follow(window)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._follow)

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self.blockSignals(True)
        self.deleteLater()

    def _follow(self, window: QWindow | None) -> None:
        # All of the program's events would be too many: keys and mouse come by its windows.
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def look(self) -> None:
        """Look at the clocks now."""
        now = self._now()
        slept = _longer(self._looked, now) > _ASLEEP
        self._looked = now
        if slept or _longer(self._touched, now) >= self._seconds:
            # Said once: whoever locks stops this one.
            self._touched = now
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Not what a program sends to itself, nor a key that repeats because something lies on it.
        if event.type() in _TOUCHES and event.spontaneous():
            self._touched = self._now()
        return False

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)


def _longer(before: tuple[float, ...], now: tuple[float, ...]) -> float:
    return max(later - earlier for earlier, later in zip(before, now, strict=True))
