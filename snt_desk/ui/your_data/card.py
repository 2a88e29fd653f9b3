"""A way out on the screen: a drawing, what it is, what it means, and the button that takes it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy

from snt_desk.ui.parts import Kind, Picture, breakable, button, label

_ICON = 20


class Card(QFrame):
    """Something to be chosen."""

    chosen = Signal()
    """Its button."""

    def __init__(self, icon: str, kind: Kind = "") -> None:
        """Says nothing yet; `say` fills it."""
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = label("", "heading", wrap=True)
        self._text = label("", "muted", wrap=True)
        self.button = button("", kind)
        self.button.clicked.connect(self.chosen)
        # One grid: the height of wrapped words is lost through nested frames.
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        grid.addWidget(Picture(icon, "accent", _ICON), 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._text, 1, 1)
        grid.addWidget(self.button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)

    def say(self, title: str, text: str, action: str) -> None:
        """Show what it is; without an action there is nothing to press, and the text says why."""
        self._title.setText(breakable(title))
        self._text.setText(breakable(text))
        self.button.setText(action)
        self.button.setAccessibleName(action)
        self.button.setAccessibleDescription(f"{title}. {text}")
        self.button.setVisible(bool(action))
        self.updateGeometry()

    @property
    def words(self) -> str:
        """What it says, for whoever looks for it."""
        return f"{self._title.text()}. {self._text.text()}"
