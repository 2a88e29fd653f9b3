"""Text to be read in paragraphs, as letters and never as markup, with a cursor for the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from snt_desk.ui import theme
from snt_desk.ui.paint import straight
from snt_desk.ui.parts import as_part


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its colour by role, how far below the last one, and what it belongs to."""

    text: str
    role: str = "text"
    bold: bool = False
    above: int = 2
    of: int = 0


class Reading(QTextEdit):
    """Shows paragraphs; the arrows walk through them, and Tab leaves."""

    at = Signal(int)
    """What the paragraph with the cursor belongs to, when that is something else."""

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader says."""
        super().__init__()
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._told = 0
        self.setObjectName("reading")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        selects = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            selects.TextSelectableByKeyboard | selects.TextSelectableByMouse
        )
        as_part(self)
        self.cursorPositionChanged.connect(self._tell)

    @property
    def current(self) -> int:
        """What the paragraph with the cursor belongs to."""
        number = self.textCursor().blockNumber()
        return self._paragraphs[number].of if number < len(self._paragraphs) else 0

    def write(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these instead, from their beginning; the same ones stay as they are."""
        if tuple(paragraphs) != self._paragraphs:
            self._paragraphs = tuple(paragraphs)
            self._write()

    def _write(self) -> None:
        self.blockSignals(True)  # Qt's own
        self.clear()
        cursor = self.textCursor()
        for at, one in enumerate(self._paragraphs):
            block = QTextBlockFormat()
            block.setTopMargin(theme.px(one.above) if at else 0)
            if at:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            # Inserted as letters, never as markup: what a resident wrote stays what he wrote.
            # A line's own end would be another paragraph.
            cursor.insertText(straight(one.text).replace("\n", "\u2028"), _letters(one))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.blockSignals(False)
        self._told = -1
        self._tell()

    def _tell(self) -> None:
        if self.current != self._told:
            self._told = self.current
            self.at.emit(self._told)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_paragraphs"):
            self._write()


def _letters(paragraph: Paragraph) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.colour(paragraph.role))
    made.setFontWeight(QFont.Weight.DemiBold if paragraph.bold else QFont.Weight.Normal)
    return made
