"""The process that reads a spreadsheet: little memory, little time, and nothing it could harm.

`python -m snt_desk --read-sheet`, with the file as its standard input and lines of
`sheet_files_wire` as its standard output. It is started for one file and ends with it. It
imports neither Qt nor the database: it has to start in a blink.

Nothing is sent before the whole file was found good, so that the window's process holds
nothing of a file that is refused.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

from snt_desk.services.sheet_files_kinds import Kind, kind_of
from snt_desk.services.sheet_files_wire import TOO_BIG, Cells, Refused, rows_said, said

ARGUMENT: Final = "--read-sheet"
MOST_SECONDS: Final = 40
"""How long a file may take, as the clock on the wall shows."""

_MOST_CPU_SECONDS = 30
_MOST_MEMORY = 512 << 20


def main() -> int:
    """Read standard input, and answer on standard output."""
    _limit()
    gc.disable()  # it lives for one file, and that has no cycles
    out = sys.stdout.buffer
    with open(0, "rb", closefd=False) as file:
        try:
            lines = list(messages(file))
            lines.insert(0, said("book", len(lines)))
        except Refused as refusal:
            lines = [said("refused", str(refusal))]
        except MemoryError:
            lines = [said("refused", TOO_BIG)]
    out.writelines(lines)
    out.flush()
    return 0


def messages(file: BinaryIO) -> Iterator[bytes]:
    """Give a file's book as messages; raises Refused with a sentence where there is none."""
    found = False
    for name, rows in _sheets(file):
        yield said("sheet", name)
        for line in rows_said(rows):
            found = True
            yield line
    if not found:
        raise Refused("There is nothing in it.")
    yield said("end")


def _sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    kind = kind_of(file)
    if kind is Kind.TEXT:
        from snt_desk.services.sheet_files_text import csv_rows

        yield "", csv_rows(file)
        return
    from snt_desk.services import sheet_files_workbook as workbook

    if kind is Kind.OLE:
        yield from workbook.xls_sheets(file)
        return
    from snt_desk.services import sheet_files_zip as packed

    form, archive = packed.repacked(file)
    yield from (workbook.ods_sheets if form == packed.ODS else workbook.sheets)(archive)


def _limit() -> None:
    """Let the system end this process where it goes wrong, even if nobody is there to do it."""
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(MOST_SECONDS)
    for limit, most in (
        (resource.RLIMIT_AS, _MOST_MEMORY),
        (resource.RLIMIT_CPU, _MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
