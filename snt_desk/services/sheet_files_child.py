"""The process that reads a spreadsheet: little memory, little time, and nothing it could harm.

`python -m snt_desk --read-sheet`, with the file as its standard input and lines of
`sheet_files_wire` as its standard output. It is started for one file and ends with it. It
imports neither Qt nor the database: it has to start in a blink.

Nothing is sent before it is certain that only a cell too long could refuse the file, so that
the window's process holds nothing of a file that is refused.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

from snt_desk.services.sheet_files_kinds import Kind, kind_of
from snt_desk.services.sheet_files_wire import (
    ROWS_A_LINE,
    TOO_BIG,
    Refused,
    Sheet,
    rows_said,
    said,
)

ARGUMENT: Final = "--read-sheet"
MOST_SECONDS: Final = 40
"""How long a file may take, as the clock on the wall shows."""

_MOST_CPU_SECONDS = 30
_MOST_MEMORY = 768 << 20


def main() -> int:
    """Read standard input, and answer on standard output."""
    _limit()
    gc.disable()  # it lives for one file, and that has no cycles
    with open(0, "rb", closefd=False) as file, open(1, "wb", closefd=False) as out:
        try:
            out.writelines(messages(file))
        except Refused as refusal:
            out.write(said("refused", str(refusal)))
        except MemoryError:
            out.write(said("refused", TOO_BIG))
    return 0


def messages(file: BinaryIO) -> Iterator[bytes]:
    """Give a file's book as messages; raises Refused with a sentence where there is none."""
    sheets = list(_sheets(file))
    sizes = [sheet.most_rows for sheet in sheets if sheet.most_rows is not None]
    if len(sizes) == len(sheets):
        yield said("book", sum(sizes) // ROWS_A_LINE)
        yield from _told(sheets)
    else:
        lines = list(_told(sheets))
        yield said("book", len(lines))
        yield from lines


def _told(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    found = False
    for sheet in sheets:
        yield said("sheet", sheet.name)
        for line in rows_said(sheet.rows):
            found = True
            yield line
    if not found:
        raise Refused("There is nothing in it.")
    yield said("end")


def _sheets(file: BinaryIO) -> Iterable[Sheet]:
    kind = kind_of(file)
    if kind is Kind.TEXT:
        from snt_desk.services.sheet_files_text import csv_rows

        return [Sheet("", csv_rows(file), None)]
    # calamine is imported only where there is a workbook.
    from snt_desk.services import sheet_files_workbook as workbook

    if kind is Kind.OLE:
        return workbook.xls_sheets(file)
    from snt_desk.services import sheet_files_zip as packed

    form, archive = packed.repacked(file)
    return workbook.ods_sheets(archive) if form == packed.ODS else workbook.sheets(archive)


def _limit() -> None:
    """Let the system end this process where it goes wrong, even if nobody is there to do it."""
    if sys.platform == "win32":
        return
    import resource

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(MOST_SECONDS)
    limits = {
        resource.RLIMIT_CPU: _MOST_CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    if sys.platform != "darwin":  # which knows that limit, and refuses any
        limits[resource.RLIMIT_AS] = _MOST_MEMORY
    for limit, most in limits.items():
        _, hard = resource.getrlimit(limit)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (least, least))
