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
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# What no text holds in any number. Zero is not among them: UTF-16 is full of it.
_BINARY = bytes([*range(1, 9), *range(14, 32)])
_MOST_BINARY = 20
_SAVE_AS = "Save it as .xlsx in a spreadsheet program."


class Kind(enum.Enum):
    """How a file is read."""

    TEXT = enum.auto()
    ZIP = enum.auto()
    """A workbook of Excel's or LibreOffice's today."""
    OLE = enum.auto()
    """One of Excel's before 2007, or an encrypted one of today."""


def kind_of(file: BinaryIO) -> Kind:
    """Tell what a file is; raises Refused for what is no spreadsheet."""
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(_ZIP):
        return Kind.ZIP
    if head.startswith(_OLE):
        return Kind.OLE
    for beginning, what in _OTHERS:
        if head.startswith(beginning):
            raise Refused(f"It is {what}, not a spreadsheet.")
    if _MARKUP.match(head):
        raise Refused(f"It is a web page or XML, not a spreadsheet. {_SAVE_AS}")
    binary = len(head) - len(head.translate(None, _BINARY))
    if binary > len(head) // _MOST_BINARY and not head.startswith(_UTF_16):
        raise Refused("It is neither a spreadsheet nor text.")
    return Kind.TEXT
