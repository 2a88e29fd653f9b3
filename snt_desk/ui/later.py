"""Something done a little later, if what it is about is still there by then.

Not `QTimer.singleShot(…, owner, do)`: where the owner goes first, PySide keeps hold of `do`
for ever, and with it of every widget, record and connection that it can reach.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject, do: Callable[[], object], milliseconds: int = 0) -> None:
    """Do it once, so long from now; never after the owner has gone.

    For what is done seldom: its timer stays until the owner goes. One that took itself away
    crashed Qt now and then.
    """
    once(owner, do, milliseconds).start()


def once(owner: QObject, do: Callable[[], object], milliseconds: int = 0) -> QTimer:
    """Give a timer to keep: it does it once, so long after the last `start()`."""
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(do)
    return timer
