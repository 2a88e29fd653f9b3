"""A box above what it speaks of: what is so, in plain words, and at most one thing to do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy

from snt_desk.ui import paint, theme
from snt_desk.ui.parts import Margins, Picture, breakable, button, escaped, label

_WORDS = 180
"""Less room than that beside a button is too little for words."""
_GROUNDS = {"warn": "warnbox", "bad": "badbox"}


class Box(QFrame):
    """Stands above what it speaks of: an icon, plain words, at most one button."""

    pressed = Signal()
    """Its button."""

    def __init__(self, tone: str = "warn") -> None:
        """Hidden until it has something to say."""
        super().__init__()
        self._picture = Picture("info")
        self._title = label("", "heading", wrap=True)
        self._text = label("", wrap=True)
        self._button = button("")
        self._button.clicked.connect(self._press)
        self._do: Callable[[], object] = self.pressed.emit
        self._wear(tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        # One grid: the height of wrapped words is lost through nested frames.
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._picture, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._text, 1, 1)
        grid.addWidget(self._button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        self._grid, self._below = grid, False

    def _place_button(self) -> None:
        """Beside the words; below them where these would have no room left."""
        wide = self._button.sizeHint().width()
        below = not self._button.isHidden() and self.width() - wide < theme.px(_WORDS)
        if below == self._below:
            return
        self._below = below
        self._grid.removeWidget(self._button)
        if below:
            self._grid.addWidget(self._button, 2, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self._button, 0, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        # The height that it needs is another one now.
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        # It never grows beyond this: words that wrap need what they need at this width.
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _wear(self, tone: str) -> None:
        self._picture.show_other(paint.TONES[tone].icon, paint.TONES[tone].ink)
        if self.objectName() != _GROUNDS.get(tone, "card"):
            self.setObjectName(_GROUNDS.get(tone, "card"))
            self.style().unpolish(self)
            self.style().polish(self)

    def say(  # the words, and what the button does
        self,
        title: str,
        text: str = "",
        action: str = "",
        *,
        tone: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show these words, and a button if there is something to do; in another tone if given.

        The button does *do*, or else says that it was `pressed`.
        """
        self._do = do or self.pressed.emit
        if tone:
            self._wear(tone)
        self._title.setText(breakable(title))
        self._text.setText(breakable(text))
        self._text.setVisible(bool(text))
        self._button.setText(escaped(action))
        self._button.setAccessibleName(action)
        self._button.setVisible(bool(action))
        self._place_button()
        self.setAccessibleName(f"{title}. {text}" if text else title)
        self.show()

    def _press(self) -> None:
        self._do()

    @property
    def words(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self.accessibleName()


class RoomForBox(QFrame):
    """Keeps a box off what is above and below it; takes no room while the box says nothing."""

    def __init__(self, box: Box, margins: Margins = (paint.EDGE, 8, paint.EDGE, 8)) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(*margins)
        row.addWidget(box)
        self._box = box
        box.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.setHidden(self._box.isHidden())
        return super().eventFilter(watched, event)
