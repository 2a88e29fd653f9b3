"""The history of the record in hand, to be read: newest first, who, when, and what became what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from snt_desk.domain import clock
from snt_desk.ui import theme
from snt_desk.ui.keys import is_plain
from snt_desk.ui.paint import straight
from snt_desk.ui.parts import across, as_part, button, down, label

if TYPE_CHECKING:
    from snt_desk.services.history import Difference, Entry

_NOTHING = "Choose a record, and its changes stand here."
_UNKNOWN = "No change of this record is known."
_SAID = {"undo": "Undone: ", "redo": "Done again: "}


class HistoryPanel(QFrame):
    """Stands at the right of the page and follows what is in hand."""

    shut = Signal()
    """Esc, or its button."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self._entries: tuple[Entry, ...] = ()
        self._empty = _NOTHING
        self.text = QTextEdit()
        self.text.setObjectName("reading")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("History")
        selects = Qt.TextInteractionFlag
        self.text.setTextInteractionFlags(
            selects.TextSelectableByKeyboard | selects.TextSelectableByMouse
        )
        as_part(self.text)
        close = button("", "mark", "x", tip="Shut the history, Esc")
        close.clicked.connect(self.shut)
        head = across(label("History", "title"), None, close, margins=(16, 12, 12, 8))
        whole = down(head, self.text, space=0, stretch=(1,))
        layout = whole.layout()
        assert layout is not None  # noqa: S101  # `down` has made one
        self.setLayout(layout)
        self._write()

    def show_nothing(self) -> None:
        """Say that there is nothing in hand."""
        self._show((), _NOTHING)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show the changes of the record in hand."""
        self._show(entries, _UNKNOWN)

    def _show(self, entries: tuple[Entry, ...], empty: str) -> None:
        if (entries, empty) != (self._entries, self._empty):
            self._entries, self._empty = entries, empty
            self._write()

    def _write(self) -> None:
        self.text.clear()
        cursor = self.text.textCursor()
        if not self._entries:
            cursor.insertText(self._empty, _letters("muted"))
        for at, entry in enumerate(self._entries):
            _write_entry(cursor, entry, first=at == 0)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain(event, Qt.Key.Key_Escape):
            self.shut.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "text"):
            self._write()


def _write_entry(cursor: QTextCursor, entry: Entry, *, first: bool) -> None:
    # Inserted as letters, never as markup: what a resident wrote stays what he wrote.
    above = QTextBlockFormat()
    above.setTopMargin(0 if first else theme.px(14))
    if first:
        cursor.setBlockFormat(above)
    else:
        cursor.insertBlock(above)
    cursor.insertText(
        straight(_SAID.get(entry.kind, "") + entry.label), _letters("text", bold=True)
    )
    cursor.insertBlock(QTextBlockFormat())
    day = clock.long_day(clock.local_day(entry.at))
    cursor.insertText(f"{entry.who}, {day} {clock.wall(entry.at)}", _letters("muted"))
    for line in _lines(entry.differences):
        below = QTextBlockFormat()
        below.setTopMargin(theme.px(2))
        cursor.insertBlock(below)
        cursor.insertText(straight(line), _letters("text"))


def _lines(differences: Iterable[Difference]) -> Iterable[str]:
    for one in differences:
        if not one.before:
            yield f"{one.field}: {one.after}"
        else:
            yield f"{one.field}: {one.before} → {one.after or 'nothing'}"


def _letters(role: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(theme.colour(role))
    made.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made
