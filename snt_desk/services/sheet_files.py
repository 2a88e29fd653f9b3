"""A sergeant's spreadsheet from a file or the clipboard, as it stands (formats.md §2).

A file is read in a process of its own, with limits (docs/decisions/0016): whatever it is, the
window goes on, and what it costs is over when that process is.
"""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, TypeAlias

from snt_desk import paths, there
from snt_desk.domain.sheet.grid import Book, Grid, Value
from snt_desk.errors import DeskError
from snt_desk.services import sheet_files_child as child
from snt_desk.services import sheet_files_wire as wire
from snt_desk.services.sheet_files_text import pasted_rows
from snt_desk.services.undisturbed import undisturbed

Report: TypeAlias = Callable[[int, int, str], None]

MOST_BYTES = 100_000_000
_CLIPBOARD = "Clipboard"
_TICK_SECONDS = 0.03
_END_SECONDS = 1.0
_MOST_SAID = 1_000_000_000
"""Bytes; the largest sheet that may be, as JSON."""
_READING = "Reading the sheet"
_KEEPS_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "1000000000"}
"""For the GNU library: who lives for one file need not give back memory, to ask for it again."""


def read(path: Path, report: Report | None = None) -> Book:
    """Read a .csv, .xlsx, .xlsm, .xls or .ods file; what is in it decides, not its name.

    `report` is called often, with how far it is; what it raises ends the reading at once.
    Raises DeskError with a sentence for whatever cannot be read.

    A cell is what a spreadsheet program shows in it: of a formula its last value, of one that
    failed a text like `#N/A`. Text is kept to the letter, control characters too; only line
    breaks are made LF, and half a surrogate is made U+FFFD.
    """
    name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    report = report or _untold
    with _opened(path, name) as file, _reading(file) as reader, undisturbed():
        try:
            return _book(name, _lines(reader, report), report)
        except wire.Refused as refusal:
            raise _unreadable(name, str(refusal)) from refusal
        except wire.Unintelligible as error:
            raise _unreadable(name, wire.DAMAGED) from error


def pasted(text: str) -> Book:
    """Read cells that were copied in a spreadsheet program; raises DeskError over the limits."""
    try:
        lines = [wire.said("sheet", _CLIPBOARD), *wire.rows_said(pasted_rows(text))]
    except wire.Refused as refusal:
        raise DeskError("What was copied cannot be pasted", str(refusal)) from refusal
    return _book(_CLIPBOARD, [*lines, wire.said("end")], _untold)


def _untold(done: int, total: int, words: str) -> None:
    """Nobody wants to know."""


def _unreadable(name: str, sentence: str) -> DeskError:
    return DeskError(f"{name} cannot be read", sentence)


@contextmanager
def _opened(path: Path, name: str) -> Generator[int]:
    """Open a file, and no folder, device or pipe that would have us wait for ever."""
    try:
        handle = os.open(path, _TO_READ)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise DeskError(f"There is no {name}", f"Nothing was found at {path}.") from error
    except (OSError, ValueError) as error:
        if there.a_folder(path):
            raise _unreadable(name, _FOLDER) from error
        reason = error.strerror if isinstance(error, OSError) else None
        raise DeskError(f"{name} cannot be opened", f"{reason or error}.") from error
    try:
        found = os.fstat(handle)
        if stat.S_ISDIR(found.st_mode):
            raise _unreadable(name, _FOLDER)
        if not stat.S_ISREG(found.st_mode):
            raise _unreadable(name, "It is not a file.")
        if not found.st_size:
            raise _unreadable(name, "There is nothing in it.")
        if found.st_size > MOST_BYTES:
            raise _unreadable(name, f"It has more than {MOST_BYTES // 1_000_000} MB.")
        yield handle
    finally:
        os.close(handle)


_TO_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = "It is a folder. Choose a spreadsheet in it."


@dataclass(frozen=True)
class _Reader:
    """The process that reads, and what it has said so far; an empty line is its end."""

    process: subprocess.Popen[bytes]
    lines: SimpleQueue[bytes]


@contextmanager
def _reading(file: int) -> Generator[_Reader]:
    """Start the process that reads; it is gone when the block ends, however it ends."""
    ourselves, surroundings = paths.ourselves()
    lines: SimpleQueue[bytes] = SimpleQueue()
    with subprocess.Popen(  # noqa: S603  # our own program
        [*ourselves, child.ARGUMENT],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | _KEEPS_MEMORY | surroundings,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        hearing = threading.Thread(target=_pass_on, args=(process.stdout, lines), daemon=True)
        hearing.start()
        try:
            yield _Reader(process, lines)
        finally:
            process.kill()
            hearing.join()


def _lines(reader: _Reader, report: Report) -> Generator[bytes]:
    """Give what the process says line by line; raises Refused if it takes too long."""
    until = time.monotonic() + child.MOST_SECONDS
    while True:
        try:
            line = reader.lines.get(timeout=_TICK_SECONDS)
        except Empty:
            report(0, 0, _READING)
            if time.monotonic() > until:
                raise wire.Refused(_TOO_SLOW) from None
            continue
        if not line:
            raise wire.Refused(_end_of(reader.process))
        yield line


def _pass_on(pipe: IO[bytes], lines: SimpleQueue[bytes]) -> None:
    """Read on while the process speaks, and no more than a book can be."""
    left = _MOST_SAID
    while left > 0 and (line := pipe.readline(left)):
        lines.put(line)
        left -= len(line)
    lines.put(b"")


def _book(name: str, lines: Iterable[bytes], report: Report) -> Book:
    """Put a book together from what the process says; raises Refused with its sentence."""
    grids: list[tuple[str, list[tuple[Value, ...]]]] = []
    total = 0
    for done, line in enumerate(lines):
        match wire.heard(line):
            case ["rows", size, columns] if grids:
                _extend(grids[-1][1], wire.rows_heard(size, columns))
                report(done, max(done, total), _READING)
            case ["blank", int(size)] if grids and 0 < size < wire.MOST_ROWS:
                _extend(grids[-1][1], [()] * size)
            case ["sheet", str(title)]:
                # A CSV file has no sheet with a name; a spreadsheet program gives it the file's.
                grids.append((title or Path(name).stem, []))
            case ["book", int(total)]:
                continue
            case ["refused", str(sentence)]:
                raise wire.Refused(sentence)
            case ["end"]:
                break
            case _:
                raise wire.Unintelligible(line[:20])
    return Book(name, tuple(Grid(title, _to_the_last(rows)) for title, rows in grids))


def _to_the_last(rows: list[tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows)


def _extend(rows: list[tuple[Value, ...]], more: list[tuple[Value, ...]]) -> None:
    rows += more
    if len(rows) > wire.MOST_ROWS:
        raise wire.Unintelligible("too many rows")


_TOO_SLOW = f"It takes longer than {child.MOST_SECONDS} seconds. Split it into smaller sheets."


def _end_of(process: subprocess.Popen[bytes]) -> str:
    """Say why the process ended before it had said all."""
    try:
        status = process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        return wire.DAMAGED
    if sys.platform != "win32":
        if status in {-signal.SIGALRM, -signal.SIGXCPU}:
            return _TOO_SLOW
        if status in {-signal.SIGABRT, -signal.SIGKILL}:
            return wire.TOO_BIG
    return wire.DAMAGED
