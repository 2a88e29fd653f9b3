"""What a program writes to the files of a folder, call by call: the log of writelog.c, read.

python -m tests.trust.writelog TASK SAID
"""

from __future__ import annotations

import os
import pickle
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_suffix(".c")
ROOT = SOURCE.parents[2]
SAID = "said"
"""The file in the folder to which a program writes what it says."""
_HEADER = struct.Struct("=QQII")


class Kind(StrEnum):
    """What was done to a file; the letters are those of writelog.c."""

    CREATED = "c"
    WRITTEN = "w"
    CUT = "t"
    SYNCED = "s"
    SYNCED_NAMES = "n"
    """A folder was synced: what was created, removed and renamed in it is on the disk."""
    REMOVED = "u"
    RENAMED = "r"
    LINKED = "l"
    FOLDER = "m"


@dataclass(frozen=True)
class Entry:
    """One call: `place` is where it was written, or the length to which it was cut."""

    kind: Kind
    name: str
    place: int
    content: bytes
    to: str = ""
    """The new name of what was renamed, the other one of what was linked."""


def compiled(folder: Path) -> Path:
    """Make the library that writes the log; without a compiler the run has to fail."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.fail("There is no C compiler: no power cut can be tried. Install gcc.")
    library = folder / "writelog.so"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE)]
    subprocess.run(command, check=True)
    return library


def recorded(
    folder: Path, library: Path, work: Callable[..., object], *arguments: object
) -> list[Entry]:
    """Let a process do `work(say, *arguments)` to its end; what it did to files of the folder."""
    log, task = (folder.with_name(f"{folder.name}.{what}") for what in ("writelog", "task"))
    task.write_bytes(pickle.dumps((work, arguments)))
    command = [sys.executable, "-m", "tests.trust.writelog", str(task), str(folder / SAID)]
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "WRITELOG": str(log),
        "WRITELOG_FOLDER": str(folder.resolve()),
    }
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
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


def main() -> None:
    """Do a task, write what it says into a file, and end without closing anything."""
    work, arguments = pickle.loads(Path(sys.argv[1]).read_bytes())
    with Path(sys.argv[2]).open("wb", buffering=0) as said:
        work(lambda line: said.write(f"{line}\n".encode()), *arguments)
        os._exit(0)


if __name__ == "__main__":
    main()
