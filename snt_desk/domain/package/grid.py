"""A CSV file as rows of cells, numbered as a spreadsheet shows them (formats.md, RFC 4180).

Strict where leniency would join or split rows in silence, and never holding more of a
file than one row and a piece: what a hostile file claims costs no memory.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from snt_desk.domain.package.cells import MOST_CELL

GridRow: TypeAlias = tuple[int, list[str], str | None]
"""A row's number (the heading is 1, blank rows count), its cells, and what is amiss with it."""


class GridError(ValueError):
    """A row after which the file cannot be read on; says where it is and why."""

    def __init__(self, number: int, place: int, reason: str) -> None:
        super().__init__(number, place, reason)
        self.number = number
        self.place = place
        self.reason = reason


def rows(pieces: Iterable[bytes], most_cells: int) -> Iterator[GridRow]:
    """Read the rows of a CSV file, heading and blank ones too; a line break in a cell is LF.

    Bytes that are no UTF-8 come as lone surrogates. Raises GridError for a row that does
    not end, or is longer than a row of `most_cells` cells can be.
    """
    lines = _Lines(pieces, most_cells * (2 * MOST_CELL + 3))
    for number, line in enumerate(lines, start=1):
        if '"' not in line:
            if lines.cut:
                raise GridError(number, _longest(line.split(",")), _TOO_LONG)
            yield number, line.split(","), None
        else:
            yield _quoted_row(lines, line, number)


class _Lines:
    """The lines of a file without their ends; `cut` once one was longer than any row can be."""

    def __init__(self, pieces: Iterable[bytes], most: int) -> None:
        self._lines = self._split(pieces)
        self.most = most
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        return self._lines

    def _split(self, pieces: Iterable[bytes]) -> Iterator[str]:
        decoder = io.IncrementalNewlineDecoder(
            codecs.getincrementaldecoder("utf-8-sig")("surrogateescape"), translate=True
        )
        pending = ""
        for piece in pieces:
            lines = (pending + decoder.decode(piece)).split("\n")
            pending = lines.pop()
            yield from lines
            if len(pending) > self.most:
                self.cut = True
                break
        pending += decoder.decode(b"", final=True)
        *lines, pending = pending.split("\n")
        yield from lines
        if pending:
            yield pending


def _quoted_row(lines: _Lines, line: str, number: int) -> GridRow:
    cells: list[str] = []
    fault = None
    start = 0
    while True:
        quoted = line.startswith('"', start)
        cell = ""
        if quoted:
            try:
                cell, line, start = _quoted_cell(lines, line, start + 1)
            except _NeverEndsError as error:
                raise GridError(number, len(cells), str(error)) from None
        comma = line.find(",", start)
        end = len(line) if comma < 0 else comma
        if not quoted:
            cell = line[start:end]
        elif end > start:
            fault = _AFTER_QUOTES
        cells.append(cell)
        if comma < 0:
            break
        start = end + 1
    if lines.cut:
        raise GridError(number, _longest(cells), _TOO_LONG)
    return number, cells, fault


_AFTER_QUOTES = (
    "Something stands after the closing quotation mark of a cell."
    " Double a quotation mark that is part of the text."
)
_NEVER_CLOSED = (
    "A quotation mark is opened here and never closed."
    " Close it, or double it if it is part of the text."
)
_TOO_LONG = (
    f"This cell has more than {MOST_CELL:,} characters, or a quotation mark in it is never closed."
)


class _NeverEndsError(Exception):
    """A quoted cell has no end; says why."""


def _quoted_cell(lines: _Lines, line: str, start: int) -> tuple[str, str, int]:
    """Read to the closing mark; give the cell, the line in which it ends, and where."""
    parts: list[str] = []
    size = 0
    while True:
        end = line.find('"', start)
        if end < 0:
            size += len(line) - start + 1
            parts += (line[start:], "\n")
            following = next(iter(lines), None)
            if size > lines.most or lines.cut:
                raise _NeverEndsError(_TOO_LONG)
            if following is None:
                raise _NeverEndsError(_NEVER_CLOSED)
            line, start = following, 0
        elif line.startswith('"', end + 1):
            parts.append(line[start : end + 1])
            start = end + 2
        else:
            parts.append(line[start:end])
            return "".join(parts), line, end + 1


def _longest(cells: list[str]) -> int:
    return max(range(len(cells)), key=lambda place: len(cells[place]))
