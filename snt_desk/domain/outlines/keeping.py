"""Outlines as they stand in the team's file: small, and whole steps of about a metre."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from snt_desk.domain.outlines.shapes import Outline, Ring, is_near

_STEP: Final = 100_000
"""Parts of a degree: 1.1 m to the north, 0.7 m to the east."""


def to_json(outlines: Sequence[Outline]) -> list[dict[str, Any]]:
    """Give what JSON can hold: each ring as one list, every point by its step from the last."""
    return [
        {"name": one.name, "code": one.code, "rings": [_steps(ring) for ring in one.rings]}
        for one in outlines
    ]


def from_json(kept: Sequence[Any]) -> tuple[Outline, ...]:
    """Take back what `to_json` gave.

    Raises ValueError, TypeError, KeyError or OverflowError for all else.
    """
    found = tuple(
        Outline(str(one["name"]), str(one["code"]), tuple(_ring(ring) for ring in one["rings"]))
        for one in kept
    )
    if not all(one.rings for one in found):
        raise ValueError("an outline without lines")
    return found


def _steps(ring: Ring) -> list[int]:
    steps, before = [], (0, 0)
    for longitude, latitude in ring:
        now = round(longitude * _STEP), round(latitude * _STEP)
        if now != before:
            steps += [now[0] - before[0], now[1] - before[1]]
        before = now
    return steps


def _ring(steps: Sequence[int]) -> Ring:
    x = y = 0
    points = []
    for across, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + across, y + up
        point = (x / _STEP, y / _STEP)
        if not is_near(*point):
            raise ValueError("a point that is not in Britain")
        points.append(point)
    if not points:
        raise ValueError("a ring without points")
    return tuple(points)
