"""A window beside the main one, for reading: its size is remembered, Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from snt_desk.ui import theme
from snt_desk.ui.keys import is_plain
from snt_desk.ui.preferences import Preferences

_SIZE = (640, 640)


class HelpWindow(QWidget):
    """Holds one thing to read; its window title is that thing's."""

    def __init__(self, name: str, content: QWidget, preferences: Preferences) -> None:
        """Stand where the window of that name stood the last time."""
        super().__init__(None, Qt.WindowType.Window)
        theme.dress(self)
        self._name = f"window/{name}"
        self._preferences = preferences
        self.content = content
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(f"{content.windowTitle()} - SNT Desk")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(content)
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))
        self.restoreGeometry(QByteArray(preferences.state(self._name)))

    def come(self) -> None:
        """Show it, in front of all, ready for keys."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.content.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain(event, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.isVisible():
            self._preferences.keep_states({self._name: bytes(self.saveGeometry().data())})
        super().closeEvent(event)
