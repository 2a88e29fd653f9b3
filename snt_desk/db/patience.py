"""How long somebody waits for the file while another has it, and what he does meanwhile.

Another program is waited for a while, another thread of ours until it is done. A thread that
must not stand still, as the window's, says what it does instead of sleeping.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

SECONDS = 2.0
"""So long another program is waited for; then it is said that it has the file."""
_STEP = 0.02

PassTime = Callable[[float], None]


class _Mine(threading.local):
    """What this thread does while it waits, and since when it has been waiting."""

    def __init__(self) -> None:
        self.pass_time: PassTime = time.sleep
        self.since: float | None = None


_mine = _Mine()


def spend(pass_time: PassTime) -> None:
    """Have this thread do that while it waits: it is called with a few hundredths of a second."""
    _mine.pass_time = pass_time


@contextmanager
def standing_still() -> Generator[None]:
    """Let this thread do nothing else while it waits, for as long as this lasts."""
    before, _mine.pass_time = _mine.pass_time, time.sleep
    try:
        yield
    finally:
        _mine.pass_time = before


def is_waiting() -> bool:
    """Whether this thread is waiting at this moment, and does something else meanwhile."""
    return _mine.since is not None


def busy_handler() -> Callable[[int], bool]:
    """Make what SQLite asks of a connection whether to try once more."""
    began = 0.0

    def once_more(times: int) -> bool:
        nonlocal began
        now = time.monotonic()
        if not times:
            began = now
        # What is begun while another wait goes on ends with that one.
        since = began if _mine.since is None else min(began, _mine.since)
        if now - since >= SECONDS:
            return False
        _wait(since)
        return True

    return once_more


def take(lock: threading.Lock) -> None:
    """Acquire a lock that another thread of ours may hold for long."""
    if _mine.pass_time is time.sleep:
        lock.acquire()
        return
    while not lock.acquire(blocking=False):
        _wait(time.monotonic() if _mine.since is None else _mine.since)


def _wait(since: float) -> None:
    before, _mine.since = _mine.since, since
    try:
        _mine.pass_time(_STEP)
    finally:
        _mine.since = before
