"""What an outline is, and what the numbers of a file must be to become one."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from snt_desk.errors import DeskError

Ring = tuple[tuple[float, float], ...]
"""A closed line: longitude and latitude (WGS 84) of its points; the first is not repeated."""

MOST_POINTS: Final = 300_000
MOST_OUTLINES: Final = 2_000
_MOST_LETTERS = 80
_LEAST_CORNERS = 3

# Britain with room round it. What lies elsewhere is no beat, but numbers in another system.
_LONGITUDES, _LATITUDES = (-12.0, 5.0), (48.0, 62.0)
_GRID_EAST, _GRID_NORTH = 800_000, 1_400_000


@dataclass(frozen=True)
class Outline:
    """An area of a file: its name and code, either of which may be empty, and its lines.

    What an odd number of rings goes round is inside: islands and holes need no telling apart.
    """

    name: str
    code: str
    rings: tuple[Ring, ...]

    @property
    def key(self) -> str:
        """What it is remembered by: its code, or else its name."""
        return self.code or self.name


@dataclass(frozen=True)
class Found:
    """An area as a reader found it, unchecked; `number` counts the areas of the file from 1."""

    number: int
    properties: Mapping[str, object]
    rings: Sequence[Sequence[object]]


def outlines(found: Iterable[Found]) -> tuple[Outline, ...]:
    """Check what a reader found; parts of one name and code become one outline.

    Raises DeskError with the feature and what is wrong with it.
    """
    parts: dict[tuple[str, str], list[Ring]] = {}
    points = 0
    for one in found:
        name, code = named(one.properties)
        if not name and not code:
            name = f"Outline {one.number}"
        where = f"Feature {one.number}, {name or code}"
        rings = [ring for ring in (_ring(raw, where) for raw in one.rings) if ring]
        points += sum(map(len, rings))
        if points > MOST_POINTS:
            raise DeskError(
                f"The outlines have more than {MOST_POINTS:,} points",
                "Load generalised boundaries, or those of one district.",
            )
        if rings:
            parts.setdefault((name, code), []).extend(rings)
        if len(parts) > MOST_OUTLINES:
            raise DeskError(
                f"The file has more than {MOST_OUTLINES:,} outlines", "Load those of one district."
            )
    if not parts:
        raise DeskError(
            "The file has no outlines", "A map of beats has polygons; this one has none."
        )
    return tuple(Outline(*said, tuple(rings)) for said, rings in parts.items())


def _ring(raw: Sequence[object], where: str) -> Ring:
    """Check a ring; empty if it goes round nothing, as slivers do."""
    points: list[tuple[float, float]] = []
    for position in raw:
        point = _point(position, where)
        if not points or point != points[-1]:
            points.append(point)
    if len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return tuple(points) if len(set(points)) >= _LEAST_CORNERS else ()


def _point(position: object, where: str) -> tuple[float, float]:
    if not isinstance(position, list | tuple) or len(position) < 2:
        raise DeskError(f"{where}: a point is not two numbers", "The file is damaged.")
    first, second = position[0], position[1]
    if not _is_number(first) or not _is_number(second):
        raise DeskError(f"{where}: a point is not two numbers", "The file is damaged.")
    longitude, latitude = float(first), float(second)
    if is_near(longitude, latitude):
        return longitude, latitude
    raise _elsewhere(longitude, latitude, where)


def is_near(longitude: float, latitude: float) -> bool:
    """Whether a point is in Britain, or not far from it."""
    return _within(longitude, _LONGITUDES) and _within(latitude, _LATITUDES)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _elsewhere(first: float, second: float, where: str) -> DeskError:
    if _within(second, _LONGITUDES) and _within(first, _LATITUDES):
        return DeskError(
            f"{where}: latitude stands first", "Save it with longitude first, as usual."
        )
    if 180 < first <= _GRID_EAST and 0 <= second <= _GRID_NORTH:
        return grid(where)
    if max(abs(first), abs(second)) > 180:
        return metres(where)
    return DeskError(
        f"{where}: {first:g}, {second:g} is not in Britain", "Load outlines of this team’s beats."
    )


def grid(where: str) -> DeskError:
    """Refuse metres of the British National Grid, which many council files are in."""
    return DeskError(
        f"{where}: the numbers are British National Grid metres",
        "Save the file in WGS 84 (EPSG:4326), then load it.",
    )


def metres(where: str) -> DeskError:
    """Refuse metres of some other grid."""
    return DeskError(
        f"{where}: the numbers are not longitude and latitude",
        "Save the file in WGS 84 (EPSG:4326), then load it.",
    )


# --- Names ------------------------------------------------------------------------------------

# WD13NM, LAD24CD: the columns of the Office for National Statistics.
_ONS_NAME, _ONS_CODE = re.compile(r"[a-z]+\d{2}nm"), re.compile(r"[a-z]+\d{2}cd")
_NAMES = ("name", "beatname", "beat", "wardname", "ward", "neighbourhood", "label", "title")
_CODES = ("code", "beatcode", "wardcode", "ref", "reference", "gsscode", "gss")
_LAST_CODES = ("id",)
"""Most often only a number of the feature."""


def named(properties: Mapping[str, object]) -> tuple[str, str]:
    """Find the name and the code among properties, whatever they are called."""
    said = {_letters(str(key)): plain(value) for key, value in properties.items()}
    name = _first(said, _NAMES, _ONS_NAME, ("name", "nm"))
    code = _first(said, _CODES, _ONS_CODE, ("code", "cd"))
    return name, code or _first(said, _LAST_CODES, _ONS_CODE, ())


def _first(
    said: Mapping[str, str], exactly: Sequence[str], ons: re.Pattern[str], ending: tuple[str, ...]
) -> str:
    keys = [
        *exactly,
        *(key for key in said if ons.fullmatch(key)),
        *(key for key in said if key.endswith(ending)),
    ]
    return next((said[key] for key in keys if said.get(key)), "")


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def plain(value: object) -> str:
    """One line of text without controls, of a length that can be read; empty for what is none."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    if isinstance(value, int) and abs(value) >= 10**18:
        return ""
    text = unicodedata.normalize("NFC", str(value)[: 4 * _MOST_LETTERS])
    # Other letters are shown as they are; line ends, bidi marks and half characters are not.
    kept = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(kept.split())[:_MOST_LETTERS].strip()
