"""Outlines of the demo's beats: invented, and only roughly where such wards might lie.

Corners are shared, so that neighbours meet; between two of them the line bends a little.
"""

from __future__ import annotations

import math
from typing import Final

from snt_desk.domain.demo.people import BEATS
from snt_desk.domain.outlines import Outline, Ring

FILE: Final = "invented-beats.geojson"
"""What they are said to have been loaded from."""
WEEKLY: Final = {"WOOD": 3, "TOWN": 4, "PASS": 1}
"""The visits that the demo's sergeant plans a week, by hot spot."""

_WEST, _NORTH = -0.262, 51.852
_ACROSS, _DOWN = 0.012, 0.0085
# To the east and to the south, in steps of about 900 m.
_CORNERS: Final = {
    "a": (0, 1),
    "b": (2.5, 0),
    "c": (5, 0.4),
    "d": (8, 0.2),
    "e": (10, 2),
    "f": (9.6, 4.5),
    "g": (9, 7),
    "h": (6, 8),
    "i": (3, 7.8),
    "j": (0.6, 6.5),
    "k": (0.2, 3.6),
    "m": (4.6, 2.4),
    "n": (2.6, 3.4),
    "o": (4.4, 5),
    "p": (6.4, 3),
    "q": (6.8, 5.4),
    "r": (3, 5.2),
}
_AREAS: Final = {
    "WEW": "abcmnk",
    "WEE": "cdepm",
    "SHE": "knrj",
    "HAL": "nmpqor",
    "PAN": "pefq",
    "PEA": "qfgho",
    "HAN": "jrohi",
}
_BENDS = 5


def outlines() -> tuple[Outline, ...]:
    """Give one for each beat."""
    return tuple(Outline(BEATS[code], code, (_ring(area),)) for code, area in _AREAS.items())


def _ring(area: str) -> Ring:
    points = []
    for one, other in zip(area, area[1:] + area[0], strict=True):
        # The same line from both sides of it.
        line = _bent(min(one, other), max(one, other))
        points += line[:-1] if one < other else line[:0:-1]
    return tuple((round(_WEST + x * _ACROSS, 5), round(_NORTH - y * _DOWN, 5)) for x, y in points)


def _bent(one: str, other: str) -> list[tuple[float, float]]:
    (x0, y0), (x1, y1) = _CORNERS[one], _CORNERS[other]
    points = []
    for at in range(_BENDS + 1):
        part = at / _BENDS
        aside = 0.09 * math.sin(math.pi * part) * math.sin(7 * part + ord(one) + ord(other))
        points.append(
            (x0 + (x1 - x0) * part - (y1 - y0) * aside, y0 + (y1 - y0) * part + (x1 - x0) * aside)
        )
    return points
