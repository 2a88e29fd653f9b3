"""The window while the data is only looked at: what would write is off, and says why.

The store would refuse it all the same; here it is seen before somebody types for nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QWidget

from snt_desk.ui.parts import plain_tip

if TYPE_CHECKING:
    from snt_desk.ui.main_window import MainWindow

OFF = "Opened to look only"


class Looking(QObject):
    """Keeps off what writes, and shows what others have saved meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        """Look after this window, which shows a desk."""
        super().__init__(window.centre)
        self._window = window
        self._seen = self._state()
        window.menus.look_only = True
        window.built.connect(self._keep_off)
        window.desk.news.made.connect(self._keep_off)
        window.installEventFilter(self)
        self._keep_off(window)

    def _keep_off(self, widget: QWidget) -> None:
        for one in widget.findChildren(QAbstractButton):
            if one.property("writes") and not one.property("looked_after"):
                one.setProperty("looked_after", True)
                one.setEnabled(False)
                one.setToolTip(plain_tip(OFF))
                one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.EnabledChange and isinstance(watched, QAbstractButton):
            # A page may think that it can be pressed again.
            watched.setEnabled(False)
        elif kind == QEvent.Type.WindowActivate and watched is self._window:
            state = self._state()
            if state != self._seen:
                self._seen = state
                self._window.read_again()
        return super().eventFilter(watched, event)

    def _state(self) -> tuple[int, int]:
        try:
            found = os.stat(self._window.header.where)  # noqa: PTH116  # Path takes none for this folder
        except OSError:
            return 0, 0
        return found.st_size, found.st_mtime_ns
