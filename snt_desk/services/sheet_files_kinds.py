"""What a file is, by what is in it: its name may say anything."""

from __future__ import annotations

import enum
import re
from typing import BinaryIO, Final

from snt_desk.services.sheet_files_wire import Refused

_HEAD = 4096

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_OTHERS: Final = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a document with formatted text"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"SQLite format 3\0", "a database"),
)
_MARKUP = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|table|\?xml|!--)")
_SAVE_AS = "Save it as .xlsx in a spreadsheet program."


class Kind(enum.Enum):
    """How a file is read."""

    TEXT = "csv"
    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    ZIP = "zip"


def kind_of(file: BinaryIO) -> Kind:
    """Tell what a file is; raises Refused for what is no spreadsheet."""
    head = file.read(_HEAD)
    if head.startswith(_ZIP):
        return Kind.ZIP
    if head.startswith(_OLE):
        return Kind.XLS
    for beginning, what in _OTHERS:
        if head.startswith(beginning):
            raise Refused(f"It is {what}, not a spreadsheet.")
    if _MARKUP.match(head):
        raise Refused(f"It is a web page or XML, not a spreadsheet. {_SAVE_AS}")
    return Kind.TEXT
