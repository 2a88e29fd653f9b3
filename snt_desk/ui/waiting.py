"""The window lives on while it waits for the data file: it is painted, and its clocks go on.

Keys and clicks wait too: what they mean is known only when the file has answered.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject

from snt_desk.db import patience
from snt_desk.ui.later import once

_AGAIN = 50
"""Milliseconds until somebody looks once more whether the file has answered."""


def stay_alive() -> None:
    """Let this thread do the window's work whenever it has to wait for the file."""
    patience.spend(_live)


def is_waiting() -> bool:
    """Whether the window waits for the file at this moment: nothing can be begun or closed then."""
    return patience.is_waiting()


class AfterWaiting:
    """Something that is done at once, or as soon as the window does not wait for the file."""

    def __init__(self, owner: QObject, do: Callable[[], object]) -> None:
        """Do it for this owner, and never after it has gone."""
        self._do = do
        self._again = once(owner, self.go, _AGAIN)

    def go(self) -> None:
        """Do it; asked for often during a wait, it is done once after it."""
        if is_waiting():
            self._again.start()
        else:
            self._do()


def _live(seconds: float) -> None:
    end = time.monotonic() + seconds
    flags = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
    QCoreApplication.processEvents(flags, round(seconds * 1000))
    time.sleep(max(0.0, end - time.monotonic()))
