"""Which 01:30 is meant, in the night when the clocks go back: one letter says."""

from __future__ import annotations

from datetime import time
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout

from snt_desk.ui.parts import Button, across, announce, button, label

_ZONES = (("BST", "&BST, the first time"), ("GMT", "&GMT, the second"))


class WhichClock(QFrame):
    """`01:30 was twice that night.` B or G says which; hidden while there is nothing to ask."""

    chosen = Signal(str)
    """`BST` or `GMT`."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("warnbox")
        self._words = label("", "heading", wrap=True)
        self._buttons = [self._made(zone, text) for zone, text in _ZONES]
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addWidget(across(*self._buttons, None))
        self.setFocusProxy(self._buttons[0])
        self.hide()

    def _made(self, zone: str, text: str) -> Button:
        made = button(text, "chip")
        # Keeps the underline and gives Alt and the letter back.
        made.setShortcut(QKeySequence())
        made.clicked.connect(partial(self.chosen.emit, zone))
        return made

    def ask(self, at: time | None) -> None:
        """Ask about a time; None asks nothing more."""
        if at is not None:
            self._words.setText(f"{at:%H:%M} was twice that night. Press B or G.")
            for one in self._buttons:
                one.setAccessibleDescription(self._words.text())
            if self.isHidden():
                announce(self, self._words.text())
        self.setVisible(at is not None)

    @property
    def words(self) -> str:
        """What it asks; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = {Qt.Key.Key_B: "BST", Qt.Key.Key_G: "GMT"}
        if event.key() in letters and not event.modifiers():
            self.chosen.emit(letters[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
