"""The processes that read a sheet, as the system sees them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from snt_desk.services import sheet_files_child

SLOW = b"1,2,3,4,5,6,7,8,9\n" * 190_000
"""A CSV file that takes its reader a few tenths of a second."""


def readers(parent: int | None = None) -> list[int]:
    """The processes that read a sheet, of one parent or of all."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            command = (folder / "cmdline").read_bytes().split(b"\0")
            status = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            reads = sheet_files_child.ARGUMENT.encode() in command and status[0] != "Z"
            if reads and parent in {None, int(status[1])}:
                found.append(int(folder.name))
    return found
