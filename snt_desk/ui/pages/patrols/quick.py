"""A line for a patrol in one line of text: it is said back at once, and Enter takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.domain import clock
from snt_desk.ui import keys
from snt_desk.ui.fields import MOST_NOTE, LineField
from snt_desk.ui.form_rows import Note
from snt_desk.ui.pages.patrols.offers import Lookup
from snt_desk.ui.parts import label

if TYPE_CHECKING:
    from snt_desk.ui.pages.patrols.understanding import Understood

EXAMPLE = "foot Peartree 0930-1100 1432 bike marking"
_HINT = "How, day, times, collars or names, place; the note last. Enter fills the form."


def understood(text: str, lookup: Lookup) -> Understood:
    """Say what a line means today."""
    # Its patterns take a while to get ready, and the window is not to wait for them.
    from snt_desk.ui.pages.patrols import understanding

    return understanding.understand(text, lookup, clock.today())


class QuickLine(QFrame):
    """The line above the form; there while somebody types in it."""

    entered = Signal(str)
    """Enter: the line as it was typed."""
    left = Signal()
    """Esc: what was typed stays for the next time."""

    def __init__(self, lookup: Lookup) -> None:
        super().__init__()
        self.setObjectName("card")
        self._lookup = lookup
        self.line = _Line(EXAMPLE, most=MOST_NOTE)
        self.line.setAccessibleName("Quick add in one line")
        self._heard = Note()
        title = label("Quick add in one line", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        column.addWidget(title)
        column.addWidget(self.line)
        column.addWidget(self._heard)
        self.line.changed.connect(self._typed)
        self.line.entered.connect(self._entered)
        self.line.left.connect(self._leave)
        self._typed()
        self.hide()

    def ask(self) -> None:
        """Show the line, and take the focus there."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def show_line(self, text: str) -> None:
        """Show what was typed before; nothing of nothing."""
        self.line.set_value(text)
        self.setVisible(bool(text))

    def done(self) -> None:
        """What was typed stands in the form now."""
        self.line.clear()
        self.hide()

    @property
    def words(self) -> str:
        """What it says back, or how to type."""
        return self._heard.text

    def _typed(self) -> None:
        text = self.line.value
        if text:
            self._heard.understood("", understood(text, self._lookup).words)
        else:
            self._heard.hint(_HINT)
        self.line.setAccessibleDescription(self._heard.text)

    def _entered(self) -> None:
        if self.line.value:
            self.entered.emit(self.line.value)
        else:
            self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


class _Line(LineField):
    """Enter takes it, Esc leaves it."""

    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
