"""The text as it is edited: plain, as large as there is room, with what is odd underlined."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from snt_desk.domain.unpublished import Remark
from snt_desk.ui import theme
from snt_desk.ui.fields import MOST_IMPORTED, NoteField
from snt_desk.ui.parts import as_part

_LEAST = 160


class Editor(NoteField):
    """Plain text; F8 goes to the next place that should not go out."""

    reached = Signal(str)
    """A place that is marked was gone to: why it is."""

    def __init__(self) -> None:
        super().__init__(lines=8, most=MOST_IMPORTED)
        self._remarks: tuple[Remark, ...] = ()
        self.setAccessibleName("Text")
        self.setObjectName("told")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setProperty("leads", True)
        as_part(self)

    @property
    def whole(self) -> str:
        """What stands there, to the letter."""
        return self.toPlainText()

    @property
    def marked(self) -> int:
        """How many places are underlined."""
        return len(self._remarks)

    def put(self, text: str) -> None:
        """Put another text there, as something that Ctrl+Z takes back."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def show_text(self, text: str) -> None:
        """Show another text from its beginning: there is nothing in it to take back."""
        self.setPlainText(text)

    def mark(self, remarks: Sequence[Remark]) -> None:
        """Underline these places."""
        self._remarks = tuple(remarks)
        self.setExtraSelections([self._selection(one) for one in remarks])

    def _selection(self, remark: Remark) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(remark)
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(theme.colour("warn"))
        look.setBackground(theme.colour("warn_soft"))
        made.format = look
        return made

    def _cursor(self, remark: Remark) -> QTextCursor:
        # Qt counts as UTF-16 does: a sign outside its first plane is two.
        text = self.toPlainText()
        start, end = (_units(text[:at]) for at in (remark.start, remark.end))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def go_to(self, at: int) -> None:
        """Select one of the marked places."""
        if at < len(self._remarks):
            self.setTextCursor(self._cursor(self._remarks[at]))
            self.ensureCursorVisible()
            self.setFocus()
            self.reached.emit(self._remarks[at].text)

    def next_mark(self, step: int = 1) -> bool:
        """Go to the next marked place, or with -1 to the last; False if there is none."""
        if not self._remarks:
            return False
        now = self.textCursor()
        starts = [self._cursor(one).selectionStart() for one in self._remarks]
        if step > 0:
            at = next((n for n, start in enumerate(starts) if start >= now.selectionEnd()), 0)
        else:
            before = [n for n, start in enumerate(starts) if start < now.selectionStart()]
            at = before[-1] if before else len(starts) - 1
        self.go_to(at)
        return True

    def _measure(self) -> None:
        self.setMinimumHeight(theme.px(_LEAST))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
