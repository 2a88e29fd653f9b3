"""Something done a little later, if what it is about is still there by then.

Not `QTimer.singleShot(…, owner, do)`: where the owner goes first, PySide keeps hold of `do`
for ever, and with it of every widget, record and connection that it can reach.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer

THERE_MS = 1000
"""After so long what can wait until after the start is looked at."""


def later(owner: QObject, do: Callable[[], object], milliseconds: int = 0) -> None:
    """Do it once, so long from now; never after the owner has gone."""
    ours = owner.findChildren(_Once, options=Qt.FindChildOption.FindDirectChildrenOnly)
    # One that is done is used again: one that took itself away crashed Qt now and then.
    timer = next((one for one in ours if one.do is None), None) or _Once(owner)
    timer.do = do
    timer.start(milliseconds)


def once_there(owner: QObject, do: Callable[[], object]) -> None:
    """Do it after the start, when the page is there: it can wait until then."""
    later(owner, do, THERE_MS)


def when_shown(owner: QObject, do: Callable[[], object]) -> None:
    """Do it once when what the window shows now is on the screen, and read what stands beside it.

    Three turns of the loop later: it is laid out in the first, painted with the second, and at
    the end of that one what stands beside a list is read (`following`).
    """
    later(owner, partial(later, owner, partial(later, owner, do)))


def once(owner: QObject, do: Callable[[], object], milliseconds: int = 0) -> QTimer:
    """Give a timer to keep: it does it once, so long after the last `start()`."""
    timer = QTimer(owner, singleShot=True, interval=milliseconds)
    timer.timeout.connect(do)
    return timer


class _Once(QTimer):
    """A timer that lets go of what it was to do before it does it."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner, singleShot=True)
        self.do: Callable[[], object] | None = None
        self.timeout.connect(self._do_it)

    def _do_it(self) -> None:
        do, self.do = self.do, None
        if do is not None:
            do()
