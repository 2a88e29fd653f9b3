"""Spreadsheets from files: what is in them, and a sentence for what is none."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from snt_desk.errors import DeskError
from snt_desk.services import sheet_files


def test_a_csv_file_is_read_as_a_spreadsheet_program_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes("Date;Crew\r\n\r\n22/11/2026;Müllerby\r\n".encode("cp1252"))
    (sheet,) = sheet_files.read(path).sheets
    assert sheet.name == "log"
    assert sheet.rows == (("Date", "Crew"), (), ("22/11/2026", "Müllerby"))


def test_a_workbook_gives_its_sheets_with_dates_and_times(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("November")
        sheet.write_row(1, 1, ["Date", "Out", "Collar"])
        sheet.write_datetime(2, 1, date(2026, 11, 22), book.add_format({"num_format": "d/m/yy"}))
        sheet.write_datetime(2, 2, time(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(2, 3, 1432)
        book.add_worksheet("Old").hide()
    book_read = sheet_files.read(path)
    assert [sheet.name for sheet in book_read.sheets] == ["November", "Old"]
    assert book_read.sheets[0].rows == (
        (),
        (None, "Date", "Out", "Collar"),
        (None, date(2026, 11, 22), time(9, 30), 1432),
    )


def test_what_is_pasted_keeps_its_columns() -> None:
    (sheet,) = sheet_files.pasted('Date\tNote\r\n22/11/2026\t"two\nlines"\r\n').sheets
    assert sheet.rows == (("Date", "Note"), ("22/11/2026", "two\nlines"))


def test_a_folder_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="It is a folder"):
        sheet_files.read(tmp_path)
