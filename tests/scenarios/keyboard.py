"""Keys pressed where the focus is, as a sergeant without a mouse presses them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


class Keyboard:
    """Presses keys where the focus is, and counts them; words to be read are not counted."""

    def __init__(self) -> None:
        self.pressed = 0

    def press(self, *what: str | Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys, or type letters that choose something."""
        for one in what:
            focus = QApplication.focusWidget()
            assert focus is not None
            if isinstance(one, str):
                QTest.keyClicks(focus, one, held)
                self.pressed += len(one)
            else:
                QTest.keyClick(focus, one, held)
                self.pressed += 1

    def fill(self, *texts: str) -> None:
        """Type into one field after another."""
        for text in texts:
            self.press(text, KEY.Key_Tab)

    def write(self, text: str) -> None:
        """Write what is to be read."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def go_to(self, name: str) -> None:
        """Press Tab until the control of that name has the focus."""
        passed: dict[str, None] = {}
        for _ in range(60):
            focus = QApplication.focusWidget()
            if focus is not None and focus.accessibleName().startswith(name):
                return
            passed[focus.accessibleName() if focus is not None else ""] = None
            self.press(KEY.Key_Tab)
        pytest.fail(f"Tab does not come to {name}, but to {', '.join(passed)}")
