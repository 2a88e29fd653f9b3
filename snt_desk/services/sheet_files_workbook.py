"""Workbooks of Excel and LibreOffice as sheets and rows, by python-calamine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import BinaryIO, Final

import python_calamine as calamine

from snt_desk.services.sheet_files_wire import (
    DAMAGED,
    MOST_COLUMNS,
    MOST_ROWS,
    PASSWORD,
    Cells,
    Refused,
    Value,
    too_many_rows,
    too_wide,
)

_OLE_SECTOR = 512
_SOUGHT_RECORDS = 8
_BEGINS: Final = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")
"""How the sheets of an .xls begin: a record of 16 or 8 bytes, from Excel 97 or 95."""
_ENCRYPTED = 0x2F
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_DOCUMENT = "WordDocument".encode("utf-16-le")

# LibreOffice's time of more than a day, which calamine leaves as it stands in the file.
_DURATION = re.compile(r"(-?)PT(\d{1,7})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def xls_sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Give the sheets of an old workbook; raises Refused where a password hides them."""
    data = file.read()
    if _ENCRYPTED_PACKAGE in data or _is_encrypted_xls(data):
        raise Refused(PASSWORD)
    if _WORD_DOCUMENT in data:
        raise Refused("It is a text document, not a spreadsheet.")
    del data
    file.seek(0)
    yield from sheets(file)


def sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Give the sheets of a workbook in its order, hidden ones too, each with its rows."""
    try:
        with calamine.load_workbook(file) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ is calamine.SheetTypeEnum.WorkSheet:
                    yield sheet.name, _rows(book.get_sheet_by_name(sheet.name))
    except calamine.PasswordError as error:
        raise Refused(PASSWORD) from error
    except calamine.CalamineError as error:
        raise Refused(DAMAGED) from error


def ods_sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Give the sheets of a workbook of LibreOffice's own format."""
    for name, rows in sheets(file):
        yield name, ([_with_duration(cell) for cell in row] for row in rows)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[Cells]:
    if sheet.start is None:
        return
    top, left = sheet.start
    if top >= MOST_ROWS:
        raise too_many_rows()
    if left >= MOST_COLUMNS:
        raise too_wide(left)
    # calamine counts rows from the first of the sheet, but columns from the first with a value.
    margin: list[Value] = [None] * left
    for row in sheet.iter_rows():
        yield [*margin, *row] if left else row


def _with_duration(cell: Value) -> Value:
    if not isinstance(cell, str) or not (found := _DURATION.fullmatch(cell)):
        return cell
    sign, hours, minutes, seconds = found.groups()
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -length if sign else length


def _is_encrypted_xls(data: bytes) -> bool:
    """Walk the first records of the workbook: a password shows at their beginning."""
    for sector in range(0, len(data), _OLE_SECTOR):
        if data.startswith(_BEGINS, sector):
            at = sector
            for _ in range(_SOUGHT_RECORDS):
                kind = int.from_bytes(data[at : at + 2], "little")
                if kind == _ENCRYPTED:
                    return True
                at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
    return False
