"""A line to type in, as every field with one has it: one reads how it begins, and it undoes itself.

While it has the focus it shows where one types; left, it shows its first words, as what was
filled in does. Alt and a letter is for menus and fields, and never typed.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from snt_desk.ui import keys

_FOR_NOW: Final = {
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.PopupFocusReason,
}
"""The focus comes back from there, and typing goes on where it was."""


def wants_own_undo(event: QEvent, *, possible: bool) -> bool:
    """Whether Ctrl+Z is for the typing in hand and not for the last change of the records."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return True
    standard = QKeySequence.StandardKey
    return possible or not (event.matches(standard.Undo) or event.matches(standard.Redo))


class PlainLine(QLineEdit):
    """A line that leaves Ctrl+Z to the records while there is no typing in it to undo."""

    def event(self, event: QEvent) -> bool:
        possible = self.isUndoAvailable() or self.isRedoAvailable()
        if not wants_own_undo(event, possible=possible):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_alt_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _FOR_NOW:
            self.setCursorPosition(0)
