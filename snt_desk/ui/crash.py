"""What happens when the program has a fault: it is noted, said once, and work goes on.

A `DeskError` that nobody caught is no fault: it is shown as it is. Anything else becomes a
report without personal data: where in the program it was, never what the program held.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion

from snt_desk import __version__
from snt_desk.domain import clock
from snt_desk.errors import DeskError

TITLE = "Something went wrong. Your last saved work is safe."
SECONDS_BETWEEN = 5.0
"""A fault in what is painted comes again with every cell: it is noted and said once."""
KEPT = 20
"""How many reports stay."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _News:
    """What is to be said in the window's thread."""

    title: str
    detail: str
    error: DeskError | None = None
    """What a user can mend, if it is that."""


_LAST = ("last_type", "last_value", "last_traceback")
"""Where Python puts what nobody caught, before it asks the hook."""
_Place = tuple[str, str, int]
"""Which kind of fault, in which file and line."""


class Crash(QObject):
    """Takes the faults of the program; `install` makes it the one that does."""

    _noted = Signal(object)

    def __init__(
        self,
        folder: Path,
        tell: Callable[[str, str], None],
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write reports to the folder and say `tell(title, detail)`."""
        super().__init__()
        self._folder = folder
        self._tell = tell
        self._seconds = seconds
        self._last_said = float("-inf")
        self._noted_at: dict[_Place, float] = {}
        self._telling = False
        self.beside: Callable[[DeskError], object] | None = None
        """Says in the window what a user can mend; without one it is told like a fault."""
        # Queued: a dialog must not open inside a paint event, nor in another thread.
        self._noted.connect(self._say, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take every fault that nobody else takes, of any thread."""
        sys.excepthook = self.take
        threading.excepthook = self._take_of_thread
        sys.unraisablehook = self._take_unraisable

    def take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take one fault. Never raises."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        let_go_of_last()
        with contextlib.suppress(Exception):
            if isinstance(error, DeskError):
                self._noted.emit(_News(error.title, error.detail, error))
                return
            self._note(error, _place(error))

    def _note(self, error: BaseException, place: _Place) -> None:
        """Report each fault of the last seconds once, and say the first."""
        now = self._seconds()
        self._noted_at = {
            one: at for one, at in self._noted_at.items() if now - at < SECONDS_BETWEEN
        }
        if place in self._noted_at:
            return
        self._noted_at[place] = now
        _log.error("fault: %s", type(error).__name__)
        written = self._written(error)
        if now - self._last_said >= SECONDS_BETWEEN:
            self._last_said = now
            self._noted.emit(_News(TITLE, written))

    def _take_of_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _take_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.take(args.exc_type, args.exc_value, args.exc_traceback)

    def _written(self, error: BaseException) -> str:
        """Write the report; gives the sentence that says where it is."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = _free_name(self._folder)
            (self._folder / name).write_text(report(error), encoding="utf-8")
            for old in sorted(self._folder.glob("fault-*.txt"))[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return "What happened could not be written down."
        return f"What happened is in {name}, in the folder of the log. It holds no names."

    @Slot(object)
    def _say(self, news: _News) -> None:
        if news.error is not None and self.beside is not None:
            self.beside(news.error)
            return
        # One dialog at a time, never one on top of the other.
        if self._telling:
            return
        self._telling = True
        try:
            self._tell(news.title, news.detail)
        finally:
            self._telling = False


def let_go_of_last() -> None:
    """Let Python forget the last thing that nobody caught, once it is taken.

    For a debugger it is kept until there is another, with every frame that it came through: the
    pages that were open, the records and their key would stay after the data was shut.
    """
    for name in _LAST:
        vars(sys).pop(name, None)


def report(error: BaseException) -> str:
    """Say where it was: files of the program, lines and functions; no values, no messages.

    What an exception says, and what variables held, may name people.
    """
    # Nobody waits for it at the start.
    import platform

    lines = [
        f"SNT Desk {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}, {clock.now():%Y-%m-%d %H:%M} UTC",
    ]
    seen: set[int] = set()
    before: BaseException | None = error
    while before is not None and id(before) not in seen:
        seen.add(id(before))
        lines += _told(before)
        before = before.__cause__ or before.__context__
    return "\n".join(lines) + "\n"


def _told(error: BaseException) -> Iterator[str]:
    import traceback

    yield type(error).__qualname__
    for one in traceback.extract_tb(error.__traceback__):
        yield f"  {_inside(one.filename)}:{one.lineno} {one.name}"


def _free_name(folder: Path) -> str:
    """Two faults may come within one second."""
    stem = f"fault-{clock.now():%Y%m%d-%H%M%S}"
    name, number = f"{stem}.txt", 1
    while (folder / name).exists():
        number += 1
        name = f"{stem}_{number:02}.txt"
    return name


def _place(error: BaseException) -> _Place:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return type(error).__qualname__, "", 0
    return type(error).__qualname__, trace.tb_frame.f_code.co_filename, trace.tb_lineno


def _inside(filename: str) -> str:
    """A path from the program on: its beginning holds the name of whoever is logged in."""
    parts = Path(filename).parts
    for root in ("site-packages", "snt_desk"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1] if parts else ""
