"""How a beat is painted: its shade, its hatch, its words, its hot spots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from snt_desk.ui import paint, theme
from snt_desk.ui.colours import contrast
from snt_desk.ui.pages.patrols.coverage.reading import STEPS, Area

READABLE = 4.5
"""Words on the strongest shade are at least so far from it."""
_LINE, _DIAMOND, _LEAST_ROOM = 17, 10, 52
_PLATE_ALPHA = 225


def shade(step: int) -> QColor:
    """The fill of that step: the page, towards the accent as far as words stay readable."""
    names = (theme.colour(role).name() for role in ("page", "accent", "text"))
    return QColor(_shades(*names)[step])


@lru_cache(maxsize=8)
def _shades(page: str, accent: str, text: str) -> tuple[str, ...]:
    strongest = next(
        part / 100
        for part in range(75, -1, -1)
        if contrast(_mixed(page, accent, part / 100), text) >= READABLE
    )
    return tuple(_mixed(page, accent, strongest * step / STEPS) for step in range(STEPS + 1))


def _mixed(one: str, other: str, part: float) -> str:
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + bytes(round(a + (b - a) * part) for a, b in pairs).hex()


def area(painter: QPainter, path: QPainterPath, of: Area) -> None:
    """The ground of a beat, hatched where it is quiet; of what is none only the line."""
    if not of.code:
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        return
    painter.fillPath(path, shade(of.step))
    if of.quiet:
        painter.fillPath(path, hatch())
    painter.setPen(QPen(theme.colour("edge"), 2 if theme.outlined() else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def hatch() -> QBrush:
    """What lies over a quiet beat."""
    return QBrush(theme.colour("edge"), Qt.BrushStyle.BDiagPattern)


def in_hand(painter: QPainter, path: QPainterPath, *, focused: bool) -> None:
    """The line round the beat in hand."""
    painter.setPen(QPen(theme.colour("accent" if focused else "text"), 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


@dataclass(frozen=True)
class Label:
    """What is written in a beat, and where: lines with whether they are bold, and hot spots."""

    area: Area
    box: QRectF
    lines: tuple[tuple[str, bool], ...]
    spots: tuple[bool, ...]


def label(of: Area, middle: QPointF, room: float, taken: Sequence[QRectF]) -> Label | None:
    """Find what can be written round that point and meets nothing: all, less, or not a word.

    What is not written stands in the table and in the tooltip.
    """
    # A name may be cut; hours never are.
    room = max(room, theme.px(_LEAST_ROOM), theme.advance(of.hours, "small") + 1)
    name = tuple((part, True) for part in _broken(of.name, room))
    hours, quiet = ((of.hours, False),), (((of.quiet, False),) if of.quiet else ())
    for lines, spots in (
        ((*name, *hours, *quiet), of.spots),
        ((*name, *hours), ()),
        (name, ()),
        (hours, ()),
    ):
        box = _box(lines, middle, room, with_spots=bool(spots))
        if not any(box.intersects(other) for other in taken):
            return Label(of, box, lines, spots)
    return None


def _box(
    lines: tuple[tuple[str, bool], ...], middle: QPointF, room: float, *, with_spots: bool
) -> QRectF:
    wide = min(room, max(theme.advance(text, "small", bold=bold) for text, bold in lines))
    high = theme.px(_LINE) * len(lines) + (theme.px(_DIAMOND + 4) if with_spots else 0)
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)


def write(painter: QPainter, of: Label) -> None:
    """Write it."""
    box, line = of.box, theme.px(_LINE)
    if of.area.quiet:
        _plate(painter, box, of.area)
    for at, (text, bold) in enumerate(of.lines):
        part = QRectF(box.x(), box.y() + at * line, box.width(), line)
        spare = max(0.0, box.width() - theme.advance(text, "small", bold=bold)) / 2
        paint.words(painter, part.adjusted(spare, 0, 0, 0), text, "text", "small", bold=bold)
    if of.spots:
        middle = QPointF(box.center().x(), box.bottom() - theme.px(_DIAMOND + 4) / 2 + 2)
        _spots(painter, middle, of.spots)


def _plate(painter: QPainter, box: QRectF, of: Area) -> None:
    """Keeps the hatch away from words."""
    ground = shade(of.step)
    ground.setAlpha(_PLATE_ALPHA)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box.adjusted(-4, -2, 4, 2), 4, 4)


def _broken(name: str, room: float) -> list[str]:
    """A name in one line, or where that is too long in two."""
    parts = name.split()
    if theme.advance(name, "small", bold=True) <= room or len(parts) < 2:
        return [name]
    halves = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    return list(min(halves, key=lambda two: max(map(len, two))))


def _spots(painter: QPainter, middle: QPointF, spots: tuple[bool, ...]) -> None:
    """A diamond for each hot spot: full, or hollow where visits are short of the plan."""
    side = theme.px(_DIAMOND)
    x = middle.x() - (len(spots) - 1) * (side + 3) / 2
    for at, behind in enumerate(spots):
        diamond(painter, QPointF(x + at * (side + 3), middle.y()), hollow=behind)


def diamond(painter: QPainter, middle: QPointF, *, hollow: bool) -> None:
    """A hot spot."""
    half = theme.px(_DIAMOND) / 2
    x, y = middle.x(), middle.y()
    corners = [
        QPointF(x, y - half),
        QPointF(x + half, y),
        QPointF(x, y + half),
        QPointF(x - half, y),
    ]
    painter.setPen(QPen(theme.colour("text"), 1.5))
    painter.setBrush(theme.colour("page" if hollow else "text"))
    painter.drawPolygon(QPolygonF(corners))
