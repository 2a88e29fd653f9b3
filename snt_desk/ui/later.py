"""Something done a little later, if what it is about is still there by then."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, do: Callable[[], object], milliseconds: int = 0) -> None:
    """Do it once, when events have been seen to; never after the owner has gone.

    Not `QTimer.singleShot(…, owner, do)`: where the owner goes first, PySide keeps hold of
    `do` for ever, and with it of every widget, record and connection that it can reach.
    Nor may `do` be the last to hold the owner (a task, say): that would go while its own timer
    is going, and take it along a second time.
    """
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(do)
    timer.timeout.connect(timer.deleteLater)
    timer.start()
