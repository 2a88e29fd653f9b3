"""Words beside others that give way: they end in … where there is too little room for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from snt_desk.ui import theme
from snt_desk.ui.parts import Role, Words, set_state

_LEAST = 48
"""Where they have less, what stands beside them gives way too."""
_LEAST_READ = 5
"""Of fewer letters nobody reads what was meant: then nothing is written at all."""


class Giving(Words):
    """Words in one line that never make wider what they stand in."""

    def __init__(self, role: Role = "body") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_state(self, "role", role)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.px(_LEAST)), least.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room, role = self.contentsRect(), self.foregroundRole()
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        if words != self.text() and len(words) < _LEAST_READ:
            return
        at = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter, room, at, self.palette(), self.isEnabled(), words, role
            )
