"""The line above a patrol of several legs: which one is shown, and the way to the others."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.ui.parts import button, label


class LegLine(QFrame):
    """`Leg 1 of 2`, back and forth, and *Remove leg*; hidden while there is but one."""

    stepped = Signal(int)
    """To the leg before (-1) or after (1)."""
    removed = Signal()
    """The leg that is shown goes."""

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "heading")
        self._before = button("", "icon", "chevron-left", tip="Leg before, Alt+PgUp")
        self._after = button("", "icon", "chevron-right", tip="Leg after, Alt+PgDown")
        self._remove = button("Remove leg", "quiet")
        self._before.clicked.connect(self._step_back)
        self._after.clicked.connect(self._step_on)
        self._remove.clicked.connect(self.removed)
        self._odd = label("", "warn")
        self._odd.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words)
        row.addWidget(self._before)
        row.addWidget(self._after)
        row.addWidget(self._odd)
        row.addStretch(1)
        row.addWidget(self._remove)
        self.hide()

    def show_leg(self, at: int, count: int) -> None:
        """Say which leg is shown (from 0), of how many."""
        self._words.setText(f"Leg {at + 1} of {count}")
        self._before.setEnabled(at > 0)
        self._after.setEnabled(at + 1 < count)
        self.setVisible(count > 1)

    def show_odd(self, others: Collection[int | None]) -> None:
        """Say on which other legs something looks odd."""
        names = " and ".join(f"{at + 1}" for at in sorted(one for one in others if one is not None))
        self._odd.setText(f"Look at leg {names} too" if names else "")
        self._odd.setVisible(bool(names))

    @property
    def words(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def _step_back(self) -> None:
        self.stepped.emit(-1)

    def _step_on(self) -> None:
        self.stepped.emit(1)
