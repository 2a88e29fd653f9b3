"""Workbooks of Excel and LibreOffice as sheets and rows, by python-calamine."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import BinaryIO

import python_calamine as calamine

from snt_desk.services import sheet_files_xls as xls
from snt_desk.services.sheet_files_wire import (
    DAMAGED,
    MOST_COLUMNS,
    MOST_ROWS,
    PASSWORD,
    Cells,
    Refused,
    Sheet,
    Value,
    too_many_rows,
    too_wide,
)

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WORD_DOCUMENT = "WordDocument".encode("utf-16-le")

# LibreOffice's time of more than a day, which calamine leaves as it stands in the file.
_DURATION = re.compile(r"(-?)PT(\d{1,7})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")


def xls_sheets(file: BinaryIO) -> Iterator[Sheet]:
    """Give the sheets of an old workbook; raises Refused where a password hides them."""
    data = file.read()
    if _ENCRYPTED_PACKAGE in data or xls.is_locked(data):
        raise Refused(PASSWORD)
    if _WORD_DOCUMENT in data:
        raise Refused("It is a text document, not a spreadsheet.")
    failed = xls.failed(data)
    del data
    file.seek(0)
    found = list(sheets(file))
    if len(failed) != len(found):
        failed = [{}] * len(found)
    for (name, rows, size), cells in zip(found, failed, strict=True):
        yield Sheet(name, _with_failed(rows, cells) if cells else rows, size)


def ods_sheets(file: BinaryIO) -> Iterator[Sheet]:
    """Give the sheets of a workbook of LibreOffice's own format."""
    for name, rows, size in sheets(file):
        yield Sheet(name, (list(map(_with_duration, row)) for row in rows), size)


def sheets(file: BinaryIO) -> Iterator[Sheet]:
    """Give the sheets of a workbook in its order, hidden ones too."""
    try:
        with calamine.load_workbook(file) as book:
            del file  # calamine has a copy, and it may be large
            for sheet in book.sheets_metadata:
                if sheet.typ is calamine.SheetTypeEnum.WorkSheet:
                    yield _sheet(book.get_sheet_by_name(sheet.name))
    except calamine.PasswordError as error:
        raise Refused(PASSWORD) from error
    except calamine.CalamineError as error:
        raise Refused(DAMAGED) from error


def _sheet(sheet: calamine.CalamineSheet) -> Sheet:
    if sheet.start is None or sheet.end is None:
        return Sheet(sheet.name, (), 0)
    (top, left), (bottom, right) = sheet.start, sheet.end
    if top >= MOST_ROWS:
        raise too_many_rows()
    if left >= MOST_COLUMNS:
        raise too_wide(left)
    fits = bottom < MOST_ROWS and right < MOST_COLUMNS
    return Sheet(sheet.name, _rows(sheet, left), bottom + 1 if fits else None)


def _rows(sheet: calamine.CalamineSheet, left: int) -> Iterator[Cells]:
    # calamine counts rows from the first of the sheet, but columns from the first with a value.
    margin: list[Value] = [""] * left
    for row in sheet.iter_rows():
        yield [*margin, *row] if left else row


def _with_failed(rows: Iterable[Cells], failed: xls.Failed) -> Iterator[Cells]:
    for number, row in enumerate(rows):
        if number in failed:
            cells = dict(enumerate(row)) | failed[number]
            yield [cells.get(at, "") for at in range(max(cells) + 1)]
        else:
            yield row


def _with_duration(cell: Value) -> Value:
    if not isinstance(cell, str) or not (found := _DURATION.fullmatch(cell)):
        return cell
    sign, hours, minutes, seconds = found.groups()
    length = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))
    return -length if sign else length
