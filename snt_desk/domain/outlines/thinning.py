"""Fewer points for the same picture: what a map cannot show is not kept.

Douglas and Peucker's way: a point stays if the line without it would be off by more than the
tolerance. That is 10 m, less than a pixel of a map of beats. Where so many points are left
that the file and its journal would grow heavy, the tolerance doubles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from snt_desk.domain.outlines.plane import Flat, flat, scale_at
from snt_desk.domain.outlines.shapes import Outline
from snt_desk.errors import DeskError

TOLERANCE: Final = 10.0
"""In metres."""
MOST_KEPT: Final = 20_000
"""So many points take some 200 kB in the file."""
_ROUGHEST: Final = 1000.0
"""Beyond this, no more is tried: so many outlines have so many points."""
_FEWEST = 3
_EFFORT, _LEAST_EFFORT = 100, 1_000_000
"""How often each point may be looked at; real coasts take 10 to 20."""


class _Effort:
    """Counts the looks: lines can be made so that the farthest point is always the next."""

    def __init__(self, points: int) -> None:
        self._left = _EFFORT * points + _LEAST_EFFORT

    def spend(self, looks: int) -> None:
        self._left -= looks
        if self._left < 0:
            raise DeskError("The outlines are too ragged", "Load generalised boundaries.")


def thinned(
    outlines: Sequence[Outline], *, tolerance: float = TOLERANCE, most: int = MOST_KEPT
) -> tuple[Outline, ...]:
    """Leave the points that are needed; the largest part of each outline always stays.

    Raises DeskError where that would take for ever, which no real map does.
    """
    scale = scale_at(outlines)
    made = tuple(outlines)
    effort = _Effort(_points(made))
    while True:
        made = tuple(_thinned(one, scale, tolerance, effort) for one in made)
        if _points(made) <= most or tolerance > _ROUGHEST:
            return made
        tolerance *= 2


def _points(outlines: Sequence[Outline]) -> int:
    return sum(len(ring) for one in outlines for ring in one.rings)


def _thinned(outline: Outline, scale: float, tolerance: float, effort: _Effort) -> Outline:
    pairs = [(ring, flat(ring, scale)) for ring in outline.rings]
    largest = max(range(len(pairs)), key=lambda at: abs(area(pairs[at][1])))
    rings = []
    for at, (ring, plain) in enumerate(pairs):
        # An island that is no larger than what may be off cannot be seen.
        if at != largest and abs(area(plain)) < tolerance * tolerance:
            continue
        kept = _kept(plain, tolerance, effort)
        rings.append(
            tuple(ring[number] for number in kept) if len(kept) >= _FEWEST else ring[:_FEWEST]
        )
    return Outline(outline.name, outline.code, tuple(rings))


def _kept(ring: Flat, tolerance: float, effort: _Effort) -> list[int]:
    """Number the points that stay: the first, the farthest from it, and what those need."""
    x, y = ring[0]
    far = max(range(len(ring)), key=lambda at: (ring[at][0] - x) ** 2 + (ring[at][1] - y) ** 2)
    closed = (*ring, ring[0])
    keep = {0, far}
    spans = [(0, far), (far, len(ring))]
    limit = tolerance * tolerance
    while spans:
        first, last = spans.pop()
        effort.spend(last - first)
        worst, at = _worst(closed, first, last)
        if worst > limit:
            keep.add(at)
            spans += [(first, at), (at, last)]
    if len(keep) < _FEWEST:
        # A sliver: its farthest corner keeps it an area.
        keep |= {at for at in (_worst(closed, 0, far)[1], _worst(closed, far, len(ring))[1]) if at}
    return sorted(at for at in keep if at < len(ring))


def _worst(line: Flat, first: int, last: int) -> tuple[float, int]:
    """Find the point between two that is farthest from the line through them, squared."""
    ax, ay = line[first]
    dx, dy = line[last][0] - ax, line[last][1] - ay
    length = dx * dx + dy * dy
    worst, found = 0.0, 0
    for at in range(first + 1, last):
        px, py = line[at][0] - ax, line[at][1] - ay
        part = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
        off = (px - part * dx) ** 2 + (py - part * dy) ** 2
        if off > worst:
            worst, found = off, at
    return worst, found


def area(ring: Flat) -> float:
    """Give the area that a ring goes round, in square metres; its sign says which way."""
    twice = 0.0
    x0, y0 = ring[-1]
    for x, y in ring:
        twice += x0 * y - x * y0
        x0, y0 = x, y
    return twice / 2
