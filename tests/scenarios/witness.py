"""Sees everything that goes wrong while it watches, and how large the program has become."""

from __future__ import annotations

import ctypes
import gc
import hashlib
import importlib
import logging
import pkgutil
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

import snt_desk
from snt_desk.db.journal import NOTED
from snt_desk.db.store import Store
from snt_desk.errors import DeskError
from snt_desk.ui.crash import let_go_of_last

_STATM = Path("/proc/self/statm")
_PAGE = 4096
_QUIET = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}


@contextmanager
def watching(tell: Callable[[str, str], None], ignored: Sequence[str]) -> Iterator[list[str]]:
    """Collect every exception nobody took, Qt's warnings but the ignored, and loud log records.

    A `DeskError` is told, as the program itself does, and let go of; it is no fault.
    """
    faults: list[str] = []

    def take(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        let_go_of_last()
        if isinstance(error, DeskError):
            tell(error.title, error.detail)
        else:
            faults.append("".join(traceback.format_exception(kind, error, trace)))

    def take_of_thread(args: threading.ExceptHookArgs) -> None:
        take(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    def take_unraisable(args: sys.UnraisableHookArgs) -> None:
        take(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)

    def take_of_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in _QUIET and not any(re.search(one, message) for one in ignored):
            # Where it came from: Qt says no more than the sentence.
            faults.append(f"{kind.name}: {message}\n{''.join(traceback.format_stack(limit=12))}")

    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = take, take_of_thread, take_unraisable
    before = qInstallMessageHandler(take_of_qt)
    records = _Records(faults)
    logging.getLogger().addHandler(records)
    try:
        yield faults
    finally:
        logging.getLogger().removeHandler(records)
        qInstallMessageHandler(before)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


class _Records(logging.Handler):
    """Puts what is loud in the log among the faults."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._faults = faults

    def emit(self, record: logging.LogRecord) -> None:
        self._faults.append(f"in the log: {record.getMessage()}")


@dataclass(frozen=True)
class Size:
    """How much there is; what the system does not tell is 0.

    What the system has lent to the process goes up and down with what was counted last, by a
    hundred MB; what is really in use does not.
    """

    lent: float
    """MB."""
    qt: float
    """MB of what is not Python's: Qt, SQLite."""
    python: int
    """Blocks in Python's hand."""
    widgets: int
    windows: int
    threads: int

    def __str__(self) -> str:
        return (
            f"{self.lent:.0f} MB lent; in use {self.qt:.1f} MB, {self.python:,} blocks of Python,"
            f" {self.widgets} widgets, {self.windows} windows, {self.threads} threads"
        )


class _Mallinfo(ctypes.Structure):
    """What the GNU C library says of its memory: its own names, in their order."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def load_all() -> None:
    """Load every module of the program, as it does itself when one is first wanted.

    What is loaded stays, and is no leak: after all tabs were visited nearly two hundred modules
    are still to come, 68,000 blocks of Python and 2 MB besides.
    """
    for one in pkgutil.walk_packages(snt_desk.__path__, "snt_desk."):
        if not one.name.startswith(("snt_desk.__main__", "snt_desk.db.migrations")):
            importlib.import_module(one.name)


def size() -> Size:
    """Weigh the program, after what is garbage has gone."""
    gc.collect()
    lent = int(_STATM.read_text().split()[1]) * _PAGE / 1e6 if _STATM.exists() else 0.0
    return Size(
        lent,
        _in_use() / 1e6,
        sys.getallocatedblocks(),
        len(QApplication.allWidgets()),
        len(QApplication.topLevelWidgets()),
        threading.active_count(),
    )


def _in_use() -> int:
    ask = getattr(ctypes.CDLL(None), "mallinfo2", None) if sys.platform == "linux" else None
    if ask is None:
        return 0
    ask.restype = _Mallinfo
    info = ask()
    return int(info.uordblks + info.hblkhd)


def rows(store: Store) -> dict[str, str]:
    """Digest every row of every table that the journal keeps."""
    with store.read() as session:
        found = {
            table.name: session.execute(select(table).order_by(table.c.id)).all() for table in NOTED
        }
    return {name: hashlib.sha256(repr(one).encode()).hexdigest() for name, one in found.items()}
