"""Outlines laid flat, and where in each its name is written.

No projection library: over a county `x = longitude · cos(middle latitude)` is right within
0.6 % of the National Grid (libraries.md), which no eye sees on a map of beats.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from snt_desk.domain.outlines.shapes import Outline, Ring

Flat = tuple[tuple[float, float], ...]
"""A ring in metres: to the east, and to the south, as a screen counts."""

_METRES: Final = 111_320.0
"""A degree of latitude."""
_TILE: Final = 1000.0
_FILLED: Final = 0.94
_LEVELS: Final = 15
"""At so many heights room is looked for."""


@dataclass(frozen=True)
class Shape:
    """An outline laid flat; its name goes to the middle of `room`, that many metres wide."""

    outline: Outline
    rings: tuple[Flat, ...]
    middle: tuple[float, float]
    room: float


@dataclass(frozen=True)
class Plan:
    """Shapes, and the bounds of those that matter: left, top, right, bottom in metres."""

    shapes: tuple[Shape, ...]
    bounds: tuple[float, float, float, float]


def laid_flat(outlines: Sequence[Outline], of: Sequence[Outline] = ()) -> Plan:
    """Lay outlines flat. The bounds are those of `of`, which are among them, or of all."""
    scale = scale_at(of or outlines)
    shapes = tuple(_shape(one, scale) for one in outlines)
    matter = {id(one) for one in of or outlines}
    points = [
        point
        for shape in shapes
        if id(shape.outline) in matter
        for ring in shape.rings
        for point in ring
    ]
    across, down = [x for x, _ in points], [y for _, y in points]
    return Plan(shapes, (min(across), min(down), max(across), max(down)))


def tiles(outlines: Sequence[Outline]) -> Plan:
    """Lay outlines without shapes out as squares, in their order, about as many across as down."""
    across = max(1, math.ceil(math.sqrt(len(outlines))))
    shapes = []
    for at, outline in enumerate(outlines):
        x, y = (at % across) * _TILE, (at // across) * _TILE
        side = _TILE * _FILLED
        square = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
        shapes.append(Shape(outline, (square,), (x + side / 2, y + side / 2), side))
    down = max(1, math.ceil(len(outlines) / across))
    gap = _TILE * (1 - _FILLED)
    return Plan(tuple(shapes), (0, 0, across * _TILE - gap, down * _TILE - gap))


def scale_at(outlines: Sequence[Outline]) -> float:
    """Say how much shorter a degree of longitude is than one of latitude in their middle."""
    latitudes = [y for one in outlines for ring in one.rings for _, y in ring]
    return math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))


def flat(ring: Ring, scale: float) -> Flat:
    """Lay a ring flat at that scale."""
    return tuple((x * scale * _METRES, -y * _METRES) for x, y in ring)


def _shape(outline: Outline, scale: float) -> Shape:
    rings = tuple(flat(ring, scale) for ring in outline.rings)
    middle, room = _roomiest(rings)
    return Shape(outline, rings, middle, room)


def _roomiest(rings: Sequence[Flat]) -> tuple[tuple[float, float], float]:
    """Find where a line of words has most room: the widest stretch inside, near the middle."""
    down = [y for ring in rings for _, y in ring]
    top, high = min(down), max(down) - min(down)
    best, middle, room = -1.0, (rings[0][0][0], rings[0][0][1]), 0.0
    for level in range(1, _LEVELS + 1):
        y = top + high * level / (_LEVELS + 1)
        for left, right in _inside(rings, y):
            # Half-way down a little less room is as good.
            worth = (right - left) * (1 - abs(level / (_LEVELS + 1) - 0.5) * 0.6)
            if worth > best:
                best, middle, room = worth, ((left + right) / 2, y), right - left
    return middle, room


def _inside(rings: Sequence[Flat], y: float) -> Iterator[tuple[float, float]]:
    """Give the stretches of a level line that are inside an odd number of rings."""
    crossings = []
    for ring in rings:
        x0, y0 = ring[-1]
        for x1, y1 in ring:
            if (y0 <= y) != (y1 <= y):
                crossings.append(x0 + (y - y0) * (x1 - x0) / (y1 - y0))
            x0, y0 = x1, y1
    crossings.sort()
    yield from zip(crossings[::2], crossings[1::2], strict=False)
