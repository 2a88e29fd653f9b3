"""The text as a document for a word processor, with its marking at the head and at the foot."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentWriter,
    QTextList,
    QTextListFormat,
)

from snt_desk.domain import public_page
from snt_desk.domain.public_page import Block
from snt_desk.domain.returns import OFFICIAL

_SIZES = {"title": 18.0, "heading": 13.0, "paragraph": 11.0, "item": 11.0}
_LEVELS = {"title": 1, "heading": 2}


def odt(text: str) -> bytes:
    """Write the text as OpenDocument; nothing is in it but what is to be read."""
    document = QTextDocument()
    cursor = QTextCursor(document)
    _line(cursor, OFFICIAL, first=True)
    items: QTextList | None = None
    for block in public_page.blocks(text):
        _block(cursor, block)
        if block.kind != "item":
            items = None
        elif items is None:
            items = cursor.createList(QTextListFormat.Style.ListDisc)
        else:
            items.add(cursor.block())
    _line(cursor, OFFICIAL)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QTextDocumentWriter(buffer, QByteArray(b"odf"))
    if not writer.write(document):
        raise RuntimeError("Qt did not write the document")
    buffer.close()
    return bytes(held.data())


def _line(cursor: QTextCursor, words: str, *, first: bool = False) -> None:
    look = QTextBlockFormat()
    look.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    if first:
        cursor.setBlockFormat(look)
    else:
        cursor.insertBlock(look)
    cursor.insertText(words, _letters(11.0, bold=True))


def _block(cursor: QTextCursor, block: Block) -> None:
    look = QTextBlockFormat()
    look.setTopMargin(14 if block.kind == "heading" else 4)
    look.setHeadingLevel(_LEVELS.get(block.kind, 0))
    cursor.insertBlock(look)
    # As letters, never as markup.
    cursor.insertText(block.text, _letters(_SIZES[block.kind], bold=block.kind in _LEVELS))


def _letters(size: float, *, bold: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontPointSize(size)
    made.setFontFamilies(["sans-serif"])
    made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made
