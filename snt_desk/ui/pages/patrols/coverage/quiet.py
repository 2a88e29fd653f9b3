"""After how many days a beat is quiet: a button that opens a few choices."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from snt_desk.services.beat_map import QUIET_AFTER
from snt_desk.ui.parts import Button

CHOICES = (3, 7, 14, 28)
"""The days on offer."""


class QuietAfter(Button):
    """`Quiet after 7 days`, and others to choose from."""

    chosen = Signal(int)
    """So many days."""

    def __init__(self) -> None:
        super().__init__("", "quiet", "chevron-down")
        # The arrow stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._menu = QMenu("Quiet after", self)
        for days in CHOICES:
            action = self._menu.addAction(f"{days} days")
            action.setCheckable(True)
            action.setData(days)
            action.triggered.connect(partial(self._choose, days))
        self.clicked.connect(self._pop_up)
        self.show_days(QUIET_AFTER)

    def show_days(self, days: int) -> None:
        """Say what holds now."""
        self.setText(f"Quiet after {days} days")
        self.setAccessibleName(self.text())
        for action in self._menu.actions():
            action.setChecked(action.data() == days)

    def _choose(self, days: int) -> None:
        self.chosen.emit(days)

    def _pop_up(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
