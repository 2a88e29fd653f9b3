"""Workbooks of Excel and LibreOffice as sheets and rows, by python-calamine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from snt_desk.services.sheet_files_wire import Cells, Refused


def sheets(file: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Give the sheets of a workbook in its order, hidden ones too, each with its rows."""
    import python_calamine as calamine

    try:
        with calamine.load_workbook(file) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                grid = book.get_sheet_by_name(sheet.name)
                yield sheet.name, iter(grid.to_python(skip_empty_area=False))
    except calamine.PasswordError as error:
        raise Refused(_PASSWORD) from error
    except calamine.CalamineError as error:
        raise Refused(_DAMAGED) from error


_PASSWORD = "It is password-protected. Save it without a password."  # noqa: S105
_DAMAGED = "It is damaged. Open it in a spreadsheet program and save it again."
