"""Work that takes longer than a blink: off the window's thread, with progress and a way out.

There is one worker and one line before it. A result arrives in the window's thread, and
only if whoever asked for it still exists and has not cancelled.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from queue import SimpleQueue
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from snt_desk.ui.later import when_shown

T = TypeVar("T")

# The window gets its turn ten times as often while the worker is busy.
_SWITCH_SECONDS, _USUAL_SWITCH_SECONDS = 0.0005, 0.005
_REPORT_SECONDS = 0.05
STOP_SECONDS = 3.0
"""How long closing the window waits for the work in hand."""


class Cancelled(Exception):  # it is a wish, not an error
    """The user wants no more of it; raised inside the work by `Progress.report`."""


class Progress:
    """What the work tells the window; the only thing of the window that it is given."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._cancelled = threading.Event()
        self._told = 0.0

    @property
    def cancelled(self) -> bool:
        """Whether the user wants no more of it."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._cancelled.set()

    def report(self, done: int, total: int, words: str = "") -> None:
        """Say how far it is, as often as you like; raises `Cancelled` if it is to stop."""
        if self.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._told >= _REPORT_SECONDS or done >= total:
            self._told = now
            self._tell(done, total, words)


class Task(QObject):
    """One piece of work under way, as the window sees it."""

    progressed = Signal(object, object, str)
    """Done, total, and what it is doing."""
    ended = Signal(object)
    """This one is over: done, failed or cancelled.

    It says which, so that nobody has to connect it with what holds the task: Qt keeps that,
    and Python cannot see that the two keep each other, and the page and the records with them.
    """

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self._progress = progress

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for its result any more."""
        return self._progress.cancelled

    def cancel(self) -> None:
        """Want no more of it: no result will arrive."""
        self._progress.cancel()


@dataclass(frozen=True)
class _Job:
    """A task and who waits for it; stays in the window's thread until it is over."""

    # Held here so that what it closes over dies in this thread, not in the worker's.
    work: Callable[[Progress], Any]
    then: Callable[[Any], None]
    failed: Callable[[Exception], None] | None
    owner: QObject
    task: Task
    progress: Progress


@dataclass(frozen=True)
class _Outcome:
    """What came of it."""

    value: Any = None
    error: Exception | None = None


class Tasks(QObject):
    """The one worker and its line."""

    _reported = Signal(object, object, object, str)
    _arrived = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers = count()
        self._jobs: dict[int, _Job] = {}
        self._line: SimpleQueue[tuple[int, Callable[[Progress], Any], Progress] | None]
        self._line = SimpleQueue()
        self._worker: threading.Thread | None = None
        self._stopped = False
        self._reported.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Do the work in the worker's thread, then give its result to `then` in this one.

        The work may touch no widget; it calls `Progress.report` often. `then` is not called
        if the owner is gone or the task cancelled. What the work raises goes to `failed`,
        without which it is treated as if it had been raised here.
        """
        number, task = self._noted(work, then, failed, owner)
        self._begin(number)
        return task

    def run_when_shown(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Do the same, begun when what the window shows now is on the screen.

        It is for the rest of what is shown already: begun at once, it would take the time that
        the window needs to paint that.
        """
        number, task = self._noted(work, then, failed, owner)
        when_shown(self, partial(self._begin, number))
        return task

    def _noted(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        owner: QObject,
    ) -> tuple[int, Task]:
        """Give the number of a job that is to be begun, and its task."""
        number = next(self._numbers)
        progress = Progress(partial(self._reported.emit, number))
        task = Task(progress)
        if self._stopped:
            # The window is going: nobody waits for it, and nothing would end it.
            task.cancel()
        else:
            self._jobs[number] = _Job(work, then, failed, owner, task, progress)
        return number, task

    def _begin(self, number: int) -> None:
        """Put a job in the line, unless the window has gone meanwhile."""
        job = self._jobs.get(number)
        if job is None:
            return
        _quicken(self)
        if self._worker is None:
            labour = partial(_labour, self._line, self._arrived.emit)
            self._worker = threading.Thread(target=labour, name="worker", daemon=True)
            self._worker.start()
        self._line.put((number, job.work, job.progress))

    def another(self) -> Tasks:
        """Give a worker of the same kind, with a line of its own that does not hold this one up."""
        return type(self)()

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits."""
        return bool(self._jobs)

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Cancel everything and wait; gives whether the worker has come to its end."""
        self._stopped = True
        for job in self._jobs.values():
            job.task.cancel()
        self._line.put(None)
        if self._worker is not None:
            self._worker.join(seconds)
        self._jobs.clear()
        _slow_down(self)
        return self._worker is None or not self._worker.is_alive()

    @Slot(object, object, object, str)
    def _pass_on(self, number: int, done: int, total: int, words: str) -> None:
        job = self._jobs.get(number)
        if job is not None and not job.task.cancelled:
            job.task.progressed.emit(done, total, words)

    @Slot(object, object)
    def _deliver(self, number: int, outcome: _Outcome) -> None:
        job = self._jobs.pop(number, None)
        if job is None or self._stopped:
            return
        if not self._jobs:
            _slow_down(self)
        try:
            if not job.task.cancelled and shiboken6.isValid(job.owner):
                _hand_over(job, outcome)
        finally:
            job.task.ended.emit(job.task)


def _hand_over(job: _Job, outcome: _Outcome) -> None:
    if outcome.error is None:
        job.then(outcome.value)
    elif job.failed is not None:
        job.failed(outcome.error)
    else:
        raise outcome.error


def _labour(
    line: SimpleQueue[tuple[int, Callable[[Progress], Any], Progress] | None],
    arrived: Callable[[int, _Outcome], None],
) -> None:
    while (order := line.get()) is not None:
        number, work, progress = order
        del order
        outcome = _done(work, progress)
        del work, progress
        try:
            arrived(number, outcome)
        except RuntimeError:
            # The window did not wait for this work, and has gone: nobody is there to tell.
            return
        del outcome


def _done(work: Callable[[Progress], Any], progress: Progress) -> _Outcome:
    if progress.cancelled:
        return _Outcome()
    try:
        return _Outcome(value=work(progress))
    except Cancelled:
        progress.cancel()
        return _Outcome()
    except Exception as error:  # noqa: BLE001  # raised again in the window's thread
        return _Outcome(error=error)


_at_work: set[int] = set()
"""The workers that have something to do: there may be two."""


def _quicken(tasks: Tasks) -> None:
    """Give the window its turn often, and collect no widgets in the wrong thread."""
    _at_work.add(id(tasks))
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.disable()


def _slow_down(tasks: Tasks) -> None:
    _at_work.discard(id(tasks))
    if not _at_work:
        sys.setswitchinterval(_USUAL_SWITCH_SECONDS)
        gc.enable()
