"""What calamine does not say of an .xls: that a password hides it, and where a formula failed.

An .xls is a stream of records in a container of blocks. The stream nearly always lies there in
one piece; where it does not, the walk soon meets no record, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import Final, TypeAlias

Failed: TypeAlias = dict[int, dict[int, str]]
"""By row and column, both from 0: what a cell shows whose formula failed."""

_BLOCK = 512
_BEGINS: Final = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
"""How the workbook begins, from Excel 97 or 95."""

_BOF, _EOF, _FILEPASS, _BOOLERR, _FORMULA = 0x809, 0x0A, 0x2F, 0x205, 0x06
_WORKSHEET = 0x10
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def is_locked(data: bytes) -> bool:
    """Say whether the workbook can only be read with a password."""
    head = takewhile(lambda record: record[0] != _EOF, _records(data))
    return any(kind == _FILEPASS for kind, _ in head)


def failed(data: bytes) -> list[Failed]:
    """Give for each worksheet, in the workbook's order, the cells whose formula failed."""
    sheets: list[Failed] = []
    found: Failed = {}
    # A chart in a sheet begins and ends inside it.
    depth = 0
    for kind, record in _records(data):
        if kind == _BOF:
            depth += 1
            if depth == 1:
                found = {}
                if _number(record, 2) == _WORKSHEET:
                    sheets.append(found)
        elif kind == _EOF:
            depth -= 1
        elif depth == 1 and (text := _failure(kind, record)):
            found.setdefault(_number(record, 0), {})[_number(record, 2)] = text
    return sheets


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = next((at for at in range(0, len(data), _BLOCK) if data.startswith(_BEGINS, at)), len(data))
    while at + 4 <= len(data):
        kind, size = _number(data, at), _number(data, at + 2)
        at += 4 + size
        if not kind or at > len(data):
            return
        yield kind, data[at - size : at]


def _failure(kind: int, record: bytes) -> str | None:
    """Give what a cell shows, if it is an error, or a formula whose last value was one."""
    if kind == _BOOLERR and len(record) >= 8 and record[7]:
        return _ERRORS.get(record[6])
    if kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        return _ERRORS.get(record[8])
    return None


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
