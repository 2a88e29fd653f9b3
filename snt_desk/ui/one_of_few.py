"""A quiet button that says what holds, `Quiet after 7 days`, and opens a few others to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu

from snt_desk.ui.parts import Button


class OneOfFew(Button):
    """One number of a few."""

    chosen = Signal(int)
    """This one is wanted instead."""

    def __init__(
        self, title: str, choices: Sequence[int], says: Callable[[int], str], called: str
    ) -> None:
        """`says` gives the words for what holds, `called` those for one choice: `{} days`."""
        super().__init__("", "quiet", "chevron-down")
        # The arrow stands behind the words.
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._says = says
        self._menu = QMenu(title, self)
        for number in choices:
            action = self._menu.addAction(called.format(number))
            action.setCheckable(True)
            action.setData(number)
            action.triggered.connect(partial(self._choose, number))
        self.clicked.connect(self._pop_up)
        self.show_number(choices[0])

    def show_number(self, number: int) -> None:
        """Say what holds now."""
        self.setText(self._says(number))
        self.setAccessibleName(self.text())
        for action in self._menu.actions():
            action.setChecked(action.data() == number)

    def _choose(self, number: int) -> None:
        self.chosen.emit(number)

    def _pop_up(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
