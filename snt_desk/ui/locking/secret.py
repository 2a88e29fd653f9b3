"""Fields for what nobody at the next desk is to read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from snt_desk.ui import keys
from snt_desk.ui.plain_line import PlainLine

_MOST = 1000


class SecretField(PlainLine):
    """One line of dots. Enter is its button; what was typed is never suggested, kept or copied."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(_MOST)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class CodeField(PlainLine):
    """One line for a recovery code: seen while it is typed, as it stands on paper."""

    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setMaxLength(_MOST)
        self.setAccessibleName(name)
        self.setPlaceholderText("7KMR-2WXB-…")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
