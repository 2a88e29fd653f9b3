"""*Clear* of a form, and Ctrl+Z straight after it: that brings back what it took away.

It undoes no change of the records then: that is not what was done last.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from snt_desk.ui.parts import Button

if TYPE_CHECKING:
    from snt_desk.ui.desk import Desk


class ClearButton(Button):
    """*Clear*. Pressed twice in one go it counts once: else it would let go what it took."""

    def __init__(self) -> None:
        super().__init__("Clear", "quiet")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


class ClearUndone(QObject):
    """Waits in one form for Ctrl+Z, from *Clear* until something is typed or changed."""

    def __init__(
        self, desk: Desk, form: QObject, *, typed: Callable[[], bool], do: Callable[[], object]
    ) -> None:
        """`typed` says whether something stands in the form; `do` brings the cleared text back."""
        super().__init__(form)
        self._desk, self._form = desk, form
        self._typed, self._do = typed, do
        self._last_change: str | None = None

    def wait(self) -> None:
        """Something was cleared just now."""
        self._last_change = self._desk.store.undo_label
        self._form.removeEventFilter(self)
        self._form.installEventFilter(self)

    def end(self) -> None:
        """There is nothing to bring back any more."""
        self._form.removeEventFilter(self)

    def eventFilter(self, _form: QObject, event: QEvent) -> bool:
        # What nobody takes as his own key before the menus see it comes up to the form.
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Undo) or self._typed():
            return False
        if self._desk.store.undo_label != self._last_change:
            return False
        event.accept()
        self.end()
        self._do()
        return True
