"""Workbooks from files: what is in them, and a sentence for what is none."""

from __future__ import annotations

import functools
import os
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from snt_desk.domain.sheet.grid import Grid, Value
from snt_desk.errors import DeskError
from snt_desk.services import sheet_files
from tests.services.made_sheets import (
    DATE,
    HOURS,
    OLE,
    TIME,
    cell,
    ods,
    packed,
    record,
    row,
    text_cell,
    xls,
    xlsx,
    xlsx_with,
)
from tests.trust.figures import Tally


def sheet_of(folder: Path, data: bytes, name: str = "log.xlsx") -> Grid:
    (folder / name).write_bytes(data)
    (sheet,) = sheet_files.read(folder / name).sheets
    return sheet


def refusal(path: Path) -> str:
    with pytest.raises(DeskError) as raised:
        sheet_files.read(path)
    return str(raised.value)


def refusal_of(folder: Path, data: bytes, name: str = "log.xlsx") -> str:
    (folder / name).write_bytes(data)
    return refusal(folder / name)


# --- What is in a sheet ---------------------------------------------------------------------


def test_a_workbook_gives_its_sheets_in_order_hidden_ones_too(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("November")
        sheet.write_row(1, 1, ["Date", "Out", "Collar"])
        sheet.write_datetime(2, 1, date(2026, 11, 22), book.add_format({"num_format": "d/m/yy"}))
        sheet.write_datetime(2, 2, time(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_number(2, 3, 1432)
        sheet.merge_range("B5:D5", "Total")
        book.add_worksheet("Old").hide()
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=November!$D$3"})
        book.add_chartsheet("Chart").set_chart(chart)
    read = sheet_files.read(path)
    assert read.file == "log.xlsx"
    assert [sheet.name for sheet in read.sheets] == ["November", "Old"]
    assert read.sheets[0].rows == (
        (),
        (None, "Date", "Out", "Collar"),
        (None, date(2026, 11, 22), time(9, 30), 1432),
        (),
        (None, "Total"),
    )


VALUES: list[tuple[str, Value]] = [
    (cell("A1", 46348, DATE), date(2026, 11, 22)),
    (cell("A1", 0.9270833333, TIME), time(22, 15)),
    (cell("A1", 46348.9270833333, DATE), datetime(2026, 11, 22, 22, 15)),
    (cell("A1", 1.5, HOURS), timedelta(hours=36)),
    (cell("A1", 1432), 1432),
    (cell("A1", 0.5), 0.5),
    (cell("A1", "1E+300"), 1e300),
    (cell("A1", "inf"), "Infinity"),
    ('<c r="A1" t="b"><v>1</v></c>', True),
    ('<c r="A1" t="e"><f>NA()</f><v>#N/A</v></c>', "#N/A"),
    ('<c r="A1" t="e"><v>#SPILL!</v></c>', "#SPILL!"),
    ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
    ('<c r="A1" t="str"><f>cmd|\'/c calc\'!A1</f><v>last</v></c>', "last"),
    (text_cell("A1", "one_x000D_&#10;two_x000D_three"), "one\ntwo\nthree"),
    (text_cell("A1", "\u202e\u200bz\u0301&lt;b&gt;"), "\u202e\u200bz\u0301<b>"),
    (text_cell("A1", "=1+1"), "=1+1"),
    (text_cell("A1", "x" * 32_767), "x" * 32_767),
]


def test_a_cell_is_what_a_spreadsheet_program_shows(tmp_path: Path) -> None:
    cells = [one.replace("A1", f"A{number}", 1) for number, (one, _) in enumerate(VALUES, start=1)]
    sheet = sheet_of(tmp_path, xlsx("".join(row(n, one) for n, one in enumerate(cells, 1))))
    read = [line[0] for line in sheet.rows]
    assert read == [value for _, value in VALUES]
    assert [type(one) for one in read] == [type(value) for _, value in VALUES]


def test_days_may_be_counted_from_1904(tmp_path: Path) -> None:
    data = xlsx(row(1, cell("A1", 44886, DATE)), workbook='<workbookPr date1904="1"/>')
    assert sheet_of(tmp_path, data).rows == ((date(2026, 11, 22),),)


def test_a_cell_stands_where_it_stood_whatever_is_blank_around_it(tmp_path: Path) -> None:
    data = xlsx(row(3, text_cell("C3", "Date"), cell("E3", 7)) + row(6, text_cell("B6", "x")))
    assert sheet_of(tmp_path, data).rows == (
        (),
        (),
        (None, None, "Date", None, 7),
        (),
        (),
        (None, "x"),
    )


def test_the_other_formats_say_the_same(tmp_path: Path) -> None:
    one = "<table:table-cell office:value-type="
    rows = (
        "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>"
        f'<table:table-row>{one}"date" office:date-value="2026-11-22"/>'
        f'{one}"time" office:time-value="PT22H15M00S"/>'
        f'{one}"time" office:time-value="PT36H00M00S"/>'
        f'{one}"float" office:value="1432"/>'
        f'{one}"boolean" office:boolean-value="true"/>'
        f'{one}"string" office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
        f'</table:table-cell>{one}"string"><text:p>one</text:p><text:p>two</text:p>'
        "</table:table-cell></table:table-row>"
    )
    assert sheet_of(tmp_path, ods(rows), "log.ods").rows[2] == (
        date(2026, 11, 22),
        time(22, 15),
        timedelta(hours=36),
        1432,
        True,
        "#N/A",
        "one\ntwo",
    )


def test_an_old_workbook_says_where_a_formula_failed(tmp_path: Path) -> None:
    number = record(0x203, struct.pack("<HHHd", 1, 0, 0, 1432.0))
    error = record(0x205, struct.pack("<HHHBB", 1, 2, 0, 0x2A, 1))
    yes = record(0x205, struct.pack("<HHHBB", 1, 3, 0, 1, 0))
    formula = record(0x06, struct.pack("<HHH8sHIH", 3, 1, 0, b"\2\0\x17\0\0\0\xff\xff", 0, 0, 0))
    chart = struct.pack("<HHHH12x", 0x809, 16, 0x600, 0x20) + error + record(0x0A)
    data = xls(number, error, yes, chart, formula)
    assert sheet_of(tmp_path, data, "log.xls").rows == (
        (),
        (1432, None, "#N/A", True),
        (),
        (None, "#REF!"),
    )


def test_the_contents_decide_and_not_the_name(tmp_path: Path) -> None:
    data = xlsx(row(1, cell("A1", 7)))
    assert sheet_of(tmp_path, data, "log.csv").rows == ((7,),)
    assert sheet_of(tmp_path, b"a,b\n", "log.xlsx").rows == (("a", "b"),)


# --- What is none ---------------------------------------------------------------------------


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    assert "There is no log.csv" in refusal(tmp_path / "log.csv")
    assert "It is a folder" in refusal(tmp_path)
    assert "cannot be opened" in refusal(tmp_path / "lo\0g.csv")
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe.csv")
        assert "It is not a file" in refusal(tmp_path / "pipe.csv")
        assert "It is not a file" in refusal(Path("/dev/zero"))


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    assert "loop.csv cannot be opened" in refusal(tmp_path / "loop.csv")


def test_a_file_of_more_than_may_be_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "log.csv").open("wb") as file:
        file.truncate(sheet_files.MOST_BYTES + 1)
    assert "It has more than 100 MB" in refusal(tmp_path / "log.csv")


GOOD = xlsx(row(1, cell("A1", 1)))
NOT_SHEETS = {
    "empty": (b"", "There is nothing in it"),
    "blank": (xlsx(""), "There is nothing in it"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", "It is a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "It is a picture"),
    "web page": (b"\r\n<!DOCTYPE html><table>", "It is a web page"),
    "xml": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "It is a web page or XML"),
    "program": (bytes(range(256)) * 9, "It is neither a spreadsheet nor text"),
    "zip": (packed({"log.csv": "a,b"}), "Unpack it"),
    "document": (packed({"word/document.xml": "<w/>"}), "It is a text document"),
    "odt": (packed({"mimetype": "text", "content.xml": "<x/>"}), "It is a document"),
    "package": (packed({"datapackage.json": "{}"}), "It is a data package"),
    "xlsb": (packed({"xl/workbook.bin": b"\0"}), "It is a binary workbook"),
    "old document": (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "a text document"),
    "protected": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password-protected"),
    "protected ods": (ods("", manifest="<m:encryption-data/>"), "password-protected"),
    "protected zip": (GOOD.replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"), "password"),
    "first half": (GOOD[: len(GOOD) // 2], "It is damaged"),
    "four bytes": (b"PK\3\4", "It is damaged"),
    "old rubbish": (OLE + b"rubbish" * 500, "It is damaged"),
    "no xml": (xlsx_with("no xml <<<"), "It is damaged"),
}


@pytest.mark.parametrize(("data", "sentence"), NOT_SHEETS.values(), ids=NOT_SHEETS.keys())
def test_what_is_no_spreadsheet_gets_a_sentence(
    tmp_path: Path, data: bytes, sentence: str, tally: Tally
) -> None:
    tally("hostile imports", 1)
    said = refusal_of(tmp_path, data)
    assert said.startswith("log.xlsx cannot be read: ")
    assert sentence in said


def test_an_old_workbook_under_a_password_is_said(tmp_path: Path) -> None:
    assert "password-protected" in refusal_of(tmp_path, xls(locked=True), "log.xls")


# --- What would hurt ------------------------------------------------------------------------


@functools.cache
def _bomb() -> bytes:
    """Give 100 kB that unpack to more than 100 MB."""
    return xlsx_with(b" " * 101_000_000)


def _lying(data: bytes) -> bytes:
    """Say in the directory that the sheet has 1,000 bytes."""
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    return data[: at + 24] + struct.pack("<I", 1_000) + data[at + 28 :]


LAUGHS = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY l{n} "{"ha" if n == 0 else f"&l{n - 1};" * 10}">' for n in range(10)
)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (_bomb, "too big to be a sheet"),
    "small bomb": (lambda: xlsx_with(b" " * 20_000_000), "too big to be a sheet"),
    "lying bomb": (lambda: _lying(_bomb()), "too big to be a sheet"),
    "lie": (lambda: _lying(xlsx_with(b" " * 50_000)), "It is damaged"),
    "parts": (
        lambda: packed({f"xl/{number}.xml": "" for number in range(2_001)}),
        "too big to be a sheet",
    ),
    "giant cell": (
        lambda: xlsx(row(1, text_cell("A1", "x" * 9_000_000))),
        "The cell in row 1, column A has more than 32,767 characters",
    ),
    "far corner": (
        lambda: xlsx(row(1, cell("A1", 1)) + row(1_048_576, cell("XFD1048576", 1))),
        "too big to be a sheet",
    ),
    "far corner alone": (
        lambda: xlsx(row(1_048_576, cell("XFD1048576", 1))),
        "more than 200,000 rows",
    ),
    "far right": (lambda: xlsx(row(1, cell("A1", 1), cell("GS1", 1))), "in column GS"),
    "far below": (
        lambda: ods(
            "<table:table-row table:number-rows-repeated='1048575'><table:table-cell/>"
            "</table:table-row><table:table-row><table:table-cell office:value-type='float'"
            " office:value='1'/></table:table-row>"
        ),
        "more than 200,000 rows",
    ),
    "repeated": (
        lambda: ods(
            "<table:table-row table:number-rows-repeated='4000000000'><table:table-cell"
            " table:number-columns-repeated='4000000000' office:value-type='float'"
            " office:value='1'/></table:table-row>"
        ),
        "cannot be read",
    ),
    "laughs": (
        lambda: xlsx(row(1, text_cell("A1", "&l9;")), before=f"{LAUGHS}]>"),
        "It is damaged",
    ),
    "outside": (
        lambda: xlsx(
            row(1, text_cell("A1", "&e;")),
            before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        ),
        "It is damaged",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gets_a_sentence(tmp_path: Path, kind: str, tally: Tally) -> None:
    tally("hostile imports", 1)
    make, sentence = HOSTILE[kind]
    assert sentence in refusal_of(tmp_path, make())


def test_what_only_claims_to_be_large_is_read(tmp_path: Path) -> None:
    far = '<dimension ref="A1:XFD1048576"/>'
    data = xlsx(row(1, cell("A1", 7)) + row(1_048_576, '<c r="XFD1048576" s="1"/>')).replace(
        b"<sheetData>", far.encode() + b"<sheetData>"
    )
    assert sheet_of(tmp_path, data).rows == ((7,),)


def test_a_log_of_many_like_rows_is_no_bomb(tmp_path: Path) -> None:
    text = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    data = ods(f"<table:table-row>{text * 10}</table:table-row>" * 15_000)
    assert 100 * len(data) < 11_000_000
    assert sheet_of(tmp_path, data, "log.ods").rows == (("x",) * 10,) * 15_000


def test_the_same_part_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(GOOD)
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/worksheets/sheet1.xml", "no xml <<<")
    (sheet,) = sheet_files.read(path).sheets
    assert sheet.rows == ((1,),)
