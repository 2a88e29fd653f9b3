"""What the lists are about, if they were asked for that: one priority, on a chip to let it go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.ui import named, paint
from snt_desk.ui.filters import Chip
from snt_desk.ui.parts import as_part, escaped, plain_tip


class About(QFrame):
    """A row with the chip, there only while the lists are filtered by a priority."""

    changed = Signal()
    """Another priority, or none any more."""

    def __init__(self) -> None:
        super().__init__()
        as_part(self)
        self.ref = ""
        """The priority's ref; empty where the lists show everything."""
        self.chip = Chip("", "x")
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 8, paint.EDGE, 0)
        row.addWidget(self.chip)
        row.addStretch(1)
        self.chip.clicked.connect(self.clear)
        self.hide()

    def show_priority(self, ref: str, title: str) -> None:
        """Let the lists be about this one."""
        self.ref = ref
        words = f"Priority: {named.short(title)}"
        self.chip.setText(escaped(words))
        self.chip.setToolTip(plain_tip(title))
        self.chip.setAccessibleName(words)
        self.chip.setAccessibleDescription("Press it to show everything.")
        self.chip.setChecked(True)
        self.show()
        self.changed.emit()

    def clear(self) -> None:
        """Let the lists show everything."""
        if self.ref:
            self.ref = ""
            self.hide()
            self.changed.emit()
