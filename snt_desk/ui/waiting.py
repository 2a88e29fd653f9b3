"""The window lives on while it waits for the data file: it is painted, and its clocks go on.

Keys and clicks wait too: what they mean is known only when the file has answered.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEventLoop

from snt_desk.db import patience


def stay_alive() -> None:
    """Let this thread do the window's work whenever it has to wait for the file."""
    patience.spend(_live)


def is_waiting() -> bool:
    """Whether the window waits for the file at this moment: nothing can be begun or closed then."""
    return patience.is_waiting()


def _live(seconds: float) -> None:
    end = time.monotonic() + seconds
    flags = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
    QCoreApplication.processEvents(flags, round(seconds * 1000))
    time.sleep(max(0.0, end - time.monotonic()))
