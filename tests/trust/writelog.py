"""What a program writes to the files of a folder, call by call: the log of writelog.c, read."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_suffix(".c")
ROOT = SOURCE.parents[2]
_HEADER = struct.Struct("=QQII")


class Kind(StrEnum):
    """What was done to a file; the letters are those of writelog.c."""

    CREATED = "c"
    WRITTEN = "w"
    CUT = "t"
    SYNCED = "s"
    SYNCED_NAMES = "n"
    """The folder itself was synced: what was created, removed and renamed is on the disk."""
    REMOVED = "u"
    RENAMED = "r"


@dataclass(frozen=True)
class Entry:
    """One call: `place` is where it was written, or the length to which it was cut."""

    kind: Kind
    name: str
    place: int
    content: bytes
    to: str = ""
    """The new name of what was renamed."""


def compiled(folder: Path) -> Path:
    """Make the library that writes the log; without a compiler the run has to fail."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.fail("There is no C compiler: no power cut can be tried. Install gcc.")
    library = folder / "writelog.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE)]
    subprocess.run(command, check=True)
    return library


def recorded(command: Sequence[str], folder: Path, library: Path) -> list[Entry]:
    """Run a program to its end and give what it did to the files of the folder."""
    log = folder.with_name(f"{folder.name}.writelog")
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "WRITELOG": str(log),
        "WRITELOG_FOLDER": str(folder.resolve()),
    }
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=100)
    return list(_entries(log.read_bytes()))


def _entries(log: bytes) -> Iterator[Entry]:
    start = 0
    while start < len(log):
        place, size, named, kind = _HEADER.unpack_from(log, start)
        start += _HEADER.size
        name, _, to = log[start : start + named].decode().partition("\0")
        start += named
        yield Entry(Kind(chr(kind)), name, place, log[start : start + size], to)
        start += size
