"""The .zip that a newer workbook is: looked through, unpacked with a limit, and put anew.

What reads the workbook is given an archive of our own making, with the parts that it needs:
no directory that lies, no part twice, and the sizes counted. On the way a cell in which a
formula failed is made text, because calamine takes it for an empty one.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Collection
from typing import BinaryIO, Final

from snt_desk.archives import BROKEN
from snt_desk.services.sheet_files_wire import DAMAGED, PASSWORD, TOO_BIG, Refused

XLSX: Final = "xlsx"
ODS: Final = "ods"
MOST_UNPACKED: Final = 100_000_000
_MOST_PARTS = 2_000
_MOST_RATIO = 500
"""What one byte may unpack to: 150 in a LibreOffice log of many like rows, 1,000 in a bomb."""
_NO_BOMB = 10_000_000
"""Bytes that may be unpacked from however few."""
_PIECE = 1 << 20

_SAVE_AS = "Save it as .xlsx in a spreadsheet program."
_OTHERS: Final = (
    (re.compile(r"xl/workbook\.bin"), f"It is a binary workbook (.xlsb). {_SAVE_AS}"),
    (re.compile(r"word/.*"), "It is a text document, not a spreadsheet."),
    (re.compile(r"ppt/.*"), "It is a presentation, not a spreadsheet."),
    (re.compile(r"datapackage\.json"), "It is a data package, not a spreadsheet."),
    (re.compile(r"Index/Document\.iwa"), f"It is a Numbers document. {_SAVE_AS}"),
)
_NO_SHEET = "It is a .zip, not a spreadsheet. Unpack it, and take the spreadsheet in it."

_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_NEEDED = re.compile(r".*\.(xml|rels)|mimetype", re.IGNORECASE)

# <c r="B3" t="e"><v>#N/A</v></c> in Excel's workbooks, and in LibreOffice's
# <table:table-cell office:string-value="" calcext:value-type="error"><text:p>#N/A…
_XLSX_ERROR = re.compile(rb'(<(?:\w+:)?c\s[^<>]*?\bt=)"e"')
_ODS_ERROR = re.compile(rb' office:string-value=""(?=[^<>]* calcext:value-type="error")')


def repacked(file: BinaryIO) -> tuple[str, io.BytesIO]:
    """Give the workbook in a clean archive, and which it is: XLSX or ODS.

    Raises Refused where it is none, too big or damaged.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_size(parts)
            return _format({part.filename for part in parts}), _copied(archive, parts)
    except BROKEN as error:
        raise Refused(DAMAGED) from error


def _check_size(parts: Collection[zipfile.ZipInfo]) -> None:
    size = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > _MOST_PARTS or size > max(_NO_BOMB, packed * _MOST_RATIO):
        raise Refused(TOO_BIG)
    if size > MOST_UNPACKED:
        raise Refused(f"It has more than {MOST_UNPACKED // 1_000_000} MB unpacked. Split it.")


def _format(names: Collection[str]) -> str:
    for pattern, sentence in _OTHERS:
        if any(map(pattern.fullmatch, names)):
            raise Refused(sentence)
    if any(name.startswith("xl/") for name in names):
        return XLSX
    if "content.xml" in names:
        return ODS
    raise Refused(_NO_SHEET)


def _copied(archive: zipfile.ZipFile, parts: Collection[zipfile.ZipInfo]) -> io.BytesIO:
    clean = io.BytesIO()
    left = MOST_UNPACKED
    with zipfile.ZipFile(clean, "w") as copy:
        for part in parts:
            if not _NEEDED.fullmatch(part.filename):
                continue
            data = _unpacked(archive, part, left)
            left -= len(data)
            if part.filename == "mimetype" and not data.startswith(_ODS_TYPE):
                raise Refused("It is a document, but not a spreadsheet.")
            if part.filename == "META-INF/manifest.xml" and b"encryption-data" in data:
                raise Refused(PASSWORD)
            if part.filename not in copy.NameToInfo:
                copy.writestr(part.filename, _with_errors_as_text(part.filename, data))
    clean.seek(0)
    return clean


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack one part to its real end, whatever size the directory says it has."""
    if part.flag_bits & 0x1:
        raise Refused(PASSWORD)
    promised, part.file_size = part.file_size, sys.maxsize
    pieces: list[bytes] = []
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            pieces.append(piece)
            most -= len(piece)
            if most < 0:
                raise Refused(TOO_BIG)
    data = b"".join(pieces)
    if len(data) != promised:
        raise Refused(DAMAGED)
    return data


def _with_errors_as_text(name: str, data: bytes) -> bytes:
    if name == "content.xml":
        return _ODS_ERROR.sub(b"", data) if b'"error"' in data else data
    if name.startswith("xl/worksheets/") and b't="e"' in data:
        return _XLSX_ERROR.sub(rb'\1"str"', data)
    return data
