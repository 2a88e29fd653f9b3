"""How many visits a week are planned for the hot spot in hand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from snt_desk.services.beat_map import MOST_VISITS
from snt_desk.services.coverage import SpotTime
from snt_desk.ui import keys, paint, theme
from snt_desk.ui.named import one_line
from snt_desk.ui.parts import as_part, button, label
from snt_desk.ui.plain_line import PlainLine


class Planning(QFrame):
    """One line: the hot spot's name, a number, *Plan*. Enter plans it, Esc leaves."""

    planned = Signal(str, int)
    """The hot spot's code, and how many visits a week."""
    left = Signal()
    """Esc."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        as_part(self)
        self._code = ""
        self._words = label("", "small")
        self._words.setMinimumWidth(1)
        self.number = _Number()
        self._plan = button("Plan", tip="Enter", writes=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(paint.EDGE, 3, 12, 3)
        row.setSpacing(8)
        row.addWidget(self._words, 1)
        row.addWidget(self.number)
        row.addWidget(self._plan)
        self.number.entered.connect(self._tell)
        self.number.left.connect(self.left)
        self._plan.clicked.connect(self._tell)

    def show_spot(self, spot: SpotTime | None) -> None:
        """Ask about this one."""
        if spot is None:
            self._code = ""
            return
        name = one_line(spot.name)
        self._words.setText(f"Visits a week, {name}")
        self.number.setAccessibleName(f"Visits a week, {name}")
        if spot.code != self._code or not self.number.hasFocus():
            self.number.setText(str(spot.weekly) if spot.weekly else "")
        self._code = spot.code

    def start(self) -> None:
        """Let a number be typed."""
        if self._code:
            self.number.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.number.selectAll()

    def _tell(self) -> None:
        if self._code:
            self.planned.emit(self._code, int(self.number.text() or 0))


class _Number(PlainLine):
    """A whole number; letters are not taken."""

    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setValidator(QIntValidator(0, MOST_VISITS, self))
        self.setPlaceholderText("5")
        self.setFixedWidth(theme.px(64))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if keys.is_enter(event):
            if self.hasAcceptableInput() or not self.text():
                self.entered.emit()
        elif keys.is_plain(event, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
