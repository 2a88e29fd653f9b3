"""What stands in the window while the last backup is made, after it was closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from snt_desk.ui import theme
from snt_desk.ui.parts import across, button, label

_WIDE = 420


class Closing(QWidget):
    """Says that the backup is being made, and offers to close without it."""

    skipped = Signal()
    """*Close without a backup*: what is under way is given up."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Backing up before SNT Desk closes")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("Progress")
        self._skip = button("Close without a backup")
        self._skip.clicked.connect(self.skipped)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDE))
        column = QVBoxLayout(inner)
        column.setSpacing(14)
        column.addWidget(label("Backing up before SNT Desk closes…", "title", wrap=True))
        column.addWidget(bar)
        column.addWidget(label("Your work is saved. This takes some seconds.", wrap=True))
        column.addWidget(across(self._skip, None))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(across(None, inner, None, stretch=(1,)))
        outer.addStretch(2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The backup goes on whatever is pressed by a hand that was still typing: not a button.
        self.setFocus(Qt.FocusReason.OtherFocusReason)
