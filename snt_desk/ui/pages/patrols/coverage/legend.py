"""Below the map: what its shades, its hatch and its diamonds mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from snt_desk.ui import paint, theme
from snt_desk.ui.pages.patrols.coverage import painting
from snt_desk.ui.pages.patrols.coverage.reading import STEPS, quiet_meaning

_HIGH, _SWATCH, _GAP = 30, 18, 6
_FEWER, _MORE, _SPOT, _SHORT = "Fewer", "more hours", "Hot spot", "short of its plan"


class Legend(QWidget):
    """One line; what does not fit at its end is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._quiet = ""

    def show_quiet(self, days: int) -> None:
        """Say after how many days a beat is hatched."""
        self._quiet = quiet_meaning(days)
        self.setAccessibleName(
            f"Shades from fewer to more hours. Hatched, {self._quiet.lower()}. "
            "Diamonds are hot spots, hollow where short of the plan."
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme.px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = self._say(painter, paint.EDGE, _FEWER)
            for step in range(1, STEPS + 1):
                x = self._swatch(painter, x, step) + 1
            x = self._say(painter, x + _GAP, _MORE) + _GAP
            if self._has_room(x, self._quiet):
                x = self._swatch(painter, x, 0, hatched=True) + _GAP
                x = self._say(painter, x, self._quiet) + _GAP
            for hollow, said in ((False, _SPOT), (True, _SHORT)):
                if not self._has_room(x, said):
                    break
                painting.diamond(painter, QPointF(x + 6, self.height() / 2), hollow=hollow)
                x = self._say(painter, x + 16, said) + _GAP

    def _has_room(self, x: float, said: str) -> bool:
        return x + theme.px(_SWATCH) + theme.advance(said, "small") + _GAP <= self.width()

    def _say(self, painter: QPainter, x: float, said: str) -> float:
        box = QRectF(x, 0, self.width() - x, self.height())
        return x + paint.words(painter, box, said, "muted", "small") + _GAP

    def _swatch(self, painter: QPainter, x: float, step: int, *, hatched: bool = False) -> float:
        side = theme.px(_SWATCH)
        box = QRectF(x, (self.height() - side * 0.7) / 2, side, side * 0.7)
        painter.fillRect(box, painting.shade(step))
        if hatched:
            painter.fillRect(box, painting.hatch())
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        return x + side
