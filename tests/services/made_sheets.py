"""Workbooks made byte by byte: what no program writes, and what only one does."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_EXCEL = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

DATE, TIME, HOURS = 1, 2, 3
"""Styles of an xlsx cell, as `s="1"`: a date, a time of day, hours beyond a day."""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Give a .zip of these parts."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return archive.getvalue()


def xlsx(rows: str, *, before: str = "", workbook: str = "") -> bytes:
    """Give an Excel workbook whose one sheet, S, has these rows (`<row r="1"><c r="A1">…`)."""
    return xlsx_with(
        f"{before}<worksheet {_EXCEL}><sheetData>{rows}</sheetData></worksheet>", workbook
    )


def xlsx_with(sheet: str | bytes, workbook: str = "") -> bytes:
    """Give an Excel workbook with this text as its one sheet, whatever it is."""
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/workbook.xml": f'<workbook {_EXCEL} xmlns:r="{_RELATED}">{workbook}<sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/styles.xml": f'<styleSheet {_EXCEL}><numFmts count="1"><numFmt numFmtId="164"'
            ' formatCode="[h]:mm"/></numFmts><cellXfs count="4"><xf numFmtId="0"/>'
            '<xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def ods(rows: str, *, manifest: str = "") -> bytes:
    """Give a LibreOffice workbook whose one sheet, S, has these rows (`<table:table-row>…`)."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    names = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    return packed(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": manifest
            or f'<manifest:manifest xmlns:manifest="{_OPEN}:manifest:1.0"/>',
            "content.xml": f'<office:document-content {names} xmlns:calcext="urn:calcext">'
            f'<office:body><office:spreadsheet><table:table table:name="S">{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        }
    )


def xls(*records: bytes, locked: bool = False) -> bytes:
    """Give an Excel 97 workbook whose one sheet, S, has these records."""
    begins = struct.pack("<HHHH12x", 0x809, 16, 0x600, 0x05)
    password = record(0x2F, bytes(6)) if locked else b""
    after = len(begins) + len(password) + 4 + 9 + 4
    names = record(0x85, struct.pack("<IHBBs", after, 0, 1, 0, b"S"))
    sheet = struct.pack("<HHHH12x", 0x809, 16, 0x600, 0x10)
    stream = b"".join([begins, password, names, record(0x0A), sheet, *records, record(0x0A)])
    stream = stream.ljust(max(4_096, -(-len(stream) // 512) * 512), b"\0")
    blocks = len(stream) // 512
    head = struct.pack(
        "<8s16xHHHHH10xIIIIIIIII", OLE, 0x3E, 3, 0xFFFE, 9, 6, 1, 1, 0, 4_096, _LAST, 0, _LAST, 0, 0
    )
    table = struct.pack(f"<{blocks + 2}I", _LAST - 1, _LAST, *range(3, blocks + 2), _LAST)
    folder = _entry("Root Entry", 5, 1, _LAST, 0) + _entry("Workbook", 2, _NONE, 2, len(stream))
    full = [head.ljust(512, b"\xff"), table.ljust(512, b"\xff"), folder.ljust(512, b"\0"), stream]
    return b"".join(full)


def record(kind: int, data: bytes = b"") -> bytes:
    """Give a record of an .xls."""
    return struct.pack("<HH", kind, len(data)) + data


_NONE, _LAST = 0xFFFFFFFF, 0xFFFFFFFE


def _entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", text, len(text), kind, 1, _NONE, _NONE, child, first, size
    )


def text_cell(place: str, text: str) -> str:
    """Give an xlsx cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """Give an xlsx row of these cells."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(place: str, value: object, style: int = 0) -> str:
    """Give an xlsx cell with a number."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_RELATED}/{kind}" Target="{target}"/></Relationships>'
    )
