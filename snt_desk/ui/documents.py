"""A text as a file to be given: a page, a text for a word processor, or paper (PDF).

The marking stands at the head and at the foot; on paper, of every page.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
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
from snt_desk.services.documents import Kind
from snt_desk.services.nothing_hidden import AUTHOR

KINDS: dict[Kind, dict[str, str]] = {
    "html": {"Web page": "*.html"},
    "odt": {"OpenDocument text": "*.odt"},
    "pdf": {"PDF": "*.pdf"},
}
"""What each is called where a place for it is chosen."""

_SIZES = {"title": 18.0, "heading": 13.0, "paragraph": 11.0, "item": 11.0}
_LEVELS = {"title": 1, "heading": 2}
_DPI = 600
_MARGIN_MM = 18.0
_BAND_MM = 10.0
"""So much of a page at its head and at its foot is the marking's."""
_MM = 25.4


def made(blocks: Sequence[Block], kind: Kind) -> bytes:
    """Write the parts of a document as a file of that kind."""
    if kind == "html":
        return public_page.page(blocks, OFFICIAL)
    return odt(blocks) if kind == "odt" else pdf(blocks)


def odt(blocks: Sequence[Block]) -> bytes:
    """Write them as OpenDocument; nothing is in it but what is to be read."""
    document = QTextDocument()
    cursor = QTextCursor(document)
    _line(cursor, OFFICIAL, first=True)
    _fill(cursor, blocks, first=False)
    _line(cursor, OFFICIAL)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QTextDocumentWriter(buffer, QByteArray(b"odf"))
    if not writer.write(document):
        raise RuntimeError("Qt did not write the document")
    buffer.close()
    return bytes(held.data())


def pdf(blocks: Sequence[Block]) -> bytes:
    """Write them on A4; each page says which it is of how many."""
    document = QTextDocument()
    _fill(QTextCursor(document), blocks, first=True)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    writer.setTitle(next((one.text for one in blocks if one.kind == "title"), ""))
    writer.setCreator(AUTHOR)
    _print(document, writer)
    buffer.close()
    return bytes(held.data())


def _print(document: QTextDocument, writer: QPdfWriter) -> None:
    band = _BAND_MM / _MM * _DPI
    wide, high = float(writer.width()), float(writer.height())
    room = QSizeF(wide, high - 2 * band)
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(room)
    pages = document.pageCount()
    with QPainter(writer) as painter:
        for page in range(pages):
            if page:
                writer.newPage()
            painter.save()
            painter.translate(0, band - page * room.height())
            shown = QRectF(0, page * room.height(), room.width(), room.height())
            document.drawContents(painter, shown)
            painter.restore()
            painter.setFont(_letters(11.0, bold=True).font())
            top, centre = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignHCenter
            painter.drawText(QRectF(0, 0, wide, band), top | centre, OFFICIAL)
            foot, bottom = QRectF(0, high - band, wide, band), Qt.AlignmentFlag.AlignBottom
            painter.drawText(foot, bottom | centre, OFFICIAL)
            painter.setFont(_letters(9.0, bold=False).font())
            said = f"Page {page + 1} of {pages}"
            painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignRight, said)


def _fill(cursor: QTextCursor, blocks: Sequence[Block], *, first: bool) -> None:
    """Write the parts; with `first` into the empty block with which a document begins."""
    items: QTextList | None = None
    for at, block in enumerate(blocks):
        _block(cursor, block, first=first and not at)
        if block.kind != "item":
            items = None
        elif items is None:
            items = cursor.createList(QTextListFormat.Style.ListDisc)
        else:
            items.add(cursor.block())


def _line(cursor: QTextCursor, words: str, *, first: bool = False) -> None:
    look = QTextBlockFormat()
    look.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    _begin(cursor, look, first=first)
    cursor.insertText(words, _letters(11.0, bold=True))


def _block(cursor: QTextCursor, block: Block, *, first: bool) -> None:
    look = QTextBlockFormat()
    look.setTopMargin(14 if block.kind == "heading" else 4)
    look.setHeadingLevel(_LEVELS.get(block.kind, 0))
    _begin(cursor, look, first=first)
    # As letters, never as markup.
    cursor.insertText(block.text, _letters(_SIZES[block.kind], bold=block.kind in _LEVELS))


def _begin(cursor: QTextCursor, look: QTextBlockFormat, *, first: bool) -> None:
    if first:
        cursor.setBlockFormat(look)
    else:
        cursor.insertBlock(look)


def _letters(size: float, *, bold: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontPointSize(size)
    made.setFontFamilies(["sans-serif"])
    made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made
