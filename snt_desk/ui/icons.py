"""Line drawings in the colour of a role, sharp at any scale.

The drawings are Lucide's, in `resources/icons`. They follow the look: nothing has to be
set again when it changes.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from snt_desk import paths
from snt_desk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SIDE = 16
"""Width and height of a usual icon, in pixels at a text size of 100 %."""


def icon(name: str, role: str = "text") -> QIcon:
    """A drawing for a button or an action, grey while that is disabled."""
    return QIcon(_Engine(name, role))


def draw(painter: QPainter, name: str, role: str, x: float, y: float, side: int = SIDE) -> None:
    """Paint a drawing with its upper left corner there; `side` in pixels at 100 %."""
    scale = painter.device().devicePixelRatioF()
    painter.drawPixmap(round(x), round(y), picture(name, role, theme.px(side), scale))


def picture(name: str, role: str, side: int, scale: float = 1.0) -> QPixmap:
    """A drawing as a pixmap, `side` pixels wide and high on a screen of that scale."""
    return _tinted(name, theme.colour(role).name(), side, scale)


@lru_cache(maxsize=512)
def _tinted(name: str, ink: str, side: int, scale: float) -> QPixmap:
    edge = round(side * scale)
    made = QPixmap(edge, edge)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        _renderer(name, ink).render(painter, QRectF(0, 0, edge, edge))
    made.setDevicePixelRatio(scale)
    return made


theme.goes_with_look(_tinted.cache_clear)


def _renderer(name: str, ink: str) -> QSvgRenderer:
    # Only what paints pays for the module.
    from PySide6.QtSvg import QSvgRenderer

    text = _source(name).replace("currentColor", ink)
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _source(name: str) -> str:
    text = paths.resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', 'stroke-width="1.75"')


class _Engine(QIconEngine):
    """Asks for the colour when it paints, so an icon follows the look.

    What is wider than high (20 x 16) has its drawing at the left: the rest is the gap
    before the words, which a button lets nobody set.
    """

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        scale = painter.device().devicePixelRatioF()
        side = min(rect.width(), rect.height())
        painter.drawPixmap(rect.x(), rect.y(), picture(self._name, self._ink(mode), side, scale))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        made = QPixmap(size * scale)
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return made

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._role)

    def _ink(self, mode: QIcon.Mode) -> str:
        return "off" if mode == QIcon.Mode.Disabled else self._role
