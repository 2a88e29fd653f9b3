"""Words to be read that may be longer than the window: they scroll by keys, and wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from snt_desk.ui.parts import as_part


class Scrolled(QScrollArea):
    """A part of a page that scrolls up and down; Tab goes to it, the arrow keys move it."""

    def __init__(self, name: str, layout: QLayout, ground: str = "page") -> None:
        """`name` is what a screen reader says of it; `ground` names it for the style sheet."""
        super().__init__()
        self._inside = inside = _Inside()
        inside.setObjectName(ground)
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside.setLayout(layout)
        self.setAccessibleName(name)
        self.setProperty("reads", "true")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        as_part(self)

    def minimumSizeHint(self) -> QSize:
        # It never scrolls across: it is at least as wide as what is in it.
        wide = self._inside.minimumSizeHint().width()
        return QSize(wide, super().minimumSizeHint().height())


class _Inside(QWidget):
    """Qt would ask for the height of what wraps at its least width, and scroll for nothing."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        if not self.hasHeightForWidth():  # nothing that wraps is shown
            return least
        wide = max(self.width(), least.width())
        return QSize(least.width(), self.heightForWidth(wide))
